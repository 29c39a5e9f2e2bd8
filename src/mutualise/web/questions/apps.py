"""The app of questions from staff."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    """Keeps what colleagues ask and what the team answers."""

    name = "mutualise.web.questions"
    label = "questions"
