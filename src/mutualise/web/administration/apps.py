"""The app of those who look after the site; it has no tables of its own."""

from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    """Lets the template engine find the pages."""

    name = "mutualise.web.administration"
    label = "administration"
