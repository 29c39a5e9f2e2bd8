"""Forms of asking and answering."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from mutualise.web.design.forms import QuestionForm
from mutualise.web.design.widgets import Radios, Text
from mutualise.web.questions.models import Question, State
from mutualise.web.questions.selectors import Search, merge_targets
from mutualise.web.questions.topics import title_of, topics

NAMED: Final = "named"
NOT_NAMED: Final = "not_named"
LONGEST: Final = 3000


def _topic_choices() -> list[tuple[str, str]]:
    return [(topic.id, topic.title) for topic in topics()]


class AskForm(QuestionForm):
    """A question, what it is about, and whether to say who asks."""

    text = forms.CharField(
        label="What would you like to ask?",
        help_text="Do not write about patients. Do not name colleagues.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write your question"},
    )
    topic = forms.ChoiceField(
        label="What is it about?",
        choices=_topic_choices,
        widget=Radios(
            small=True,
            hints={topic.id: topic.covers for topic in topics()},
        ),
        error_messages={"required": "Choose what your question is about"},
    )
    naming = forms.ChoiceField(
        label="Do you want to give your name?",
        choices=[
            (NAMED, "Yes, with my name"),
            (NOT_NAMED, "No, without my name"),
        ],
        widget=Radios(
            hints={
                NAMED: "Your team sees it now, with your name. We tell you when it is answered.",
                NOT_NAMED: "We do not keep who asked. Your team sees it from tomorrow. "
                "We cannot tell you when it is answered, so look again.",
            }
        ),
        error_messages={"required": "Choose whether to give your name"},
    )


class AnswerForm(QuestionForm):
    """An answer for the whole team. `seen` is how many answers the writer has read."""

    text = forms.CharField(
        label="Your answer",
        help_text="Everyone in your team can read it. Do not write about patients.",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Write an answer"},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput())


class DeclineForm(QuestionForm):
    """Why a question is not answered."""

    text = forms.CharField(
        label="Why do you not answer it?",
        help_text="Everyone in your team can read the reason. Say where else to ask, if there is "
        "somewhere.",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write the reason"},
    )
    remove_words = forms.BooleanField(
        label="Also take the words of the question off for good. Do this when it is about a "
        "patient, or about a colleague by name.",
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput())


class MergeForm(QuestionForm):
    """Which question asks the same."""

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        self.targets = {str(each.pk): each for each in merge_targets(question)}
        super().__init__(*args, **kwargs)
        self.fields["into"] = forms.ChoiceField(
            label="Which question asks the same?",
            choices=[(key, _in_a_line(each)) for key, each in self.targets.items()],
            widget=Radios(small=True),
            error_messages={"required": "Choose the question that asks the same"},
        )


class SearchForm(forms.Form):
    """Looks through the questions. An address typed by hand that makes no sense finds all."""

    words = forms.CharField(label="Words", required=False, max_length=100, widget=Text(width=20))
    topic = forms.ChoiceField(
        label="About", required=False, choices=lambda: [("", "Anything"), *_topic_choices()]
    )
    state = forms.ChoiceField(
        label="Answered?",
        required=False,
        choices=[
            ("", "Any"),
            (State.WAITING.value, "Waiting for an answer"),
            (State.ANSWERED.value, "Answered"),
            (State.DECLINED.value, "Not answered, with a reason"),
        ],
    )

    def search(self, *, unanswered_first: bool) -> Search:
        """What was asked for."""
        found = self.cleaned_data if self.is_valid() else {}
        return Search(
            words=found.get("words", ""),
            topic=found.get("topic", ""),
            state=found.get("state", ""),
            unanswered_first=unanswered_first,
        )


def _in_a_line(question: Question) -> str:
    words = " ".join(question.text.split()) or "(the words were taken off)"
    short = words if len(words) <= 120 else f"{words[:117]}…"
    return f"{title_of(question.topic)}: {short}"
