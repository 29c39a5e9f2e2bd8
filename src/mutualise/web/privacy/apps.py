"""The app of data protection; it has no tables."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Shows and erases what every app holds about a person."""

    name = "mutualise.web.privacy"
    label = "privacy"
