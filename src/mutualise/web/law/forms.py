"""The form that finds rules."""

from __future__ import annotations

from django import forms

from mutualise.rules import LawBase, Rule
from mutualise.web.design.widgets import Text


class FindRules(forms.Form):
    """Narrows the rules to a topic, to words, or to both."""

    topic = forms.ChoiceField(
        label="Topic",
        required=False,
        error_messages={"invalid_choice": "Choose a topic from the list, or all topics"},
    )
    words = forms.CharField(
        label="Words",
        help_text="For example: owner, or section 86. We show the rules that have every word.",
        required=False,
        max_length=100,
        widget=Text(width=20),
        error_messages={"max_length": "Use fewer words: no more than 100 characters"},
    )

    def __init__(self, law: LawBase, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        topics = sorted((topic.label, topic.id) for topic in law.topics.values())
        field = self.fields["topic"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "All topics"), *((key, label) for label, key in topics)]

    def found(self, law: LawBase) -> tuple[Rule, ...]:
        """The rules that fit, in the order of the law base; call only when the form is valid."""
        topic, words = self.cleaned_data["topic"], self.cleaned_data["words"].lower().split()
        return tuple(
            rule
            for rule in law.rules.values()
            if topic in ("", rule.topic) and all(word in _searched(rule) for word in words)
        )


def _searched(rule: Rule) -> str:
    said = (rule.says.yes, rule.says.no) if rule.says else ()
    parts = (rule.id, rule.statement, rule.provision, rule.consequence, rule.otherwise, *said)
    return " ".join(parts).lower()
