"""The app of notices and digests."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Keeps what each person is told, and how often they want to be told."""

    name = "mutualise.web.notices"
    label = "notices"
