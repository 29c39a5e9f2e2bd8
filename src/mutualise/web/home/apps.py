"""The app of the start page; it has no tables."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Lets the template engine find the start page."""

    name = "mutualise.web.home"
    label = "home"
