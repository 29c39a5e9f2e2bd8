"""The form to share something."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from django import forms
from django.utils import timezone

from mutualise.web.design.forms import DateField, RevealingForm
from mutualise.web.design.widgets import Radios, Text
from mutualise.web.tenancy.models import Workspace
from mutualise.web.tenancy.roles import Kind, Role
from mutualise.web.workspaces.sharing.audience import (
    Audience,
    people_to_share_with,
    roles_to_share_with,
)
from mutualise.web.workspaces.sharing.registry import shareables
from mutualise.web.workspaces.sharing.selectors import workspace_at

ELSEWHERE: Final = "workspace"


class ShareForm(RevealingForm):
    """What to share, with whom and until when."""

    what = forms.ChoiceField(label="What do you want to share?", widget=Radios())
    whom = forms.ChoiceField(label="Who may see it?")
    address = forms.CharField(
        label="The address of their workspace",
        help_text="They find it in the settings of their own workspace, and on its page “Shared "
        "with you”. It looks like this: k7mx2qpa",
        max_length=200,
        required=False,
        widget=Text(width=20),
    )
    until = DateField(
        label="Until which day?",
        help_text="They can open it until the end of this day, for example 31 3 2027.",
    )
    note = forms.CharField(
        label="A note to them (optional)",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workspace = workspace
        things = self._things()
        kinds = {choice: shareables()[choice.partition("/")[0]].name for choice, _ in things}
        self._choose("what", things, Radios(hints=kinds))
        self._choose("whom", self._people(), Radios(reveals={ELSEWHERE: "address"}))

    def _choose(self, name: str, choices: list[tuple[str, str]], widget: Radios) -> None:
        field = self.fields[name]
        field.widget = widget
        field.choices = choices  # type: ignore[attr-defined]

    def _things(self) -> list[tuple[str, str]]:
        return [
            (f"{shareable.kind}/{thing.id}", thing.title)
            for shareable in shareables().values()
            for thing in shareable.things(self.workspace)
        ]

    def _people(self) -> list[tuple[str, str]]:
        roles = roles_to_share_with(Kind(self.workspace.kind))
        people = people_to_share_with(self.workspace)
        return [
            *((f"role/{role.value}", Audience(role=role).words) for role in roles),
            *((f"person/{each.person.pk}", Audience(person=each.person).words) for each in people),
            (ELSEWHERE, "Another workspace, such as a funder’s"),
        ]

    def clean(self) -> dict[str, Any] | None:
        """Find the other workspace, if that is who may see it."""
        cleaned = super().clean()
        answers = self.cleaned_data if cleaned is None else cleaned
        if answers.get("whom") == ELSEWHERE and "address" not in self.errors:
            # A whole web address does as well as the part that names the workspace.
            typed = str(answers.get("address") or "").strip().rstrip("/").rpartition("/")[2]
            answers["elsewhere"] = workspace_at(typed.lower())
            if answers["elsewhere"] is None:
                self.add_error("address", "No workspace has this address. Ask them to copy it.")
        return answers

    @property
    def thing(self) -> tuple[str, str]:
        """The kind and the id of what is shared."""
        kind, _, thing = self.cleaned_data["what"].partition("/")
        return kind, thing

    @property
    def audience(self) -> Audience:
        """With whom it is shared."""
        kind, _, named = self.cleaned_data["whom"].partition("/")
        if kind == "role":
            return Audience(role=Role(named))
        if kind == "person":
            colleague = next(
                each
                for each in people_to_share_with(self.workspace)
                if str(each.person.pk) == named
            )
            return Audience(person=colleague.person)
        return Audience(workspace=self.cleaned_data["elsewhere"])

    @property
    def ends_at(self) -> dt.datetime:
        """The end of the day that was chosen, in England."""
        after = self.cleaned_data["until"] + dt.timedelta(days=1)
        return timezone.make_aware(dt.datetime.combine(after, dt.time()))
