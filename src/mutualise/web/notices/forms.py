"""The form in which a person says how often they want to hear of their workspaces."""

from __future__ import annotations

from typing import Any

from django import forms

from mutualise.web.design.forms import QuestionForm
from mutualise.web.design.widgets import Radios
from mutualise.web.notices.digest import every
from mutualise.web.notices.models import Every
from mutualise.web.tenancy.models import Workspace
from mutualise.web.tenancy.seats import Seat


class WishForm(QuestionForm):
    """One question for each open workspace of the person."""

    def __init__(self, *args: Any, seats: tuple[Seat, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        for seat in seats:
            self.fields[seat.workspace.address] = forms.ChoiceField(
                label=seat.workspace.title,
                choices=Every.choices,
                initial=every(seat).value,
                widget=Radios(small=True),
                error_messages={"required": f"Choose how often to hear of {seat.workspace.title}"},
            )

    def wishes(self) -> dict[Workspace, Every]:
        """What was chosen."""
        return {
            seat.workspace: Every(self.cleaned_data[seat.workspace.address]) for seat in self.seats
        }
