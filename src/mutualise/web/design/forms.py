"""Form fields and forms with the behaviour that the design asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from mutualise.web.design.widgets import Checkboxes, DateParts, Radios


class DateField(forms.Field):
    """A date as three numbers, with an error that says which of them is wrong."""

    widget = DateParts

    def to_python(self, value: Any) -> date | None:
        """The date, or None when all three boxes are empty."""
        texts = tuple(value or ("", "", ""))
        missing = [part for part, text in zip(DateParts.parts, texts, strict=True) if not text]
        if len(missing) == len(texts):
            return None
        if missing:
            raise ValidationError(f"The date must include a {' and a '.join(missing)}")
        if not all(text.isascii() and text.isdigit() for text in texts):
            raise ValidationError("Write the date in numbers, for example 31 3 2027")
        day, month, year = (int(text) for text in texts)
        if len(texts[2]) != 4:
            raise ValidationError("The year must have 4 numbers, for example 2027")
        try:
            return date(year, month, day)
        except ValueError:
            raise ValidationError("The date must be a real date, for example 31 3 2027") from None


class SmallFileField(forms.FileField):
    """A file of at most UPLOAD_LIMIT bytes."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, once it is known to be small enough."""
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile) and (file.size or 0) > settings.UPLOAD_LIMIT:
            raise ValidationError(too_large_sentence())
        return file


def whole_number(text: str) -> int | None:
    """A number as a browser sends it; None for anything else, and for one past every column."""
    fits = text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if fits else None


def too_large_sentence() -> str:
    """What both the form and the error page say about a file that is too large."""
    return f"The file is too large. It must be {settings.UPLOAD_LIMIT // 1024} KB or smaller"


class QuestionForm(forms.Form):
    """A form whose every error names its question, since the summary lists them far from it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for form_field in self.fields.values():
            general = type(form_field).default_error_messages.get(
                "required", forms.Field.default_error_messages["required"]
            )
            if form_field.error_messages["required"] == general:
                form_field.error_messages["required"] = f"Answer “{form_field.label}”"


class RevealingForm(QuestionForm):
    """A form in which some questions belong to a choice of another.

    A question whose choice was not made is not asked: its errors are dropped and its answer is
    None, whatever the browser sent.
    """

    def clean(self) -> dict[str, Any] | None:
        """Drop what was not asked."""
        cleaned = super().clean()
        answers = self.cleaned_data if cleaned is None else cleaned
        for name, choice, revealed in self.revealed_fields():
            chosen = answers.get(name)
            if chosen == choice or (isinstance(chosen, list | tuple) and choice in chosen):
                continue
            self.errors.pop(revealed, None)
            answers[revealed] = None
        return answers

    def revealed_fields(self) -> Iterator[tuple[str, str, str]]:
        """Each question, its choice, and the question that the choice reveals."""
        for name, form_field in self.fields.items():
            widget = form_field.widget
            if isinstance(widget, Radios | Checkboxes):
                for choice, revealed in widget.reveals.items():
                    yield name, choice, revealed
