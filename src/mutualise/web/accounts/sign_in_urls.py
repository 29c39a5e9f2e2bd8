"""The addresses of signing in. Their names are those that django-allauth looks up."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.urls import path

from mutualise.web.tenancy.access import public, signed_in

_OWN = "shows and changes only the person's own account"
_IN = "is the way in; says the same of every address"

urlpatterns = [
    path("sign-in/", public(_IN)(account.request_login_code), name="account_login"),
    path(
        "sign-in/ask/", public(_IN)(account.request_login_code), name="account_request_login_code"
    ),
    path(
        "sign-in/code/", public(_IN)(account.confirm_login_code), name="account_confirm_login_code"
    ),
    path("sign-up/", public(_IN)(account.signup), name="account_signup"),
    path(
        "confirm-address/",
        public(_IN)(account.email_verification_sent),
        name="account_email_verification_sent",
    ),
    path(
        "sign-out/",
        public("ends only the visitor's own session")(account.logout),
        name="account_logout",
    ),
    path("address/", signed_in(_OWN)(account.email), name="account_email"),
    path("again/", signed_in(_OWN)(account.reauthenticate), name="account_reauthenticate"),
    path("inactive/", public(_IN)(account.account_inactive), name="account_inactive"),
    path("sessions/", signed_in(_OWN)(sessions.list_usersessions), name="usersessions_list"),
    path("factors/", signed_in(_OWN)(mfa.index), name="mfa_index"),
    path("sign-in/factor/", public(_IN)(mfa.authenticate), name="mfa_authenticate"),
    path("factors/again/", signed_in(_OWN)(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("factors/app/", signed_in(_OWN)(totp.activate_totp), name="mfa_activate_totp"),
    path("factors/app/remove/", signed_in(_OWN)(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "factors/recovery/",
        signed_in(_OWN)(recovery_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "factors/recovery/new/",
        signed_in(_OWN)(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "factors/recovery/download/",
        signed_in(_OWN)(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("factors/passkeys/", signed_in(_OWN)(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("factors/passkeys/add/", signed_in(_OWN)(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "factors/passkeys/again/",
        signed_in(_OWN)(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "factors/passkeys/<int:pk>/",
        signed_in(_OWN)(webauthn.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    path(
        "factors/passkeys/<int:pk>/remove/",
        signed_in(_OWN)(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("sign-in/passkey/", public(_IN)(webauthn.login_webauthn), name="mfa_login_webauthn"),
]
