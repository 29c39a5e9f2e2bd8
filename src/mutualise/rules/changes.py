"""The smallest changes that would turn an answer, split into what to change and confirm.

Each repair that is proposed is put back to the law, kept only if the answer really turns,
and freed of every step that is not needed for that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mutualise.expressions import Expression, Name
from mutualise.rules.assessment import Assessment
from mutualise.rules.deciding import deciding_names
from mutualise.rules.facts import FactType, Mutability, Value
from mutualise.rules.names import FORM
from mutualise.rules.repairs import Repair, Repairs, can_be_changed, merge, without


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to make so. `change` means it is known to be otherwise; else confirm it."""

    fact: str
    value: Value
    text: str
    change: bool
    who: str
    agreement: bool


@dataclass(frozen=True, slots=True)
class Remedy:
    """A set of steps that together turn the answer."""

    steps: tuple[Step, ...]

    @property
    def changes(self) -> tuple[Step, ...]:
        """What is known to be otherwise and must be made different."""
        return tuple(step for step in self.steps if step.change)

    @property
    def confirms(self) -> tuple[Step, ...]:
        """What is not known yet and must turn out so."""
        return tuple(step for step in self.steps if not step.change)


@dataclass(frozen=True, slots=True)
class Remedies:
    """The smallest remedies, cheapest first; none means there is no change you can make.

    `blocked_by` are the facts that stand in the way and are not yours to change;
    `waiting_for` are sentences about rules that are not settled yet.
    """

    about: str
    wanted: bool
    remedies: tuple[Remedy, ...]
    blocked_by: tuple[str, ...] = ()
    waiting_for: tuple[str, ...] = ()

    @property
    def possible(self) -> bool:
        return bool(self.remedies)

    @property
    def another_form_might(self) -> bool:
        """Whether the legal form is part of what stands in the way."""
        return FORM in self.blocked_by


def smallest_changes(
    assessment: Assessment,
    name: str,
    *,
    wanted: bool = True,
    fixed: Iterable[str] = (),
    limit: int = 3,
) -> Remedies:
    """What would make a definition true (or false): the cheapest few ways.

    `fixed` names facts that are not to be changed in this question, such as the legal form
    when each form is being looked at in turn.
    """
    repairs = Repairs(assessment, frozenset(fixed))

    def works(repair: Repair) -> bool:
        return repairs.can_be_made(repair) and repairs.after(repair).truth(name) is wanted

    found = _that_work(repairs, Name(name), works, want=wanted)
    remedies: list[Remedy] = []
    kept: list[set[tuple[str, Value | None]]] = []
    for repair in repairs.cheapest(_no_more_than_needed(repair, works) for repair in found):
        steps = {_same_step(assessment, fact, value) for fact, value in repair}
        if not any(smaller <= steps for smaller in kept):
            kept.append(steps)
            remedies.append(Remedy(tuple(_step(repairs, repair, fact) for fact, _ in repair)))
    if remedies:
        return Remedies(name, wanted, tuple(remedies[:limit]))
    return no_changes(assessment, name, wanted=wanted, fixed=fixed)


def no_changes(
    assessment: Assessment, name: str, *, wanted: bool = True, fixed: Iterable[str] = ()
) -> Remedies:
    """What stands in the way, where it is known already that no change would help."""
    return Remedies(name, wanted, (), *_obstacles(assessment, name, frozenset(fixed)))


def _that_work(
    repairs: Repairs, tree: Expression, works: Callable[[Repair], bool], *, want: bool
) -> Iterator[Repair]:
    """The proposals that turn the answer; one that falls short is taken on from where it leads.

    It falls short where a step undoes what held before, so that a further step is needed.
    """
    for repair in repairs.of_tree(tree, want=want):
        if works(repair):
            yield repair
        elif repair:
            for more in repairs.beyond(repair).of_tree(tree, want=want):
                further = merge(repair, more)
                if further is not None and works(further):
                    yield further


def _no_more_than_needed(repair: Repair, works: Callable[[Repair], bool]) -> Repair:
    """A repair that works, without the steps that follow from the others or were for nothing."""
    for step in repair:
        fewer = without(repair, step[0])
        if works(fewer):
            return _no_more_than_needed(fewer, works)
    return repair


def _same_step(assessment: Assessment, name: str, value: Value) -> tuple[str, Value | None]:
    """What makes two steps one: for a number any value past the limit says the same."""
    fact = assessment.edition.facts[name]
    return (name, value if fact.type in (FactType.BOOL, FactType.ENUM) else None)


def _step(repairs: Repairs, repair: Repair, name: str) -> Step:
    fact = repairs.edition.facts[name]
    value = dict(repair)[name]
    others = without(repair, name)
    return Step(
        fact=name,
        value=value,
        text=repairs.text(name, value),
        # What only follows from an answer that another step changes is open again by then.
        change=repairs.after(others).value(name) is not None,
        who=fact.who,
        agreement=fact.mutability is Mutability.THIRD_PARTY,
    )


def _obstacles(
    assessment: Assessment, name: str, fixed: frozenset[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The facts in the way that the team cannot change, and the rules not yet settled."""
    facts = assessment.edition.facts
    blocked: dict[str, None] = {}
    waiting: dict[str, None] = {}
    for fact_name in deciding_facts(assessment, name):
        fact = facts[fact_name]
        if not fact.askable:
            waiting[fact.unsettled] = None
        elif assessment.value(fact_name) is not None and (
            fact_name in fixed or not can_be_changed(fact)
        ):
            blocked[fact_name] = None
    return tuple(blocked), tuple(waiting)


def deciding_facts(assessment: Assessment, name: str) -> tuple[str, ...]:
    """The facts that make a definition what it is, through every definition beneath it."""
    found: dict[str, None] = {}
    seen: set[str] = set()

    def visit(current: str) -> None:
        if current in seen:
            return
        seen.add(current)
        if current in assessment.edition.facts:
            found[current] = None
            return
        for compiled in assessment.edition.definitions.get(current, ()):
            for needed in deciding_names(assessment, compiled.tree):
                visit(needed)

    visit(name)
    return tuple(found)
