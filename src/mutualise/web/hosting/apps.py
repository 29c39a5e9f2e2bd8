"""The app for those who run the site for others: its health, its safety, whom to tell."""

from django.apps import AppConfig


class HostingConfig(AppConfig):
    """Refuses settings that would put a team's data at risk."""

    name = "mutualise.web.hosting"
    label = "hosting"

    def ready(self) -> None:
        """Register the checks, which Django asks before every start."""
        from mutualise.web.hosting import checks  # noqa: F401
