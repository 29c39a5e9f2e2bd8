"""The app of the page on the commissioning report; it has no tables."""

from django.apps import AppConfig


class ReportConfig(AppConfig):
    """Lets the template engine find the page."""

    name = "mutualise.web.report"
    label = "report"
