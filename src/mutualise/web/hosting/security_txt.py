"""Whom to tell of a weakness, in the form that finders of weaknesses look for (RFC 9116)."""

from __future__ import annotations

import datetime as dt


def security_txt(contact: str, expires: dt.date | None, host: str) -> str | None:
    """The file, or None where its host named nobody or left open how long that holds.

    RFC 9116 requires both, so that nobody writes to an address that was given up.
    """
    if not contact or expires is None:
        return None
    lines = [f"Contact: {as_uri(contact)}", f"Expires: {expires.isoformat()}T23:59:59Z"]
    if host:
        lines.append(f"Canonical: https://{host}/.well-known/security.txt")
    lines.append("Preferred-Languages: en")
    return "\n".join(lines) + "\n"


def as_uri(contact: str) -> str:
    """The contact as the standard wants it; hosts write a plain e-mail address."""
    is_address = "@" in contact and not contact.startswith(("mailto:", "https://", "tel:"))
    return f"mailto:{contact}" if is_address else contact
