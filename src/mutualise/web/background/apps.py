"""The app of what the site does without being asked: waiting tasks and periodic work."""

from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    """Keeps when each periodic work is due."""

    name = "mutualise.web.background"
    label = "background"
