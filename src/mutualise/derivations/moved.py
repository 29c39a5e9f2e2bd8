"""What moved since an answer was kept, and because of what.

From the kept answer to the one of today lead three steps, in this order:

1. the kept answers and day under the law of this version: what the version changed;
2. the same answers under the law of today: what time changed (a rule began, a figure moved);
3. the answers of today: what the team changed.

Causes come from the steps in which a finding reads otherwise, and from no other step.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from mutualise.casefile import CaseFile, case_collections
from mutualise.derivations.derived import Derived
from mutualise.derivations.kept import KeptAnswer, cells, follows, own_pair
from mutualise.derivations.moved_causes import Steps
from mutualise.derivations.moved_records import About, Moved
from mutualise.derivations.stand import Stand
from mutualise.derivations.structures import answers_for, derive_structures, law_fingerprint
from mutualise.rules import LawBase
from mutualise.rules.names import TEAM
from mutualise.structures import StructureAnswer, load_forms
from mutualise.structures.consequences import Certainty

_ORDER = list(About)
# That something does not follow is only said where a team might expect it.
_NOTHING = {"", Certainty.DOES_NOT.value}


def what_moved(
    kept: KeptAnswer,
    law: LawBase,
    case: CaseFile,
    option: str | None = None,
    *,
    as_at: dt.date,
    derived: Derived[StructureAnswer] | None = None,
) -> tuple[Moved, ...]:
    """Every finding that reads otherwise than in the kept answer, the team's own first.

    `derived` is the answer of today, if it is at hand. A form or a contract that the table did
    not have is not said to have moved. Raises UnknownOptionError for an option that the case
    does not have.
    """
    day = case.as_at or as_at
    now = Stand(law.at(day), answers_for(case, option, None), case_collections(case))
    steps = Steps.between(kept, law, case, now)
    if steps.lead_nowhere and law_fingerprint(law) == kept.law:
        return ()
    found = derived or derive_structures(law, case, option=option, as_at=as_at)
    moved = (*_moved_own(steps, found.result), *_moved_cells(steps, found.result),
             *_moved_consequences(steps, found.result))  # fmt: skip
    return tuple(
        sorted(moved, key=lambda one: (not one.own, not one.near, _ORDER.index(one.about)))
    )


def _moved_own(steps: Steps, answer: StructureAnswer) -> Iterator[Moved]:
    """The answer to the team's question, where it now asks it of another form or contract."""
    kept, own, now = steps.kept, own_pair(answer), cells(answer)
    if not (kept.own and own) or kept.own == own or kept.own not in kept.cells or own not in now:
        return
    before, after = kept.cells[kept.own].word, now[own].word
    if before != after:
        causes = tuple(steps.of_answers(lambda stand: stand.own, frozenset()))
        yield Moved(
            About.OWN, before, after, causes, pair=own, pair_before=kept.own, own=True, near=True
        )


def _moved_cells(steps: Steps, answer: StructureAnswer) -> Iterator[Moved]:
    own, team = own_pair(answer), answer.assessment.value(TEAM)
    for pair, cell in cells(answer).items():
        held = steps.kept.cells.get(pair)
        if held is None or held.word == cell.word:
            continue
        form, column = pair
        open_to_team = load_forms()[form].is_open_to(team)
        yield Moved(
            About.CELL,
            held.word,
            cell.word,
            tuple(steps.of_cell(pair)),
            pair=pair,
            pair_before=pair,
            own=pair == own,
            near=own is not None and column == own[1] and open_to_team,
        )


def _moved_consequences(steps: Steps, answer: StructureAnswer) -> Iterator[Moved]:
    before, after = steps.kept.follows, follows(answer)
    rules = answer.assessment.edition.base.rules
    for rule in dict.fromkeys([*before, *after]):
        then, now = before.get(rule, ""), after.get(rule, "")
        if then != now and {then, now} <= _NOTHING:
            continue
        found = steps.rewording(rule) if then == now else steps.of_consequence(rule)
        label = rules[rule].statement if rule in rules else ""
        if causes := tuple(found):
            yield Moved(About.CONSEQUENCE, then, now, causes, rule=rule, label=label, near=True)
