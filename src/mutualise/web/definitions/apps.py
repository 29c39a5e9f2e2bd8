"""The app of the definitions page; it has no tables."""

from django.apps import AppConfig


class DefinitionsConfig(AppConfig):
    """Lets the template engine find the definitions pages."""

    name = "mutualise.web.definitions"
    label = "definitions"
