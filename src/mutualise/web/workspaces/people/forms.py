"""Forms about the people of a workspace."""

from __future__ import annotations

from typing import Any

from django import forms

from mutualise.web.design.forms import QuestionForm
from mutualise.web.design.widgets import Checkboxes
from mutualise.web.tenancy.roles import ROLES, Kind, Role, roles_of


class RolesForm(QuestionForm):
    """Which roles someone holds, of those that a workspace of this kind has."""

    roles = forms.MultipleChoiceField(label="Roles")

    def __init__(self, kind: Kind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = roles_of(kind)
        field = self.fields["roles"]
        field.widget = Checkboxes(hints={role.value: ROLES[role].about for role in offered})
        field.choices = [(role.value, ROLES[role].title) for role in offered]  # type: ignore[attr-defined]
        field.error_messages["required"] = "Choose at least one role"

    @property
    def chosen(self) -> frozenset[Role]:
        """The roles that were ticked."""
        return frozenset(Role(role) for role in self.cleaned_data["roles"])


class InviteForm(RolesForm):
    """Whom to invite, and to which roles."""

    email = forms.EmailField(
        label="Their e-mail address",
        help_text="The one they use for work. Only someone who signs in with it can accept.",
        max_length=254,
        error_messages={"invalid": "Write an e-mail address, such as nurse@example.org"},
    )
    field_order = ("email", "roles")
