"""Our words and ways, where django-allauth asks for them."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context as current
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.sites.requests import RequestSite
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from mutualise.web.accounts.notices import add_notice
from mutualise.web.accounts.selectors import has_account, invited
from mutualise.web.mail.actions import send_mail_later
from mutualise.web.tenancy.models import Person

TOO_MANY_CODES: Final = (
    "Too many codes have been asked for or tried. Wait 5 minutes, then ask for a new code"
)
WRONG_CODE: Final = "The code is not right. Check it, or ask for a new one"

# What to say after a change, by the name that django-allauth has for it. The rest is not said.
_NOTICES: Final = {
    "account/messages/email_confirmation_failed.txt": "That address could not be confirmed.",
    "account/messages/logged_out.txt": "You have signed out.",
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up.",
    "mfa/messages/totp_deactivated.txt": "Your authenticator app has been removed.",
    "mfa/messages/webauthn_added.txt": "Your passkey is set up.",
    "mfa/messages/webauthn_removed.txt": "The passkey has been removed.",
}

# Nobody is written to because a stranger typed their address. Which mail they would have got.
_FOR_STRANGERS: Final = {
    "account/email/not_invited": "account/email/email_confirmation_signup",
    "account/email/unknown_account": "account/email/login_code",
}
_CODE_LASTS: Final = dt.timedelta(minutes=10)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # it states no types
    """How people sign up and sign in here."""

    error_messages: Final = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account has been closed",
        "duplicate_email": "That is your address already",
        "email_taken": "That address cannot be used. Choose another",
        "incorrect_code": WRONG_CODE,
        "rate_limited": TOO_MANY_CODES,
        "same_as_current": "That is your address already",
        "too_many_login_attempts": TOO_MANY_CODES,
    }

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Keep our own sentence for the next page."""
        text = str(message) if message else _NOTICES.get(message_template or "")
        if text:
            add_notice(request, text, done=level < constants.WARNING)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a mail in our words, and send it in the background.

        The answer then takes as long for an address that is known as for one that is not; what is
        for strangers is written and thrown away.
        """
        about = {"site": RequestSite(current.request).name, "email": email, "code": ""}
        template = _FOR_STRANGERS.get(template_prefix, template_prefix)
        message = self.render_mail(template, email, about | context)
        with transaction.atomic():
            letter = send_mail_later(
                to=email,
                subject=message.subject,
                text=message.body,
                useful_for=_CODE_LASTS if (about | context)["code"] else None,
                urgent=True,
            )
            if template_prefix in _FOR_STRANGERS:
                letter.delete()

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a person what was changed about how they sign in."""
        about = {"at": timezone.now()} | (context or {})
        self.send_mail(template_prefix, email or user.email, about)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell whoever has an account that they need no second one; strangers hear nothing."""
        kind = "account_already_exists" if has_account(email) else "not_invited"
        sign_in = current.request.build_absolute_uri(reverse("account_login"))
        self.send_mail(f"account/email/{kind}", email, {"sign_in": sign_in})

    def may_sign_up(self, email: str) -> bool:
        """Whether someone with this address may make an account."""
        return settings.SIGN_UP == "open" or invited(email, timezone.now())

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses of this very site are gone on to."""
        return url_has_allowed_host_and_scheme(
            url,
            allowed_hosts={current.request.get_host()},
            require_https=current.request.is_secure(),
        )

    def post_login(self, request: HttpRequest, user: Person, **details: Any) -> HttpResponse:
        """Ask a newcomer for their name, then go on to where they wanted to be."""
        if details.get("signup"):
            # The code that confirmed the address is one that shows who this is.
            record_authentication(request, user, "code")
        response: HttpResponse = super().post_login(request, user, **details)
        if not user.name and isinstance(response, HttpResponseRedirect):
            query = urlencode({"next": response.url})
            return HttpResponseRedirect(f"{reverse('accounts:name')}?{query}")
        return response
