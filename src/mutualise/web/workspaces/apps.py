"""The app of workspaces: teams, funders and coalitions, and who holds which role in them."""

from django.apps import AppConfig


class WorkspacesConfig(AppConfig):
    """Keeps the workspaces, their people and what they share."""

    name = "mutualise.web.workspaces"
    label = "workspaces"
