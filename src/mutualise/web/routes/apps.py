"""The app of the routes for a GP practice; it has no tables."""

from django.apps import AppConfig


class RoutesConfig(AppConfig):
    """Lets the template engine find the pages."""

    name = "mutualise.web.routes"
    label = "routes"
