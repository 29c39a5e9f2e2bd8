"""Small things that templates of django-allauth's views show, made ready for them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup


def in_fours(secret: str) -> str:
    """A secret that is easier to type: "JBSW Y3DP"."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def qr_drawing(svg: str) -> Markup:
    """The picture that an authenticator app scans; the same key stands beside it as text."""
    _, _, drawing = svg.partition("?>") if svg.startswith("<?xml") else ("", "", svg)
    named = drawing.strip().replace("<svg ", '<svg role="img" aria-label="QR code" ', 1)
    return Markup(named)  # noqa: S704 - drawn by the qrcode library from lines alone


def for_passkeys(options: Mapping[str, Any]) -> str:
    """What the browser needs to make or use a passkey."""
    return json.dumps(options, default=dict)
