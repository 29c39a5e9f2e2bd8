"""Puts what happens to accounts on the site's record, and starts the clock of each session."""

from __future__ import annotations

from typing import Any, Final

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from mutualise.web.accounts import session_times
from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Person

_FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@receiver(auth.user_logged_in)
def start_clock(request: HttpRequest, **_: Any) -> None:
    """From here on the session has an end."""
    session_times.begin(request.session, timezone.now())


@receiver(account.user_signed_up)
@transaction.atomic
def signed_up(user: Person, **_: Any) -> None:
    """Someone asked for an account."""
    record("account.asked_for", by=user, about=user.pk)


@receiver(account.user_logged_in)
@transaction.atomic
def signed_in(request: HttpRequest, user: Person, **_: Any) -> None:
    """Someone signed in, and by what."""
    used = {str(each.get("type") or each["method"]) for each in _records(request, user)}
    record("account.signed_in", by=user, about=user.pk, body={"with": ", ".join(sorted(used))})


@receiver(auth.user_logged_out)
def signed_out(user: Person | None, **_: Any) -> None:
    """Someone signed out."""
    if user is not None:
        with transaction.atomic():
            record("account.signed_out", by=user, about=user.pk)


@receiver(account.email_changed)
@transaction.atomic
def address_changed(user: Person, from_email_address: EmailAddress | None, **_: Any) -> None:
    """Another address leads to the account; neither stands in the record."""
    # A first address that is confirmed comes this way too.
    if from_email_address is None:
        return
    record("account.address_changed", by=user, about=user.pk)


@receiver(post_save, sender=Authenticator)
@transaction.atomic
def factor_set_up(instance: Authenticator, created: bool, **_: Any) -> None:
    """A second factor, or a set of recovery codes, is there."""
    if created:
        _record_factor("account.factor_set_up", instance)


@receiver(post_delete, sender=Authenticator)
@transaction.atomic
def factor_removed(instance: Authenticator, **_: Any) -> None:
    """A second factor, or a set of recovery codes, is gone."""
    _record_factor("account.factor_removed", instance)


@receiver(mfa.authenticator_added)
def shown_by_setting_up(
    request: HttpRequest, user: Person, authenticator: Authenticator, **_: Any
) -> None:
    """Whoever has just set up a factor has shown that they hold it: do not ask for it at once."""
    if authenticator.type in _FACTORS:
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
        )


def _record_factor(kind: str, factor: Authenticator) -> None:
    person = Person.objects.filter(pk=factor.user_id).first()
    record(kind, by=person, about=factor.user_id, body={"kind": str(factor.type)})


def _records(request: HttpRequest, user: Person) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = get_authentication_records(request, user)
    return found
