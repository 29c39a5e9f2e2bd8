"""From a case to the comparison of ways to organise a network, or without a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from mutualise.casefile import CaseFile, case_answers, case_collections
from mutualise.derivations.derived import Derived, fingerprint
from mutualise.derivations.structures import law_fingerprint
from mutualise.rules import LawBase, Value
from mutualise.rules.names import TEAM
from mutualise.structures.network_parts import NO_CASE, NetworkCase
from mutualise.structures.networks import NetworkComparison, choice_for, compare_networks

_NETWORK = "pcn"


class NotANetworkError(ValueError):
    """The case is about another kind of team, so its answers say nothing of a network."""


def derive_networks(
    law: LawBase,
    case: CaseFile | None = None,
    *,
    option: str | None = None,
    purpose: str = "",
    work: str | None = None,
    forms: Mapping[str, str] | None = None,
    as_at: dt.date,
) -> Derived[NetworkComparison]:
    """The comparison for a network's own answers, or for networks in general.

    What is not asked for (the purpose, the kind of work, the legal form of a vehicle) is taken
    from the case. A date in the case file wins over `as_at`. Raises NotANetworkError for a case
    about another kind of team, UnknownOptionError for an option that the case does not have,
    and LookupError for a purpose, kind of work or form that the comparison does not know.
    """
    own = NO_CASE if case is None else network_case(case, option)
    day = (case.as_at if case else None) or as_at
    choice = choice_for(own, purpose=purpose, work=work, forms=forms)
    return Derived(
        compare_networks(law.at(day), choice, own),
        {
            "answers": fingerprint([own.answers, own.collections]),
            "choice": fingerprint(choice),
            "law": law_fingerprint(law),
            "date": day.isoformat(),
        },
    )


def is_network(answers: Mapping[str, Value]) -> bool:
    """Whether the answers are those of a primary care network."""
    return answers.get(TEAM) == _NETWORK


def network_case(case: CaseFile, option: str | None = None) -> NetworkCase:
    """A network's answers. Raises NotANetworkError for a case about another kind of team."""
    answers = case_answers(case, option)
    if not is_network(answers):
        raise NotANetworkError(
            f"'{case.title}' is not about a primary care network: its answer to {TEAM} is "
            f"{answers.get(TEAM, 'missing')}. Compare networks without a case, or answer {_NETWORK}"
        )
    return NetworkCase(answers, case_collections(case))
