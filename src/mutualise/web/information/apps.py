"""The app of the pages about the site; it has no tables."""

from django.apps import AppConfig


class InformationConfig(AppConfig):
    """Lets the template engine find the page."""

    name = "mutualise.web.information"
    label = "information"
