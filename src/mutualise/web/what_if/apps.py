"""The app of the pages on changes in the law; it has no tables."""

from django.apps import AppConfig


class WhatIfConfig(AppConfig):
    """Lets the template engine find the pages."""

    name = "mutualise.web.what_if"
    label = "what_if"
