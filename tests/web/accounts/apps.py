"""An authenticator app, written from the standards (RFC 4226 and 6238) and nothing of ours."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import time
from unittest.mock import patch

from django.test import Client


def app_code(secret: str, at: float | None = None) -> str:
    """What an app with this secret shows."""
    step = int((time.time() if at is None else at) // 30)
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1)
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return f"{number % 1_000_000:06d}"


def secret_on(page: str) -> str:
    """The key as the page shows it for typing."""
    found = re.search(r'<code class="app-secret">([A-Z2-7 ]+)</code>', page)
    assert found, page
    return found.group(1).replace(" ", "")


def set_up_app(client: Client) -> str:
    """Do what a person does to set an authenticator app up; its secret."""
    secret = secret_on(client.get("/account/factors/app/").content.decode())
    # A code of the step before, so that the present one is still unused.
    code = app_code(secret, time.time() - 30)
    # A test is one transaction that never ends, so what waits for its end is done at once.
    with patch("django.db.transaction.on_commit", lambda run, **_: run()):
        done = client.post("/account/factors/app/", {"code": code})
    assert done.headers["Location"] == "/account/factors/recovery/", done.content.decode()
    return secret
