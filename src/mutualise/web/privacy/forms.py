"""The form that asks twice before an account is erased."""

from __future__ import annotations

from typing import Any

from django import forms

from mutualise.web.design.forms import QuestionForm
from mutualise.web.tenancy.models import Person


class EraseForm(QuestionForm):
    """Type the address again."""

    email = forms.CharField(
        label="To confirm, type your e-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Type your e-mail address"},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self) -> str:
        """The address of this account, in whatever case."""
        typed: str = self.cleaned_data["email"].strip().lower()
        if typed != self.person.email:
            raise forms.ValidationError(
                f"This is not the address of your account. Type {self.person.email}"
            )
        return typed
