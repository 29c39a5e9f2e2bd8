"""Our words and ways for authenticator apps and passkeys, where django-allauth asks for them."""

from __future__ import annotations

import base64
from typing import Any, Final

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from mutualise.web.accounts.adapter import WRONG_CODE
from mutualise.web.tenancy.models import Person

SITE: Final = "Mutualise"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # it states no types
    """How second factors are kept and named here."""

    error_messages: Final = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "This cannot be removed",
        "incorrect_code": WRONG_CODE,
        "unverified_email": "Confirm your e-mail address first",
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret with the site's own key, so that a copy of the database is not enough."""
        return _seals().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        try:
            return _seals().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise ImproperlyConfigured(
                "The secret of an authenticator app was sealed with another key. Put the old "
                "secret key back, or remove the app from the account."
            ) from None

    def get_totp_issuer(self) -> str:
        """What the authenticator app calls us."""
        return SITE

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What the browser calls us when it asks for a passkey."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": SITE}

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        """Whose passkey it is; browsers show the address when several are kept."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.called}

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:  # noqa: A002
        """For someone who gave it no name."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {count + 1}"


def _seals() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(str(key))) for key in keys])


def _derived(key: str) -> bytes:
    """A key for this use alone."""
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"mutualise second factors")
    return base64.urlsafe_b64encode(kdf.derive(key.encode()))
