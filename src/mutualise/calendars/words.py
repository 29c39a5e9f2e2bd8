"""Days in words. Needs nothing but the standard library, so that the doctor can use it."""

from __future__ import annotations

import datetime as dt


def written_date(day: dt.date) -> str:
    """A date as a person writes it: 6 April 2026."""
    return f"{day.day} {day:%B %Y}"
