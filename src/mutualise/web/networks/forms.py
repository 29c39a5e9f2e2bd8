"""What to compare: the contract, the kind of work and the legal forms."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from mutualise.structures import load_forms
from mutualise.structures.network_content import NetworkContent, load_networks
from mutualise.structures.network_parts import NetworkChoice
from mutualise.web.design.widgets import Radios

PURPOSE, WORK, OWN_ANSWERS = "purpose", "work", "answers"
BOTH = "both"


class ChooseComparison(forms.Form):
    """The choices that change the table. Each has a sensible start, so none need be made."""

    def __init__(self, data: Mapping[str, str], start: NetworkChoice) -> None:
        content = load_networks()
        # What was not asked for is shown as chosen, in the form and in the table.
        super().__init__({**_starting(content, start), **{k: v for k, v in data.items() if v}})
        self.fields[PURPOSE] = forms.ChoiceField(
            label="Which contract is it for?",
            choices=[(p.id, p.label) for p in content.purposes.values()],
            widget=Radios(hints={p.id: p.plain for p in content.purposes.values()}, small=True),
            error_messages={"invalid_choice": "Choose a contract from the list"},
        )
        self.fields[WORK] = forms.ChoiceField(
            label="What would the federation, the company or the lead practice do?",
            choices=[
                *((w.id, w.label) for w in content.works.values()),
                (BOTH, "Not decided: show both"),
            ],
            widget=Radios(hints={w.id: w.plain for w in content.works.values()}, small=True),
            error_messages={"invalid_choice": "Choose what it would do, or “Not decided”"},
        )
        for vehicle in content.vehicles.values():
            if vehicle.forms:
                self.fields[vehicle.id] = forms.ChoiceField(
                    label=f"Legal form of {_inside(vehicle.label)}",
                    help_text=vehicle.why_form,
                    choices=[(form, load_forms()[form].label) for form in vehicle.forms],
                    error_messages={"invalid_choice": "Choose a legal form from the list"},
                )

    def forms_asked(self) -> dict[str, str]:
        """The legal form asked for each vehicle that has a choice; call only when valid."""
        own = {PURPOSE, WORK}
        return {name: value for name, value in self.cleaned_data.items() if name not in own}

    @property
    def purpose(self) -> str:
        return str(self.cleaned_data[PURPOSE])

    @property
    def work(self) -> str:
        """The kind of work; empty for both."""
        work = str(self.cleaned_data[WORK])
        return "" if work == BOTH else work


def _starting(content: NetworkContent, start: NetworkChoice) -> dict[str, str]:
    forms_now = {v.id: start.form_of(v).id for v in content.vehicles.values() if v.forms}
    return {PURPOSE: start.purpose, WORK: start.work or BOTH, **forms_now}


def _inside(label: str) -> str:
    return f"{label[:1].lower()}{label[1:]}"
