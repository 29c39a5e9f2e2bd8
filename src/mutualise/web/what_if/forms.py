"""Forms that say what would be different in the law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django import forms
from django.core.exceptions import ValidationError

from mutualise.expressions import (
    Expression,
    ExpressionError,
    Problem,
    check_condition,
    names_in,
    parse,
)
from mutualise.rules import LawBase, Rule
from mutualise.rules.authoring import figures_in
from mutualise.rules.reforms import Figure, Reform, RuleChange, read_figure
from mutualise.rules.truth import PARAMETER
from mutualise.web.design.forms import QuestionForm
from mutualise.web.design.widgets import Text

# The longest condition in the law has under 500 characters.
LONGEST: Final = 2000


@dataclass(frozen=True)
class Fault:
    """A mistake in a condition: what stands before it, the place itself, and what stands after."""

    sentence: str
    character: int
    before: str
    place: str
    after: str


class ChooseRule(QuestionForm):
    """Which rule would be different."""

    rule = forms.ChoiceField(
        label="Rule",
        help_text="Every rule that has a condition.",
        error_messages={"invalid_choice": "Choose a rule from the list"},
    )

    def __init__(self, law: LawBase, day: dt.date, data: object = None) -> None:
        super().__init__(data)
        field = self.fields["rule"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Choose a rule"), *_named_rules(law, day)]


def _named_rules(law: LawBase, day: dt.date) -> Iterator[tuple[str, str]]:
    """Each rule that has a condition, with the beginning of what it says."""
    for rule in (compiled.rule for compiled in law.at(day).rules.values()):
        words = " ".join(rule.statement.split())
        short = words if len(words) <= 80 else f"{words[:80].rpartition(' ')[0]} …"
        yield rule.id, f"{rule.id}: {short}"


class ChangeFigure(QuestionForm):
    """Which figure would be different, and its value."""

    figure = forms.ChoiceField(
        label="Figure",
        error_messages={"invalid_choice": "Choose a figure from the list"},
    )
    value = forms.CharField(
        label="New value",
        help_text="A number, such as 7 or 20,000,000.",
        max_length=30,
        widget=Text(width=10, numeric=True),
    )

    def __init__(self, law: LawBase, day: dt.date, data: object = None) -> None:
        super().__init__(data)
        self.today = law.at(day).figures
        used = {name for tree in law.trees.values() for name in names_in(tree)}
        choices = [
            (figure.name, f"{figure.label} (today {figure.written(self.today[figure.name])})")
            for figure in law.parameters
            if PARAMETER + figure.name in used and self.today[figure.name] is not None
        ]
        field = self.fields["figure"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Choose a figure"), *sorted(choices, key=lambda pair: pair[1])]

    def clean_value(self) -> Figure:
        """The number; a currency sign, a percent sign and commas are let through."""
        try:
            return read_figure(self.cleaned_data["value"])
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def clean(self) -> dict[str, object]:
        """Refuse the value that the figure has already."""
        given = super().clean() or self.cleaned_data
        name = given.get("figure")
        if name and given.get("value") == self.today.get(name):
            self.add_error("value", "This is the value today. Write another one")
        return given

    def reform(self, law: LawBase) -> Reform:
        """What the form asks about; call only when it is valid."""
        name, value = self.cleaned_data["figure"], self.cleaned_data["value"]
        figure = law.parameters[name]
        return Reform(f"{figure.label}: {figure.written(value)}", figures={name: value})


class ChangeCondition(QuestionForm):
    """Another condition for a rule, checked as the law itself is checked."""

    condition = forms.CharField(
        label="Condition",
        help_text="Change what you like. Write True for a rule that should always hold, or False "
        "for one that never should.",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        max_length=LONGEST,
        error_messages={
            "max_length": f"Use a shorter condition: no more than {LONGEST:,} characters"
        },
    )

    def __init__(self, law: LawBase, rule: Rule, data: object = None) -> None:
        super().__init__(data, initial={"condition": " ".join(rule.condition.split())})
        self.law = law
        self.rule = rule
        self.faults: list[Fault] = []

    def clean_condition(self) -> str:
        """The condition on one line, once it is sound; a fault is kept with its place."""
        text = str(self.cleaned_data["condition"])
        # A browser ends a line with two characters; a reader counts one.
        line = " ".join(text.replace("\r\n", "\n").replace("\t", " ").splitlines())
        try:
            tree = parse(line)
            check_condition(line, tree, self.law.vocabulary)
            self._no_figures(line, tree)
        except ExpressionError as error:
            self.faults = [_fault(line, problem) for problem in error.problems]
            raise ValidationError([fault.sentence for fault in self.faults]) from None
        if tree == self.law.trees[self.rule.id]:
            raise ValidationError("This is the condition of today. Change it first")
        return line.strip()

    def _no_figures(self, text: str, tree: Expression) -> None:
        problems = tuple(
            Problem(
                f"The figure {figure.value} cannot stand in a condition. Use the name of one that "
                "is kept with its dates, such as parameter.licence_turnover_limit",
                figure.span,
            )
            for figure in figures_in(tree)
        )
        if problems:
            raise ExpressionError(text, problems)

    def reform(self) -> Reform:
        """What the form asks about; call only when it is valid."""
        change = RuleChange(condition=self.cleaned_data["condition"])
        return Reform(f"another condition for {self.rule.id}", rules={self.rule.id: change})


def _fault(text: str, problem: Problem) -> Fault:
    start = min(problem.span.start, len(text))
    end = max(problem.span.end, start + 1)
    sentence = f"{problem.sentence} (character {start + 1})"
    return Fault(sentence, start + 1, text[:start], text[start:end] or " ", text[end:])
