"""Forms about workspaces."""

from __future__ import annotations

from django import forms

from mutualise.web.design.forms import QuestionForm
from mutualise.web.design.widgets import Radios, Text
from mutualise.web.tenancy.roles import Kind

KINDS = {
    Kind.TEAM: "A team that may become a mutual, or is one",
    Kind.FUNDER: "A funder of mutuals",
    Kind.COALITION: "A coalition that speaks for mutuals",
}


class StartForm(QuestionForm):
    """A new workspace."""

    title = forms.CharField(
        label="What is it called?",
        help_text="The name that your colleagues know, such as a practice, a network or a service.",
        max_length=200,
        widget=Text(width=30),
    )
    kind = forms.ChoiceField(
        label="Who is it for?",
        choices=[(kind.value, text) for kind, text in KINDS.items()],
        widget=Radios(),
        initial=Kind.TEAM.value,
    )
