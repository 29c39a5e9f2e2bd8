"""The app that compares ways to organise a network; it has no tables."""

from django.apps import AppConfig


class NetworksConfig(AppConfig):
    """Lets the template engine find the comparison's pages."""

    name = "mutualise.web.networks"
    label = "networks"
