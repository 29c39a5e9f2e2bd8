"""Reads the codes that were sent."""

from __future__ import annotations

import re

from mutualise.web.mail.models import Letter


def letters_to(address: str) -> list[Letter]:
    """What waits to be sent to this address, the newest last."""
    return list(Letter.objects.filter(to=address).order_by("asked_at"))


def code_sent_to(address: str) -> str:
    """The code in the last mail to this address."""
    letters = letters_to(address)
    assert letters, f"Nothing was sent to {address}"
    found = re.search(r"^\d{4}-\d{4}$", letters[-1].text, flags=re.MULTILINE)
    assert found, letters[-1].text
    return found.group()


def wrong(code: str) -> str:
    """Another code of the same form."""
    return ("1" if code[0] != "1" else "2") + code[1:]
