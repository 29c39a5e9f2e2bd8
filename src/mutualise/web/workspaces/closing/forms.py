"""Forms to rename a workspace and to close it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mutualise.web.design.forms import QuestionForm
from mutualise.web.design.widgets import Text
from mutualise.web.workspaces.forms import TitleField


class RenameForm(QuestionForm):
    """What the workspace is called."""

    title = TitleField(label="What is it called?")


class CloseForm(QuestionForm):
    """The name of the workspace, typed by whoever closes it, so that it is no slip."""

    title = forms.CharField(
        label="Type the name of the workspace",
        max_length=200,
        widget=Text(width=30),
        error_messages={"required": "Type the name of the workspace to close it"},
    )

    def __init__(self, expected: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected

    def clean_title(self) -> str:
        """The same name; capitals and spaces do not matter."""
        typed: str = self.cleaned_data["title"]
        if _plain(typed) != _plain(self.expected):
            raise ValidationError(f"Type the name exactly as it is: {self.expected}")
        return typed


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()
