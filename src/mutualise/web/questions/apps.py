"""The app of questions from staff."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    """Keeps what colleagues ask and what the team answers."""

    name = "mutualise.web.questions"
    label = "questions"

    def ready(self) -> None:
        """Say what there is to do here, for the home page."""
        from mutualise.web.questions.home_tasks import question_step, question_tasks
        from mutualise.web.workspaces.rooms import Room, register_room

        register_room(
            Room("Questions from staff", 60, tasks=question_tasks, next_step=question_step)
        )
