"""How long the law takes to answer, beside OpenFisca-core on the same definitions.

Run it with `make benchmarks`; the README beside it says what the rows mean.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from workbench.cases import Case, random_cases
from workbench.openfisca import Translated
from workbench.timing import Timing, machine, table, timed

from mutualise.casefile import case_answers, case_collections, load_case
from mutualise.content.loader import content_root
from mutualise.rules import Assessment, Edition, Facts, Items, Value, load_law
from mutualise.rules.reading import read_law
from mutualise.structures import StructureAnswer, answer_structures, load_contracts, progress
from mutualise.structures.matrix import CONTRACT

# The first of a month, because a period of OpenFisca is a whole month.
DAY = dt.date(2026, 11, 1)
SEED = 2026
EXAMPLES = Path(__file__).parents[1] / "examples"
HOLDING = (
    "gms.eligible_type",
    "gms.company_owners_ok",
    "gms.partnership_ok",
    "gms.eligible",
    "pms.qualifying_body",
    "pms.eligible",
    "apms.eligible",
)
FULL_ANSWER_AIM = 0.050
NEXT_QUESTION_AIM = 0.010

Columns = Mapping[str, Any]
Position = tuple[Mapping[str, Value], Mapping[str, Items]]


def main() -> int:
    """Measure, compare, and print; 1 when an aim is missed."""
    asked = _arguments()
    law = load_law()
    edition = law.at(DAY)
    timings = [*_answering(edition, asked.runs), *_beside_openfisca(edition, asked)]
    print(f"Measured {dt.datetime.now(tz=dt.UTC):%d %B %Y}.")
    print(machine(("mutualise", "OpenFisca-Core", "numpy")))
    print()
    print(table(timings))
    missed = [timing.what for timing in timings if not timing.in_aim]
    for what in missed:
        print(f"Missed: {what}", file=sys.stderr)
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000, help="random cases")
    parser.add_argument("--runs", type=int, default=10, help="runs of each measurement")
    return parser.parse_args()


def _answering(edition: Edition, runs: int) -> Iterator[Timing]:
    positions = list(_positions(edition.facts))
    full: list[float] = []
    for answers, collections in positions:
        full += timed(lambda a=answers, c=collections: _full_answer(edition, a, c), runs)
    yield Timing("Full answer", tuple(full), FULL_ANSWER_AIM)
    teams = [answers for answers, _ in positions]
    # The widest interviews: a team that knows what it wants to hold and nothing else.
    teams += [{CONTRACT: contract} for contract in load_contracts()]
    steps = [step for answers in teams for step in _interview(edition, answers)]
    each: list[float] = []
    for answers, not_known in steps:
        each += timed(lambda a=answers, n=not_known: progress(edition, a, not_known=n), 3)
    yield Timing("Next question", tuple(each), NEXT_QUESTION_AIM)
    yield Timing("Read and check the whole law base", timed(lambda: read_law(content_root()), 3))


def _positions(facts: Facts) -> Iterator[Position]:
    """Each worked case as it is today, and with each of its options."""
    for path in sorted(EXAMPLES.glob("*.yaml")):
        case = load_case(path, facts)
        for option in (None, *case.options):
            yield case_answers(case, option, None), case_collections(case)


def _full_answer(
    edition: Edition, answers: Mapping[str, Value], collections: Mapping[str, Items]
) -> StructureAnswer:
    """Every form by every contract, with its reasons and the smallest changes."""
    answer = answer_structures(edition, answers, collections)
    for cell in answer.matrix.cells.values():
        cell.reason()
        cell.changes()
    return answer


def _interview(
    edition: Edition, answers: Mapping[str, Value]
) -> list[tuple[dict[str, Value], frozenset[str]]]:
    """What is known before each question, when a team answers as the worked case does."""
    known: dict[str, Value] = {}
    not_known: frozenset[str] = frozenset()
    steps = []
    while True:
        steps.append((dict(known), not_known))
        question = progress(edition, known, not_known=not_known).question
        if question is None:
            return steps
        if question in answers:
            known[question] = answers[question]
        else:
            not_known |= {question}


def _beside_openfisca(edition: Edition, asked: argparse.Namespace) -> Iterator[Timing]:
    psr = [
        name
        for name, rules in edition.definitions.items()
        if any(compiled.rule.topic == "psr" for compiled in rules)
    ]
    peer = Translated(edition, [*HOLDING, *psr])
    cases = random_cases(edition, peer.facts, asked.cases, seed=SEED)
    _agree(edition, peer, cases)
    _without_answers(edition, peer, asked.cases)
    columns = peer.columns(cases)
    blocks = [cases[start :: asked.runs] for start in range(asked.runs)]
    yield Timing(
        "One case, ours",
        tuple(timed(lambda b=b: _ours(edition, peer, b), 1, per=len(b))[0] for b in blocks),
    )
    ready = [[peer.columns([case]) for case in block] for block in blocks]
    yield Timing(
        "One case, OpenFisca, one by one",
        tuple(timed(lambda b=b: _one_by_one(peer, b), 1, per=len(b))[0] for b in ready),
        ours="One case, ours",
    )
    yield Timing(
        "One case, OpenFisca, all at once",
        timed(lambda: _at_once(peer, columns), asked.runs, per=len(cases)),
        ours="One case, ours",
    )


def _ours(edition: Edition, peer: Translated, cases: Sequence[Case]) -> list[list[bool | None]]:
    found = []
    for case in cases:
        assessment = Assessment(edition, case)
        found.append([assessment.truth(name) for name in peer.definitions])
    return found


def _one_by_one(peer: Translated, columns: Sequence[Columns]) -> None:
    for one in columns:
        _at_once(peer, one)


def _at_once(peer: Translated, columns: Columns) -> list[Any]:
    simulation = peer.simulation(columns)
    return [peer.calculate(simulation, name) for name in peer.definitions]


def _agree(edition: Edition, peer: Translated, cases: Sequence[Case]) -> None:
    """Where every fact is answered there is one right answer, so both must give it."""
    theirs = list(zip(*_at_once(peer, peer.columns(cases)), strict=True))
    for case, mine, other in zip(cases, _ours(edition, peer, cases), theirs, strict=True):
        for name, truth, value in zip(peer.definitions, mine, other, strict=True):
            assert truth is bool(value), f"{name}: ours {truth}, OpenFisca {value}, for {case}"
    print(
        f"{len(cases):,} answered cases, {len(peer.facts)} facts and {len(peer.definitions)} "
        f"definitions: both gave the same {len(cases) * len(peer.definitions):,} answers."
    )


def _without_answers(edition: Edition, peer: Translated, count: int) -> None:
    """What becomes of a fact that nobody has answered: here the two differ in kind."""
    cases = random_cases(edition, peer.facts, count, seed=SEED, unknown=0.3)
    filled = [{name: case.get(name, peer.default(name)) for name in peer.facts} for case in cases]
    theirs = list(zip(*_at_once(peer, peer.columns(filled)), strict=True))
    not_known = said_no = 0
    for mine, other in zip(_ours(edition, peer, cases), theirs, strict=True):
        for truth, value in zip(mine, other, strict=True):
            not_known += truth is None
            said_no += truth is None and not value
    whole = count * len(peer.definitions)
    print(
        f"With three facts in ten not answered, ours says “not known” {not_known / whole:.0%} of "
        f"the time. OpenFisca puts in its defaults and says no to {said_no / not_known:.0%} of "
        f"those, yes to the rest."
    )


if __name__ == "__main__":
    sys.exit(main())
