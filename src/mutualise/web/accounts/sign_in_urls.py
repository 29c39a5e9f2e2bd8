"""The addresses of signing in. Their names are those that django-allauth looks up."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.db import transaction
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.cache import never_cache

from mutualise.web.accounts import views
from mutualise.web.accounts.again import again_first
from mutualise.web.tenancy.access import public, signed_in

View = Callable[..., HttpResponse]


def _way_in(view: View) -> View:
    return public("is the way in; says the same of every address")(never_cache(view))


def _own(view: View) -> View:
    return signed_in("shows and changes only the person's own account")(never_cache(view))


def _guarded(view: View) -> View:
    """A page that shows or changes how someone signs in; the change and its event are one."""
    return _own(again_first(transaction.atomic(view)))


urlpatterns = [
    path("sign-in/", _way_in(account.request_login_code), name="account_login"),
    path("sign-in/", _way_in(account.request_login_code), name="account_request_login_code"),
    path("sign-in/code/", _way_in(account.confirm_login_code), name="account_confirm_login_code"),
    path("sign-in/factor/", _way_in(mfa.authenticate), name="mfa_authenticate"),
    path("sign-in/passkey/", _way_in(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("sign-up/", _way_in(account.signup), name="account_signup"),
    path(
        "confirm-address/",
        _way_in(transaction.atomic(account.email_verification_sent)),
        name="account_email_verification_sent",
    ),
    path("sign-out/", _way_in(account.logout), name="account_logout"),
    path("closed/", _way_in(account.account_inactive), name="account_inactive"),
    path("address/", _guarded(account.email), name="account_email"),
    path("again/", views.again, name="account_reauthenticate"),
    path("again/factor/", _own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "again/passkey/",
        _own(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("sessions/", views.sessions, name="usersessions_list"),
    path("factors/", _own(mfa.index), name="mfa_index"),
    path("factors/app/", _guarded(totp.activate_totp), name="mfa_activate_totp"),
    path("factors/app/remove/", _guarded(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "factors/recovery/",
        _guarded(recovery_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "factors/recovery/new/",
        _guarded(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "factors/recovery/download/",
        _guarded(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("factors/passkeys/", _own(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("factors/passkeys/add/", _guarded(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("factors/passkeys/<int:pk>/", _guarded(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "factors/passkeys/<int:pk>/remove/",
        _guarded(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
]
