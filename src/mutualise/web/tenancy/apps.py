"""The app that the others stand on: people, workspaces, who may do what, and what happened."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """Keeps people, workspaces, roles and the record of events."""

    name = "mutualise.web.tenancy"
    label = "tenancy"
