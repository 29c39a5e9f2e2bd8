"""The app of workspaces: teams, funders and coalitions, and who holds which role in them."""

from django.apps import AppConfig


class WorkspacesConfig(AppConfig):
    """Keeps the workspaces, their people and what they share."""

    name = "mutualise.web.workspaces"
    label = "workspaces"

    def ready(self) -> None:
        """Say what there is to do here, for the home page."""
        from mutualise.web.workspaces import home_tasks
        from mutualise.web.workspaces.rooms import Room, register_room

        register_room(
            Room("Shared with you", 5, home_tasks.shared_tasks, next_step=home_tasks.guest_step)
        )
        register_room(Room("Working together", 80, tasks=home_tasks.together_tasks))
