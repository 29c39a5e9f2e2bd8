"""Keeps a team's case for the pages that also serve visitors."""

from __future__ import annotations

from django.http import HttpRequest

from mutualise.casefile import CaseFile
from mutualise.web.casefile.actions import save_case
from mutualise.web.casefile.models import Case
from mutualise.web.casefile.store import StoredCase, read_case_of
from mutualise.web.design.forms import whole_number
from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.seats import Seat

SEEN = "seen"


class TeamKeeper:
    """The case of the seat's workspace, as it was when the page with the form was shown.

    `seen` is the revision that a form brought back; None for a page that is only read.
    """

    def __init__(self, seat: Seat, seen: int | None = None) -> None:
        self.seat = seat
        self._seen = seen
        self._stored: StoredCase | None = None

    @property
    def name(self) -> str:
        """The workspace, so that one session can look at several."""
        return self.seat.workspace.address

    @property
    def stored(self) -> StoredCase:
        """The case with its revision, read once."""
        if self._stored is None:
            self._stored = read_case_of(self.seat.workspace, self._seen)
        return self._stored

    @property
    def seen(self) -> str:
        """What a form on this page brings back."""
        return str(self.stored.revision)

    @property
    def read_only(self) -> bool:
        return not self.seat.may(Permission.CHANGE_CASE)

    def read(self) -> CaseFile:
        return self.stored.case

    def save(self, case: CaseFile) -> None:
        """Save what the page changed. Raises ChangedMeanwhile."""
        self._stored = save_case(
            by=self.seat.person,
            workspace=self.seat.workspace,
            case=case,
            seen=self.stored.revision,
        )


def keeper_for(request: HttpRequest, seat: Seat) -> TeamKeeper:
    """The keeper of a request; a revision that never was counts as none."""
    text = request.POST.get(SEEN, "") if request.method == "POST" else ""
    seen = whole_number(text)
    row = Case.objects.of(seat.workspace).first() if seen is not None else None
    return TeamKeeper(seat, seen if row and seen is not None and seen <= row.revision else None)
