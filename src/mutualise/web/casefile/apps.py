"""The app of the case file: a team's answers, kept with who, when and why."""

from django.apps import AppConfig


class CaseFileConfig(AppConfig):
    """Keeps the case of each workspace, with its whole history."""

    name = "mutualise.web.casefile"
    label = "casefile"
