"""The forms of django-allauth, with our questions, fields and words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.manage_email import sync_user_email_address
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.cache import cache

from mutualise.web.accounts.adapter import WRONG_CODE
from mutualise.web.accounts.selectors import factors_of
from mutualise.web.design.forms import QuestionForm
from mutualise.web.design.widgets import Text
from mutualise.web.tenancy.models import Person

# A code of an authenticator app is good for a minute and a half, and only once.
_APP_CODE_LASTS = 120


class Address(forms.EmailInput):
    """An e-mail address, which browsers offer to fill in."""

    def __init__(self) -> None:
        super().__init__({"autocomplete": "email"})


class Code(Text):
    """A code that was sent or is shown by an app; telephones offer to fill it in."""

    def __init__(self) -> None:
        super().__init__(width=10, numeric=True, attrs={"autocomplete": "one-time-code"})


def _ask(
    form: forms.Form, name: str, label: str, hint: str, widget: forms.Widget, missing: str
) -> None:
    """Put our own question in the place of the one that the form came with."""
    asked = form.fields[name]
    asked.label, asked.help_text, asked.widget = label, hint, widget
    asked.error_messages["required"] = missing
    asked.error_messages["invalid"] = (
        "Write an e-mail address in the right form, like name@example.org"
    )


def _ask_address(form: forms.Form, label: str, hint: str = "") -> None:
    _ask(form, "email", label, hint, Address(), "Write your e-mail address")


def _ask_code(form: forms.Form, label: str, hint: str) -> None:
    _ask(form, "code", label, hint, Code(), "Write the code")


class AskForCodeForm(account.RequestLoginCodeForm):  # type: ignore[misc]
    """Who wants to sign in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_address(self, "What is your e-mail address?")

    def clean_email(self) -> str:
        """The address; someone who was given an account can have it confirmed by this code."""
        email: str = super().clean_email()
        if self._user:
            sync_user_email_address(self._user)
        return email


class SignInCodeForm(account.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code that was sent to sign in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_code(self, "Code", "8 numbers, like 1234-5678. You can leave out the dash.")


class SignUpForm(account.SignupForm):  # type: ignore[misc]
    """Who wants an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_address(
            self, "What is your e-mail address?", "Use the one you work with, if you have one."
        )

    def clean_email(self) -> str:
        """The address. One that may not sign up goes the same way as one that already has."""
        email: str = super().clean_email()
        if not get_adapter().may_sign_up(email):
            self.account_already_exists = True
        return email


class AddressCodeForm(account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code that was sent to confirm an address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_code(self, "Code", "8 numbers, like 1234-5678. You can leave out the dash.")


class NewAddressForm(account.AddEmailForm):  # type: ignore[misc]
    """Another address to sign in with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_address(self, "New e-mail address", "We send a code there before anything changes.")


def _ask_second_code(form: forms.Form, person: Person) -> None:
    """For the code of an app; someone with passkeys alone has only recovery codes to type."""
    if factors_of(person).app:
        label = "Code from your app"
        hint = "6 numbers. If you cannot use the app, write one of your recovery codes instead."
    else:
        label, hint = "Recovery code", "One of the codes of 8 numbers that you kept."
    _ask_code(form, label, hint)


class _UsesAppCodeOnce:
    """Refuses a code of an authenticator app that was used before."""

    user: Person
    authenticator: Authenticator

    def clean_code(self) -> str:
        """The code, if it is right and fresh."""
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:
            use_app_code(self.user, code)
        return code


def use_app_code(person: Person, code: str) -> None:
    """Remember a code for as long as it would be taken."""
    digits = "".join(letter for letter in code if letter.isdigit())
    if not cache.add(f"app-code:{person.pk}:{digits}", "used", timeout=_APP_CODE_LASTS):
        raise forms.ValidationError(WRONG_CODE)


class SecondFactorForm(_UsesAppCodeOnce, mfa.AuthenticateForm):  # type: ignore[misc]
    """The code of an authenticator app, or a recovery code, when signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_second_code(self, self.user)


class SecondFactorAgainForm(_UsesAppCodeOnce, mfa.ReauthenticateForm):  # type: ignore[misc]
    """The same, to show once more who this is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_second_code(self, self.user)


class StartAppForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator app, which shows that it has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_code(self, "Code from your app", "The 6 numbers that the app shows now.")

    def clean_code(self) -> str:
        """The code, which then cannot be used again to sign in."""
        code: str = super().clean_code()
        use_app_code(self.user, code)
        return code


def _passkey_name() -> forms.CharField:
    return forms.CharField(
        label="Name of the passkey",
        help_text="So that you can tell your passkeys apart, such as “Work laptop”.",
        max_length=60,
        widget=Text(width=20),
        error_messages={"required": "Write a name for the passkey"},
    )


class NewPasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that the browser made, and its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _passkey_name()
        # Made already when the form arrives, so it is taken without a name too.
        self.fields["name"].required = False
        self.initial["name"] = ""
        # Every passkey can sign in by itself, so each must check who holds it.
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.initial["passwordless"] = "on"

    def clean_passwordless(self) -> bool:
        """Whatever the browser sent."""
        return True


class PasskeyNameForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _passkey_name()


class NameForm(QuestionForm):
    """What colleagues see."""

    name = forms.CharField(
        label="What should your colleagues call you?",
        help_text="They see this beside what you write. Your name, or your role.",
        max_length=100,
        widget=Text(width=20, attrs={"autocomplete": "name"}),
        error_messages={"required": "Write what your colleagues should call you"},
    )


class CodeAgainForm(QuestionForm):
    """A code by e-mail, to show once more who this is."""

    code = forms.CharField(
        label="Code",
        help_text="8 numbers, like 1234-5678. You can leave out the dash.",
        widget=Code(),
        error_messages={"required": "Write the code"},
    )
