"""The app of the owners page; it has no tables: a visitor's owners live in the session."""

from django.apps import AppConfig


class OwnersConfig(AppConfig):
    """Lets the template engine find the owners pages."""

    name = "mutualise.web.owners"
    label = "owners"
