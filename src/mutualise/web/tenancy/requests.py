"""What a request carries once its access has been decided."""

from __future__ import annotations

from django.http import HttpRequest

from mutualise.web.tenancy.models import Person
from mutualise.web.tenancy.seats import Seat


class PersonRequest(HttpRequest):
    """A request of someone who is signed in."""

    user: Person


class SeatedRequest(PersonRequest):
    """A request of a person within a workspace; every row is reached from this seat."""

    seat: Seat
    # What keeps the case, for the pages that work on one.
    keeper: object

    @staticmethod
    def seat_at(request: HttpRequest, seat: Seat) -> None:
        """Give the request its seat."""
        request.seat = seat  # type: ignore[attr-defined]
