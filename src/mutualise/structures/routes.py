"""Routes for a GP practice as content: the steps, what each brings, and where we read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import Field, model_validator

from mutualise.content.loader import (
    ContentError,
    Record,
    build,
    build_one,
    content_files,
    content_root,
    read_content,
)
from mutualise.rules import Finding, Value, load_law
from mutualise.rules.cards import MEMORY
from mutualise.rules.open_points import load_open_points
from mutualise.structures.forms import load_contracts, load_forms

FOLDER = "structures/routes"
PARTS = "structures/route_parts.yaml"
# The lists of a route in which a line of the parts can be named instead of written out.
_SHARED = ("liabilities", "agree", "timeline", "follows", "strains", "open", "questions")

Words = Annotated[str, Field(min_length=1)]
Answers = Mapping[str, Value]


class Cited(Record):
    """A claim and what it rests on: rules of the base, sources, or our own estimate."""

    rules: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    estimate: bool = False

    @model_validator(mode="after")
    def _rests_on_something(self) -> Cited:
        if not (self.rules or self.sources or self.estimate):
            raise ValueError("say what this rests on: 'rules', 'sources' or 'estimate: true'")
        return self


class Claim(Cited):
    """One thing that we say."""

    text: Words


class Unsettled(Claim):
    """What is not settled. With `point`, an open point of the law, until that is closed."""

    point: str = ""


class Question(Record):
    """A question for a solicitor: our own, or the one that a rule brings."""

    text: str = ""
    rule: str = ""

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Question:
        if bool(self.text) is bool(self.rule):
            raise ValueError("a question needs either 'text' or 'rule'")
        return self


class RouteSource(Record):
    """Something read for the routes alone, beside the sources of the law."""

    short: Words
    title: Words
    url: Words
    text_date: Words
    checked: dt.date
    note: str = ""


class Holding(Record):
    """A group of owners as drawn; `who` names their facts, and is empty for mere voices."""

    title: Words
    lines: tuple[str, ...] = ()
    who: str = ""
    does: Words = "own"
    # Beside the arrow, where what they do is too long for it.
    label: str = ""
    new: bool = False
    # Those for whom the shares are held, if they are held for somebody else.
    held_for: str = ""


class Drawn(Record):
    """A box of the diagram that is not an owner."""

    title: Words
    lines: tuple[str, ...] = ()
    new: bool = False


class Explained(Record):
    """Words that are true when the law finds this, and shown only then."""

    text: Words
    gms: Finding | None = None
    pms: Finding | None = None
    apms: Finding | None = None

    def fits(self, findings: Mapping[str, Finding]) -> bool:
        """Whether every finding that these words depend on is the one found."""
        wanted = {"gms": self.gms, "pms": self.pms, "apms": self.apms}
        return all(want is None or findings.get(name) is want for name, want in wanted.items())


class Step(Cited):
    """A position on the way: who owns what, and the answers that describe it to the law."""

    id: Words
    title: Words
    does: Words
    form: Words
    answers: Answers = Field(default_factory=dict)
    owners: tuple[Holding, ...]
    holder: Drawn
    contract: Drawn
    explains: tuple[Explained, ...]


class Together(Record):
    """What if the move and the wider ownership came on the same day."""

    answers: Answers
    owners: tuple[str, ...] = ()


class Reading(Record):
    """Words for one pair of findings on procurement: step by step, and all at once."""

    apart: Finding
    together: Finding
    text: Words


class TwoSteps(Cited):
    """Why the contract moves like for like first, and ownership widens afterwards."""

    moves: Words
    together: Together
    text: Words
    explains: tuple[Reading, ...]


class OneStep(Cited):
    """Why nothing has to move first, in words for what the law finds at the last step."""

    explains: tuple[Explained, ...]


class Liability(Cited):
    """What a partner answers for, today and on this route."""

    subject: Words
    today: Words
    after: Words


class Agreement(Cited):
    """Somebody who has a say, in what, and when."""

    who: Words
    what: Words
    when: Words


class Stage(Cited):
    """A stretch of time in weeks; `beside` the stage before it, or after."""

    name: Words
    weeks: tuple[int, int]
    beside: bool = False
    note: str = ""


class Follow(Cited):
    """What happens to pensions, tax and the like.

    With `of`, a definition of the base, the words are those for what the law finds.
    """

    subject: Words
    text: str = ""
    of: str = ""
    step: str = ""
    explains: Mapping[Finding, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_words(self) -> Follow:
        if bool(self.text) is bool(self.of):
            raise ValueError("give either 'text', or 'of' with 'explains'")
        if bool(self.of) is not bool(self.explains and self.step):
            raise ValueError("'of' needs 'step' and 'explains'")
        return self


class Strain(Record):
    """Something that goes wrong, put to the law: the answers that change, what then applies."""

    title: Words
    text: Words
    step: Words
    answers: Answers = Field(default_factory=dict)
    owners: tuple[str, ...] | None = None
    fires: tuple[str, ...] = ()


class Route(Record):
    """One way for a practice to hold its contract."""

    id: Words
    number: int
    title: Words
    short: Words
    about: Words
    contracts: tuple[str, ...] = ("gms", "pms")
    main: Words = "gms"
    steps: Annotated[tuple[Step, ...], Field(min_length=2)]
    two_steps: TwoSteps | None = None
    one_step: OneStep | None = None
    liabilities: tuple[Liability, ...]
    agree: tuple[Agreement, ...]
    timeline: tuple[Stage, ...]
    follows: tuple[Follow, ...]
    strains: tuple[Strain, ...]
    open: tuple[Unsettled, ...]
    questions: tuple[Question, ...]

    @model_validator(mode="after")
    def _says_how_it_moves(self) -> Route:
        if (self.two_steps is None) is (self.one_step is None):
            raise ValueError("a route needs either 'two_steps' or 'one_step'")
        return self

    def step(self, name: str) -> Step:
        """The step of this name."""
        return next(step for step in self.steps if step.id == name)

    def cited(self) -> Iterator[Cited]:
        """Every claim of the route, in the order of reading."""
        yield from self.steps
        if self.two_steps is not None:
            yield self.two_steps
        if self.one_step is not None:
            yield self.one_step
        for claims in (self.liabilities, self.agree, self.timeline, self.follows, self.open):
            yield from claims


class Parts(Record):
    """What several routes share: kinds of owner, assumptions, lines, and sources."""

    owners: Mapping[str, Answers]
    assume: Answers
    sources: Mapping[str, RouteSource]
    # What a source of the law is called in a line of text.
    names: Mapping[str, str]
    short_names: Mapping[str, str]
    liabilities: Mapping[str, Any] = Field(default_factory=dict)
    agree: Mapping[str, Any] = Field(default_factory=dict)
    timeline: Mapping[str, Any] = Field(default_factory=dict)
    follows: Mapping[str, Any] = Field(default_factory=dict)
    strains: Mapping[str, Any] = Field(default_factory=dict)
    open: Mapping[str, Any] = Field(default_factory=dict)
    questions: Mapping[str, Any] = Field(default_factory=dict)

    def name_of(self, source: str) -> str:
        """What a source is called in a line of text."""
        own = self.sources.get(source)
        return own.short if own is not None else self.names.get(source, "")


@cache
def load_parts() -> Parts:
    """What the routes share."""
    return build_one(Parts, PARTS)


@cache
def load_routes() -> Mapping[str, Route]:
    """Every route by its id, in the order of its number.

    Raises ContentError, with every problem, when a route names a rule, source, fact, form or
    shared line that does not exist.
    """
    parts = load_parts()
    routes: list[Route] = []
    problems: list[str] = []
    for where, source in content_files(content_root(), FOLDER):
        document = read_content(where, source)
        value, missing = _with_parts(document.value, parts)
        problems += [f"{where}: {sentence}" for sentence in missing]
        if not missing:
            routes.append(build(Route, value, where, document, ()))
    for route in routes:
        problems += [f"{FOLDER}/{route.id}.yaml: {said}" for said in _problems(route, parts)]
    if problems:
        raise ContentError(problems)
    return {route.id: route for route in sorted(routes, key=lambda route: route.number)}


def _with_parts(value: Any, parts: Parts) -> tuple[Any, list[str]]:
    """The route with each named line put in, and a sentence for each that there is not."""
    missing: list[str] = []
    filled = dict(value)
    for section in _SHARED:
        shared: Mapping[str, Any] = getattr(parts, section)
        lines = []
        for line in value.get(section, ()):
            if not isinstance(line, str):
                lines.append(line)
            elif line in shared:
                lines.append(shared[line])
            else:
                missing.append(f"'{line}' is not one of the shared {section}")
        filled[section] = lines
    return filled, missing


def _problems(route: Route, parts: Parts) -> Iterator[str]:
    law = load_law()
    rules = [rule for cited in route.cited() for rule in cited.rules]
    rules += [rule for strain in route.strains for rule in strain.fires]
    yield from (f"there is no rule {rule}" for rule in rules if rule not in law.rules)
    for source in (source for cited in route.cited() for source in cited.sources):
        if source not in law.sources and source not in parts.sources:
            yield f"there is no source {source}"
        elif source != MEMORY and not parts.name_of(source):
            yield f"the source {source} needs a short name under 'names'"
    for rule in (question.rule for question in route.questions if question.rule):
        if rule not in law.rules or not law.rules[rule].ask_solicitor:
            yield f"the rule {rule} brings no question for a solicitor"
    points = load_open_points(law)
    for claim in route.open:
        if claim.point and claim.point not in points:
            yield f"there is no open point '{claim.point}'"
    for follow in route.follows:
        if follow.of and follow.of not in law.definitions:
            yield f"no rule defines {follow.of}"
    yield from _unknown_names(route, parts)


def _unknown_names(route: Route, parts: Parts) -> Iterator[str]:
    facts = load_law().facts
    steps = {step.id for step in route.steps}
    kinds = [owner.who for step in route.steps for owner in step.owners if owner.who]
    answers = [step.answers for step in route.steps] + [strain.answers for strain in route.strains]
    named = [strain.step for strain in route.strains]
    named += [follow.step for follow in route.follows if follow.step]
    kinds += [who for strain in route.strains for who in strain.owners or ()]
    if route.two_steps is not None:
        answers.append(route.two_steps.together.answers)
        kinds += route.two_steps.together.owners
        named.append(route.two_steps.moves)
    for given in answers:
        for name in given:
            if name not in facts:
                yield f"there is no fact {name}"
    yield from (f"there is no step '{name}'" for name in named if name not in steps)
    yield from (f"there is no kind of owner '{who}'" for who in kinds if who not in parts.owners)
    for step in route.steps:
        if step.form not in load_forms():
            yield f"there is no legal form '{step.form}'"
    for contract in (*route.contracts, route.main):
        if contract not in load_contracts():
            yield f"there is no contract '{contract}'"
