"""The app of the pages on the law; it has no tables."""

from django.apps import AppConfig


class LawConfig(AppConfig):
    """Lets the template engine find the pages."""

    name = "mutualise.web.law"
    label = "law"
