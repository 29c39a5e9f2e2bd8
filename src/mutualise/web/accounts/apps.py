"""The app of people: who they are, how they sign in, and how their sessions end."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Keeps the people who have an account."""

    name = "mutualise.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to what django-allauth reports."""
        from mutualise.web.accounts import events  # noqa: F401
