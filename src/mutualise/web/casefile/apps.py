"""The app of the case file: a team's answers, kept with who, when and why."""

from django.apps import AppConfig


class CaseFileConfig(AppConfig):
    """Keeps the case of each workspace, with its whole history."""

    name = "mutualise.web.casefile"
    label = "casefile"

    def ready(self) -> None:
        """Say what the case has to do at home, what can be shared of it, and what taken away."""
        from mutualise.web.casefile import rooms, sharing
        from mutualise.web.casefile.export import case_files
        from mutualise.web.casefile.law_watch import news_lines
        from mutualise.web.workspaces.export import register_export
        from mutualise.web.workspaces.rooms import Room, register_room

        register_room(
            Room(
                "Tell us about your team",
                10,
                tasks=rooms.case_tasks,
                next_step=rooms.case_step,
                news=news_lines,
                recent=rooms.recent_changes,
            )
        )
        register_room(Room("What the law says", 20, tasks=rooms.structure_tasks))
        sharing.register()
        register_export("case", case_files)
