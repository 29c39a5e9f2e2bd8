"""The app of the design system; it has no tables."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Lets the template engine find the layout."""

    name = "mutualise.web.design"
    label = "design"
