"""Up to four legal forms, or options of a case, side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from mutualise.casefile import case_answers
from mutualise.derivations import derive_comparison, option_title
from mutualise.rules import Assessment, load_law
from mutualise.rules.facts import written_date
from mutualise.structures import (
    FORM,
    MOST_COMPARED,
    Comparison,
    ComparisonRow,
    form_of,
    forms_to_weigh,
    load_forms,
)
from mutualise.web.structures.sentences import contract_words
from mutualise.web.structures.session import Visit

# Before the name of an option; with no name, the present position.
OPTION = "option:"


@dataclass(frozen=True)
class Choice:
    """Something that can be compared."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class ComparePage:
    """The choices, the problem if there are too many, and the table.

    `start` says what is shown to somebody who has chosen nothing yet.
    """

    choices: tuple[Choice, ...]
    problem: str
    start: str
    titles: tuple[str, ...]
    different: tuple[ComparisonRow, ...]
    same: tuple[ComparisonRow, ...]
    contract: str
    day: str
    checked: str


def compare_page(visit: Visit, asked: Sequence[str]) -> ComparePage:
    """Compare what was asked for; with nothing asked, what this team will want to see first."""
    known = dict(_choices(visit))
    chosen = [value for value in dict.fromkeys(asked) if value in known]
    if not asked:
        chosen = list(islice(_first_choice(visit, known), MOST_COMPARED))
    too_many = len(chosen) > MOST_COMPARED
    found = _comparison(visit, [] if too_many else chosen)
    contract = visit.answer().contract
    alone = len(found.alternatives) == 1
    return ComparePage(
        choices=tuple(Choice(value, label, value in chosen) for value, label in known.items()),
        problem=_too_many(len(chosen)) if too_many else "",
        start="" if asked else _start(chosen),
        titles=tuple(alternative.title for alternative in found.alternatives),
        different=tuple(row for row in found.rows if row.differs or alone),
        same=tuple(row for row in found.rows if not row.differs and not alone),
        contract=contract_words(contract) if contract else "",
        day=written_date(visit.edition.day),
        checked=written_date(visit.edition.base.checked_on),
    )


def _choices(visit: Visit) -> Iterator[tuple[str, str]]:
    """The options in which a form is named, the one looked at first, then every form."""
    case = visit.case
    names = sorted(case.options, key=lambda name: name != visit.option)
    for name in (*names, None):
        if FORM in case_answers(case, name):
            yield f"{OPTION}{name or ''}", option_title(case, name)
    yield from ((form.id, form.label) for form in load_forms().values() if form.in_matrix)


def _first_choice(visit: Visit, known: Collection[str]) -> Iterator[str]:
    """The team's own options and its form today, then the forms most worth a look."""
    own = [value for value in known if value.startswith(OPTION)]
    # The position today is a choice of its own only for a case that has no other.
    own = [value for value in own if value != OPTION] or own
    yield from own
    shown = {_form(visit, value.removeprefix(OPTION) or None) for value in own}
    answer = visit.answer()
    today = [answer.present_form] if answer.present_form else []
    for form in dict.fromkeys(form.id for form in (*today, *forms_to_weigh(answer))):
        if form in known and form not in shown:
            yield form


def _form(visit: Visit, option: str | None) -> str:
    answers = case_answers(visit.case, option)
    form = form_of(Assessment(visit.edition, answers, visit.collections))
    return form.id if form else ""


def _comparison(visit: Visit, chosen: Sequence[str]) -> Comparison:
    options = [value for value in chosen if value.startswith(OPTION)]
    return derive_comparison(
        load_law(),
        visit.case,
        [value.removeprefix(OPTION) or None for value in options],
        forms=[value for value in chosen if value not in options],
        beside=visit.option,
        as_at=visit.today,
    )


def _too_many(count: int) -> str:
    return f"You chose {count}. Choose {MOST_COMPARED} at most, so that the table stays readable"


def _start(chosen: Sequence[str]) -> str:
    """What this is, to somebody who has not chosen."""
    own = [value for value in chosen if value.startswith(OPTION)]
    if len(own) == len(chosen):
        return "You have not chosen yet, so here is what you have in mind."
    if own:
        return "You have not chosen yet, so here is what you have in mind, beside other forms."
    return "You have not chosen yet, so here are four forms to start with."
