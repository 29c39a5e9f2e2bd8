"""The test of an organisation as one page of short questions."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from mutualise.rules import Answers, Fact, FactError, FactType, Value, load_law
from mutualise.structures import load_interview
from mutualise.structures.mutual_definitions import load_definition_content
from mutualise.web.design.forms import QuestionForm
from mutualise.web.design.widgets import Radios, Text

NOT_KNOWN: Final = "not_known"


class DefinitionsForm(QuestionForm):
    """Every question of the definitions; any may be left open."""

    def __init__(self, answers: Answers, data: Any = None) -> None:
        content = load_definition_content()
        self.names = {
            field_name(name): name for name in (*content.questions, *content.award_questions)
        }
        known = {
            field: _shown(answers.get(name), load_law().facts[name])
            for field, name in self.names.items()
        }
        super().__init__(data, initial=known)
        for field, name in self.names.items():
            self.fields[field] = _field(load_law().facts[name])

    def clean(self) -> dict[str, Any]:
        """Each answer as its fact takes it, None for one that is left open."""
        for field, name in self.names.items():
            if field in self.errors:
                continue
            try:
                self.cleaned_data[field] = _read(name, self.cleaned_data.get(field))
            except FactError as error:
                fact = load_law().facts[name]
                self.add_error(field, str(error).replace(name, f"“{fact.label}”"))
        return self.cleaned_data

    @property
    def of_the_body(self) -> list[forms.BoundField]:
        """The questions about the organisation."""
        return [self[field_name(name)] for name in load_definition_content().questions]

    @property
    def of_the_award(self) -> list[forms.BoundField]:
        """The questions about one award."""
        return [self[field_name(name)] for name in load_definition_content().award_questions]

    @property
    def answers(self) -> dict[str, Value | None]:
        """The answers by fact, once the form is valid."""
        return {name: self.cleaned_data[field] for field, name in self.names.items()}


def field_name(fact: str) -> str:
    """The name of a fact in the form: dots would stand for something else there."""
    return fact.replace(".", "-")


def _field(fact: Fact) -> forms.Field:
    if fact.type is FactType.BOOL:
        return forms.ChoiceField(
            label=fact.ask,
            help_text=fact.hint,
            required=False,
            choices=[
                ("yes", "Yes"),
                ("no", "No"),
                (NOT_KNOWN, load_interview().not_known.label),
            ],
            widget=Radios(small=True, inline=True),
            error_messages={"invalid_choice": "Choose one of the answers on this page"},
        )
    suffix = "%" if fact.type is FactType.PERCENT else fact.unit
    return forms.CharField(
        label=fact.ask,
        help_text=f"{fact.hint} Leave it empty if you do not know.",
        required=False,
        widget=Text(width=5, suffix=suffix, numeric=True),
    )


def _read(name: str, raw: object) -> Value | None:
    if raw in (None, "", NOT_KNOWN):
        return None
    fact = load_law().facts[name]
    return fact.read(raw)


def _shown(value: Value | None, fact: Fact) -> str:
    if value is None:
        return NOT_KNOWN if fact.type is FactType.BOOL else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
