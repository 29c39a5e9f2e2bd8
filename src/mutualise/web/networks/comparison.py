"""What a visitor asks to compare, from the address and from their own answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from mutualise.casefile import Answer
from mutualise.derivations import derive_networks
from mutualise.derivations.networks import is_network, network_case
from mutualise.rules import load_law
from mutualise.structures.network_parts import NO_CASE
from mutualise.structures.networks import NetworkComparison, choice_for
from mutualise.web.networks.forms import BOTH, OWN_ANSWERS, PURPOSE, WORK, ChooseComparison
from mutualise.web.structures.session import Visit

_NO = "no"


@dataclass(frozen=True)
class Asked:
    """The comparison, the form that asked for it, and whose answers it rests on.

    `has_own` says that the visitor's own answers are those of a network, `own` that they are
    used here. `query` leads back to the same comparison.
    """

    comparison: NetworkComparison
    form: ChooseComparison
    has_own: bool
    own: bool
    answered: Mapping[str, Answer]
    query: str


def asked_comparison(visit: Visit, data: Mapping[str, str]) -> Asked:
    """The comparison asked for. A choice that there is not shows an error and the usual table."""
    has_own = is_network(visit.answers)
    own = has_own and data.get(OWN_ANSWERS) != _NO
    case = visit.case if own else None
    start = choice_for(network_case(visit.case, visit.option) if own else NO_CASE)
    form = ChooseComparison(data, start)
    valid = form.is_valid()
    found = derive_networks(
        load_law(),
        case,
        option=visit.option if own else None,
        purpose=form.purpose if valid else "",
        work=form.work if valid else None,
        forms=form.forms_asked() if valid else None,
        as_at=visit.today,
    ).result
    return Asked(
        comparison=found,
        form=form,
        has_own=has_own,
        own=own,
        answered=visit.answered if own else {},
        query=_query(found, leave_out_answers=has_own and not own),
    )


def _query(found: NetworkComparison, *, leave_out_answers: bool) -> str:
    forms = {c.vehicle.id: c.form.id for c in found.columns if c.vehicle.forms}
    asked = {PURPOSE: found.purpose.id, WORK: found.choice.work or BOTH, **forms}
    return urlencode({**asked, **({OWN_ANSWERS: _NO} if leave_out_answers else {})})
