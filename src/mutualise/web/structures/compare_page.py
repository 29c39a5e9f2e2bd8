"""Up to four legal forms, or options of a case, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mutualise.derivations import answers_for
from mutualise.rules import Value
from mutualise.rules.facts import written_date
from mutualise.structures import (
    Alternative,
    ComparisonRow,
    compare,
    facts_of_a_form,
    load_forms,
)
from mutualise.web.structures.sentences import contract_words
from mutualise.web.structures.session import Visit

MOST = 4
OPTION = "option:"
FIRST_CHOICE = ("partnership", "cls", "cic_cls", "cbs")


@dataclass(frozen=True)
class Choice:
    """Something that can be compared."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class ComparePage:
    """The choices, the problem if there are too many, and the table."""

    choices: tuple[Choice, ...]
    problem: str
    titles: tuple[str, ...]
    different: tuple[ComparisonRow, ...]
    same: tuple[ComparisonRow, ...]
    contract: str
    day: str
    checked: str


def compare_page(visit: Visit, asked: Sequence[str]) -> ComparePage:
    """Compare what was asked for; with nothing asked, four forms that teams often weigh."""
    known = dict(_choices(visit))
    chosen = [value for value in dict.fromkeys(asked) if value in known]
    problem = ""
    if len(chosen) > MOST:
        problem = (
            f"You chose {len(chosen)}. Choose {MOST} at most, so that the table stays readable"
        )
    shown = chosen if chosen and not problem else []
    if not asked:
        shown = chosen = list(FIRST_CHOICE)
    found = compare(
        visit.edition, [_alternative(visit, v, known[v]) for v in shown], visit.collections
    )
    contract = visit.answer().contract
    return ComparePage(
        choices=tuple(Choice(value, label, value in chosen) for value, label in known.items()),
        problem=problem,
        titles=tuple(alternative.title for alternative in found.alternatives),
        different=tuple(row for row in found.rows if row.differs or len(shown) == 1),
        same=tuple(row for row in found.rows if not row.differs and len(shown) > 1),
        contract=contract_words(contract) if contract else "",
        day=written_date(visit.edition.day),
        checked=written_date(visit.edition.base.checked_on),
    )


def _choices(visit: Visit) -> Sequence[tuple[str, str]]:
    forms = [(form.id, form.label) for form in load_forms().values() if form.in_matrix]
    options = [(f"{OPTION}{name}", o.title) for name, o in visit.case.options.items()]
    return [*options, *forms]


def _alternative(visit: Visit, value: str, label: str) -> Alternative:
    if value.startswith(OPTION):
        return Alternative(value, label, answers_for(visit.case, value.removeprefix(OPTION), None))
    form = load_forms()[value]
    answers: dict[str, Value] = dict(visit.answers)
    if form != visit.answer().form:
        answers = {k: v for k, v in answers.items() if k not in facts_of_a_form()}
    return Alternative(value, label, {**answers, **form.sets})
