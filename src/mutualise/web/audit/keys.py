"""The keys of this site, from its data folder."""

from __future__ import annotations

from django.conf import settings

from mutualise import recordkey
from mutualise.ledger import SigningKey, VerifierKey


def signing_key() -> SigningKey:
    """What signs now."""
    return recordkey.signing_key(settings.DATA, _host())


def verifier_keys() -> tuple[VerifierKey, ...]:
    """What has signed for this site so far."""
    return recordkey.verifier_keys(settings.DATA)


def hand_over() -> recordkey.Handover:
    """Sign with a new key from now on."""
    return recordkey.hand_over(settings.DATA, _host())


def _host() -> str:
    return settings.HOSTS[0] if settings.HOSTS else ""
