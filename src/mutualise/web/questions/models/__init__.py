"""The tables of questions from staff."""

from mutualise.web.questions.models.letter_box import Count, Letter, Salt
from mutualise.web.questions.models.question import Answer, Question, State

__all__ = ["Answer", "Count", "Letter", "Question", "Salt", "State"]
