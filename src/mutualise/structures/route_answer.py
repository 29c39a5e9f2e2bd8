"""A route put to the law of a day: what each step may hold, and what goes wrong with what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mutualise.rules import (
    Assessment,
    Confidence,
    Edition,
    Finding,
    FindingResult,
    Items,
    Reason,
    Rule,
    Value,
    explain,
)
from mutualise.rules.names import CONTRACT, OWNERS
from mutualise.rules.open_points import Answered, load_open_points
from mutualise.structures.forms import load_contracts, load_forms
from mutualise.structures.routes import (
    Explained,
    Follow,
    Route,
    Step,
    Strain,
    Unsettled,
    load_parts,
)
from mutualise.structures.solicitor import rules_in

MODIFICATION = "psr.modification_permitted"
_SURE = [Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW]


@dataclass(frozen=True)
class Found:
    """What the law finds of one contract at one step, and why."""

    contract: str
    result: FindingResult
    reason: Reason

    @property
    def finding(self) -> Finding:
        return self.result.finding

    def rules(self) -> Iterator[str]:
        """The rules behind it: what qualifies it first, then what decides it."""
        yield from self.result.qualified_by
        yield from rules_in(self.reason)
        yield from self.result.provisos


@dataclass(frozen=True)
class StepAnswer:
    """A step and what was found. `words` are empty when nobody has written for this finding."""

    step: Step
    found: tuple[Found, ...]
    assumes: tuple[str, ...]
    words: str

    @property
    def findings(self) -> Mapping[str, Finding]:
        return {item.contract: item.finding for item in self.found}


@dataclass(frozen=True)
class StrainAnswer:
    """Something that goes wrong, and where it leaves the contract."""

    strain: Strain
    found: tuple[Found, ...]
    applies: tuple[str, ...]


@dataclass(frozen=True)
class FollowAnswer:
    """A consequence in the words that fit what was found."""

    follow: Follow
    words: str
    finding: Finding | None


@dataclass(frozen=True)
class Procurement:
    """Whether the contract may move without a new procurement: step by step, and at once."""

    apart: FindingResult
    together: FindingResult
    words: str


@dataclass(frozen=True)
class RouteAnswer:
    """A route with everything that the law of one day says of it."""

    route: Route
    edition: Edition
    steps: tuple[StepAnswer, ...]
    procurement: Procurement | None
    strains: tuple[StrainAnswer, ...]
    follows: tuple[FollowAnswer, ...]

    @property
    def day(self) -> dt.date:
        return self.edition.day

    @property
    def why_no_move(self) -> str:
        """Why nothing has to move first, if that is so; empty if nobody has written for this."""
        one = self.route.one_step
        return words_for(one.explains, self.last.findings) if one is not None else ""

    @property
    def last(self) -> StepAnswer:
        return self.steps[-1]

    def unsettled(self) -> tuple[Unsettled, ...]:
        """What is not settled, without the points of the law that have been closed since."""
        points = load_open_points(self.edition.base)
        return tuple(
            claim
            for claim in self.route.open
            if not claim.point or points[claim.point].status is not Answered.CLOSED
        )

    def deciding(self) -> tuple[Rule, ...]:
        """The rules that the findings on the way rest on, in the order they are met."""
        named: dict[str, None] = {}
        for step in self.steps[1:]:
            for item in step.found:
                named |= dict.fromkeys(item.rules())
        if self.procurement is not None:
            named |= dict.fromkeys([*self.procurement.apart.qualified_by, *self._about_moving()])
        for strain in self.strains:
            named |= dict.fromkeys(strain.applies)
        return tuple(self.edition.base.rules[name] for name in named)

    def confidence(self) -> Confidence:
        """How sure the base is of the least sure of them."""
        return max((rule.confidence for rule in self.deciding()), key=_SURE.index)

    def questions(self) -> tuple[str, ...]:
        """What to ask a solicitor."""
        rules = self.edition.base.rules
        asked = (
            question.text or rules[question.rule].ask_solicitor for question in self.route.questions
        )
        return tuple(dict.fromkeys(asked))

    def _about_moving(self) -> Iterator[str]:
        yield from (rule.id for rule in self.edition.base.definitions[MODIFICATION])


def answer_route(edition: Edition, route: Route) -> RouteAnswer:
    """Put every step, every strain and every consequence of a route to the law of a day."""
    return RouteAnswer(
        route=route,
        edition=edition,
        steps=tuple(_step(edition, route, step) for step in route.steps),
        procurement=_procurement(edition, route),
        strains=tuple(_strain(edition, route, strain) for strain in route.strains),
        follows=tuple(_follow(edition, route, follow) for follow in route.follows),
    )


def words_for(explains: Iterable[Explained], findings: Mapping[str, Finding]) -> str:
    """The words that are true of these findings; empty when nobody has written them."""
    return next((line.text for line in explains if line.fits(findings)), "")


def situation(
    edition: Edition,
    step: Step,
    contract: str,
    *,
    answers: Mapping[str, Value] | None = None,
    owners: Iterable[str] | None = None,
) -> Assessment:
    """A step as the law sees it, with other answers or other owners laid over."""
    parts = load_parts()
    kinds = [owner.who for owner in step.owners if owner.who] if owners is None else owners
    given: dict[str, Value] = {
        **parts.assume,
        **load_forms()[step.form].sets,
        **step.answers,
        **(answers or {}),
        CONTRACT: contract,
    }
    held = tuple(parts.owners[who] for who in kinds)
    return Assessment(edition, given, {OWNERS: Items(held)} if held else None)


def _found(assessment: Assessment, contract: str) -> Found:
    definition = load_contracts()[contract].definition
    if definition is None:
        raise LookupError(f"No rule says who may hold a contract of the kind '{contract}'.")
    return Found(contract, assessment.finding(definition), explain(assessment, definition))


def _step(edition: Edition, route: Route, step: Step) -> StepAnswer:
    found = tuple(
        _found(situation(edition, step, contract), contract) for contract in route.contracts
    )
    findings = {item.contract: item.finding for item in found}
    assumes = tuple(_assumes(edition, step))
    return StepAnswer(step, found, assumes, words_for(step.explains, findings))


def _assumes(edition: Edition, step: Step) -> Iterator[str]:
    """What a step takes for granted, in words: the answers that a practice would have to give."""
    told = {**load_parts().assume, **step.answers}
    for name, value in told.items():
        if not name.startswith("team."):
            yield edition.facts[name].clause(value)


def _strain(edition: Edition, route: Route, strain: Strain) -> StrainAnswer:
    step = route.step(strain.step)
    found = []
    applies: dict[str, None] = {}
    for contract in route.contracts:
        at = situation(edition, step, contract, answers=strain.answers, owners=strain.owners)
        found.append(_found(at, contract))
        applies |= dict.fromkeys(rule for rule in strain.fires if at.holds(rule))
    return StrainAnswer(strain, tuple(found), tuple(applies))


def _follow(edition: Edition, route: Route, follow: Follow) -> FollowAnswer:
    if not follow.of:
        return FollowAnswer(follow, follow.text, None)
    at = situation(edition, route.step(follow.step), route.main)
    finding = at.finding(follow.of).finding
    return FollowAnswer(follow, follow.explains.get(finding, ""), finding)


def _procurement(edition: Edition, route: Route) -> Procurement | None:
    two = route.two_steps
    if two is None:
        return None
    step = route.step(two.moves)
    apart = situation(edition, step, route.main).finding(MODIFICATION)
    together = situation(
        edition,
        step,
        route.main,
        answers=two.together.answers,
        owners=two.together.owners or None,
    ).finding(MODIFICATION)
    words = next(
        (
            line.text
            for line in two.explains
            if line.apart is apart.finding and line.together is together.finding
        ),
        "",
    )
    return Procurement(apart, together, words)
