"""Who owns what at a step, as a drawing."""

from __future__ import annotations

from collections.abc import Iterator

from mutualise.publishing import Arrow, Box, Diagram, Figure, Figures, as_svg, in_words
from mutualise.structures.routes import Route, Step


def route_figures(route: Route) -> Figures:
    """The steps of a route, side by side."""
    return Figures(tuple(_figure(route, step) for step in route.steps))


def step_diagram(step: Step) -> Diagram:
    """Owners above, the holder beneath them, the contract at the foot."""
    owners = tuple(
        Box(_name(index), owner.title, owner.lines, owner.new)
        for index, owner in enumerate(step.owners)
    )
    behind = tuple(
        Box(_behind(index), owner.held_for)
        for index, owner in enumerate(step.owners)
        if owner.held_for
    )
    holder = Box("holder", step.holder.title, step.holder.lines, step.holder.new)
    contract = Box("contract", step.contract.title, step.contract.lines, step.contract.new)
    rows = ((behind,) if behind else ()) + (owners, (holder,), (contract,))
    return Diagram(step.title, rows, tuple(_arrows(step)))


def _figure(route: Route, step: Step) -> Figure:
    diagram = step_diagram(step)
    name = f"{route.id}-{step.id}"
    return Figure(as_svg(diagram, name), in_words(diagram), step.title)


def _arrows(step: Step) -> Iterator[Arrow]:
    for index, owner in enumerate(step.owners):
        if owner.held_for:
            yield Arrow(
                _behind(index), _name(index), "benefit from the shares of the", "benefit", "dashed"
            )
        yield Arrow(_name(index), "holder", owner.does, owner.label or owner.does)
    yield Arrow("holder", "contract", "holds", "holds")


def _name(index: int) -> str:
    return f"owner{index}"


def _behind(index: int) -> str:
    return f"behind{index}"
