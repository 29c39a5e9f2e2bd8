"""The app of the structure finder; it has no tables: a visitor's answers live in the session."""

from django.apps import AppConfig


class StructuresConfig(AppConfig):
    """Lets the template engine find the finder's pages."""

    name = "mutualise.web.structures"
    label = "structures"
