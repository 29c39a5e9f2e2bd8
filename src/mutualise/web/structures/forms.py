"""One question as a form, whatever kind of fact it asks about."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from django import forms

from mutualise.casefile import Answer
from mutualise.rules import Fact, FactError, FactType, Value
from mutualise.structures import load_interview
from mutualise.web.design.forms import DateField, QuestionForm, SmallFileField
from mutualise.web.design.widgets import Radios, Text

NOT_KNOWN: Final = "not_known"


def question_form(fact: Fact, data: Any = None, answer: Answer | None = None) -> AskForm:
    """The form that asks about a fact, with what was answered before."""
    kind = _FORMS.get(fact.type, WrittenForm)
    return kind(fact, data=data, initial=_initial(fact, answer))


def _initial(fact: Fact, answer: Answer | None) -> dict[str, Any]:
    if answer is None:
        return {}
    value = answer.value
    if value is None:
        return {"answer": NOT_KNOWN} if fact.type in _FORMS else {"not_known": True}
    if isinstance(value, bool):
        return {"answer": "yes" if value else "no"}
    if isinstance(value, dt.date):
        return {"answer": (value.day, value.month, value.year)}
    return {"answer": value}


class AskForm(QuestionForm):
    """A question about one fact; `value` is its answer, None for "I do not know"."""

    def __init__(self, fact: Fact, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fact = fact

    @property
    def value(self) -> Value | None:
        """The answer, once the form is valid."""
        found: Value | None = self.cleaned_data["value"]
        return found

    def read(self, raw: object) -> Value | None:
        """A raw answer as the fact takes it, or the form's error in the visitor's words."""
        try:
            return self.fact.read(raw)
        except FactError as error:
            sentence = str(error).replace(self.fact.name, f"“{self.fact.label}”")
            raise forms.ValidationError({"answer": sentence}) from error


class ChoiceForm(AskForm):
    """Yes or no, or one of a list; "I do not know" is always there."""

    def __init__(self, fact: Fact, **kwargs: Any) -> None:
        super().__init__(fact, **kwargs)
        yes_or_no = {"yes": "Yes", "no": "No"}
        choices = yes_or_no if fact.type is FactType.BOOL else dict(fact.values)
        words = load_interview().not_known
        self.fields["answer"] = forms.ChoiceField(
            label=fact.ask,
            help_text=fact.hint,
            choices=[*choices.items(), (NOT_KNOWN, words.label)],
            widget=Radios(
                hints={**fact.value_hints, NOT_KNOWN: words.hint}, divider_before=NOT_KNOWN
            ),
            error_messages={
                "required": f"Choose an answer, or “{words.label}”",
                "invalid_choice": f"Choose one of the answers on this page, or “{words.label}”",
            },
        )

    def clean(self) -> dict[str, Any]:
        """The chosen value."""
        answer = self.cleaned_data.get("answer")
        if answer is not None:
            self.cleaned_data["value"] = None if answer == NOT_KNOWN else self.read(answer)
        return self.cleaned_data


class WrittenForm(AskForm):
    """A number, an amount or a date, with "I do not know" beside it."""

    def __init__(self, fact: Fact, **kwargs: Any) -> None:
        super().__init__(fact, **kwargs)
        words = load_interview().not_known
        self.missing = f"Write an answer, or choose “{words.label}”"
        self.fields["answer"] = self._answer_field(fact)
        self.fields["not_known"] = forms.BooleanField(label=words.label, required=False)

    def _answer_field(self, fact: Fact) -> forms.Field:
        if fact.type is FactType.DATE:
            return DateField(label=fact.ask, help_text=fact.hint, required=False)
        money = fact.type is FactType.MONEY
        suffix = "%" if fact.type is FactType.PERCENT else ("" if money else fact.unit)
        return forms.CharField(
            label=fact.ask,
            help_text=fact.hint,
            required=False,
            widget=Text(width=10, prefix="£" if money else "", suffix=suffix, numeric=True),
        )

    def clean(self) -> dict[str, Any]:
        """The value written, unless the visitor does not know it."""
        written = self.cleaned_data.get("answer")
        if self.cleaned_data.get("not_known") and not self._written_over_the_tick(written):
            # The tick is the later thought; what was typed before it no longer counts.
            self.errors.pop("answer", None)
            self.cleaned_data["value"] = None
        elif written in (None, ""):
            if "answer" not in self.errors:
                raise forms.ValidationError({"answer": self.missing})
        else:
            self.cleaned_data["value"] = self.read(written)
        return self.cleaned_data

    def _written_over_the_tick(self, written: object) -> bool:
        """Whether the page came with the tick already there, and something was written since."""
        ticked_before = bool(self.initial.get("not_known"))
        return ticked_before and (written not in (None, "") or "answer" in self.errors)


_FORMS: Final[dict[FactType, type[AskForm]]] = {
    FactType.BOOL: ChoiceForm,
    FactType.ENUM: ChoiceForm,
}


class LoadForm(QuestionForm):
    """A case file to load."""

    case = SmallFileField(
        label="Case file",
        help_text="A file that you downloaded from Mutualise. Its name ends in .yaml",
        error_messages={
            "required": "Choose the case file to load",
            "empty": "The file is empty. Choose the case file that you downloaded",
        },
    )
