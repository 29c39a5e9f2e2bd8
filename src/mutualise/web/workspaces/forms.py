"""Forms about workspaces."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mutualise.web.design.forms import QuestionForm
from mutualise.web.design.widgets import Radios, Text
from mutualise.web.tenancy.roles import Kind

KINDS = {
    Kind.TEAM: "A team that may become a mutual, or is one",
    Kind.FUNDER: "A funder of mutuals",
    Kind.COALITION: "A coalition that speaks for mutuals",
}
_ADDRESS = re.compile(r"://|www\.|@|\.(com|org|net|uk)\b", re.IGNORECASE)


class TitleField(forms.CharField):
    """The name of a workspace: one line, and no address, since it is written into letters."""

    def __init__(self, **more: Any) -> None:
        hint = "The name that your colleagues know, such as a practice, a network or a service."
        super().__init__(max_length=200, help_text=hint, widget=Text(width=30), **more)

    def to_python(self, value: Any) -> Any:
        """The name with single spaces."""
        return " ".join(str(super().to_python(value) or "").split())

    def validate(self, value: Any) -> None:
        """A name, and nothing that a mail program would turn into a link."""
        super().validate(value)
        if _ADDRESS.search(value):
            raise ValidationError("Write a name without a web address")


class StartForm(QuestionForm):
    """A new workspace."""

    title = TitleField(label="What is it called?")
    kind = forms.ChoiceField(
        label="Who is it for?",
        choices=[(kind.value, text) for kind, text in KINDS.items()],
        widget=Radios(),
        initial=Kind.TEAM.value,
    )
