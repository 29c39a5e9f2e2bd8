"""Times as people write them."""

from __future__ import annotations

import datetime as dt

from django.utils.timezone import localtime

from mutualise.calendars.words import written_date


def moment(at: dt.datetime) -> str:
    """A time in this country: "3 March 2027, 2:05pm"."""
    local = localtime(at)
    hour = local.hour % 12 or 12
    half = "am" if local.hour < 12 else "pm"
    return f"{written_date(local.date())}, {hour}:{local:%M}{half}"
