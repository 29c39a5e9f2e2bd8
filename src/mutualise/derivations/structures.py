"""From a case to the structures answer: case file -> rules -> structures, one way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache

from mutualise.casefile import CaseFile, case_answers, case_collections
from mutualise.derivations.derived import Derived, fingerprint
from mutualise.rules import Assessment, LawBase, Value
from mutualise.rules.names import CONTRACT, CONTRACTS
from mutualise.structures import (
    Alternative,
    Comparison,
    StructureAnswer,
    answer_structures,
    as_form,
    compare,
    load_contracts,
    load_forms,
)


def derive_structures(
    law: LawBase,
    case: CaseFile,
    *,
    option: str | None = None,
    contract: str | None = None,
    as_at: dt.date,
) -> Derived[StructureAnswer]:
    """The answer for one option (or the present position) and one contract of a case.

    `contract` is the id of a contract in the case or a type such as gms; without it the
    contract answered in the case is used. A date in the case file wins over `as_at`. Raises
    UnknownOptionError for an option or contract that does not exist.
    """
    day = case.as_at or as_at
    answers = answers_for(case, option, contract)
    collections = case_collections(case)
    result = answer_structures(law.at(day), answers, collections)
    return Derived(
        result,
        {
            "answers": fingerprint([answers, collections]),
            "law": law_fingerprint(law),
            "date": day.isoformat(),
        },
    )


def derive_comparison(
    law: LawBase,
    case: CaseFile,
    options: Sequence[str | None],
    *,
    forms: Sequence[str] = (),
    beside: str | None = None,
    contract: str | None = None,
    as_at: dt.date,
) -> Comparison:
    """Up to four options of a case, then legal forms, side by side.

    None among the options stands for the present position. Each form, by its id, is put to
    the answers of the option `beside` it, without what those say of another form.
    """
    edition = law.at(case.as_at or as_at)
    collections = case_collections(case)
    alternatives = [
        Alternative(
            option or "present", option_title(case, option), answers_for(case, option, contract)
        )
        for option in options
    ]
    situation = Assessment(edition, answers_for(case, beside, contract), collections)
    alternatives += [as_form(situation, load_forms()[form]) for form in forms]
    return compare(edition, alternatives, collections)


def option_title(case: CaseFile, option: str | None) -> str:
    """What an option, or the present position, is called."""
    return case.options[option].title if option else "As you are today"


def answers_for(case: CaseFile, option: str | None, contract: str | None) -> dict[str, Value]:
    """The answers of an option, about a contract of the case or about a type of contract."""
    held = case.collections.get(CONTRACTS)
    in_case = held is not None and contract in {item.id for item in held.items}
    if contract is not None and contract in load_contracts() and not in_case:
        return {**case_answers(case, option), CONTRACT: contract}
    return case_answers(case, option, contract)


@cache
def law_fingerprint(law: LawBase) -> str:
    """A hash of every rule, inference, fact and figure: it moves when any of them does."""
    return fingerprint(
        [
            [rule.model_dump(mode="json") for rule in law.rules.values()],
            [inference.model_dump(mode="json") for inference in law.inferences],
            [fact.model_dump(mode="json") for fact in law.facts],
            [parameter.model_dump(mode="json") for parameter in law.parameters],
        ]
    )
