"""What else cites rules: pages of the site, and in time documents. Each kind says so itself.

A new kind of content adds a function to PROVIDERS. It yields a CitingPage for each page, with
the ids of the rules that the page cites; the pages of those rules then lead to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from mutualise.rules import load_law
from mutualise.rules.reforms import load_reforms
from mutualise.structures.network_content import load_networks
from mutualise.structures.owner_content import load_owner_content
from mutualise.structures.routes import load_routes


@dataclass(frozen=True)
class CitingPage:
    """A page that cites rules: what kind it is, its title, and the view that shows it."""

    kind: str
    title: str
    view: str
    rules: tuple[str, ...]
    arguments: Mapping[str, str] = field(default_factory=dict)


Provider = Callable[[], Iterable[CitingPage]]


def _networks() -> Iterable[CitingPage]:
    """The comparison of ways to organise a network is one page, for every contract."""
    rules = load_networks().rules(load_law())
    yield CitingPage(
        kind="Comparisons that cite it",
        title="Compare ways to organise a primary care network",
        view="networks:index",
        rules=tuple(sorted(rules)),
    )


def _routes() -> Iterable[CitingPage]:
    """The routes for a GP practice: a page each, and a document of the same content."""
    for route in load_routes().values():
        rules = [rule for cited in route.cited() for rule in cited.rules]
        rules += [rule for strain in route.strains for rule in strain.fires]
        rules += [question.rule for question in route.questions if question.rule]
        yield CitingPage(
            kind="Routes for a GP practice that cite it",
            title=route.title,
            view="routes:route",
            rules=tuple(dict.fromkeys(rules)),
            arguments={"route": route.id},
        )


def _owners() -> Iterable[CitingPage]:
    """The check of owners: what it asks of each one, and what it names."""
    definitions = load_law().definitions
    rules: dict[str, None] = {}
    for test in load_owner_content().tests:
        rules |= dict.fromkeys(rule.id for rule in definitions.get(test.each, ()))
        rules |= dict.fromkeys(test.rules)
    yield CitingPage(
        kind="Checks that use it",
        title="Check your owners one by one",
        view="owners:index",
        rules=tuple(rules),
    )


def _reforms() -> Iterable[CitingPage]:
    """Prepared changes of law, on the rules that they would change."""
    for reform in load_reforms().values():
        yield CitingPage(
            kind="What if it were different",
            title=reform.title,
            view="what_if:reform",
            rules=tuple(reform.rules),
            arguments={"reform": reform.id},
        )


PROVIDERS: Final[tuple[Provider, ...]] = (_networks, _routes, _owners, _reforms)


@cache
def citing_pages() -> tuple[CitingPage, ...]:
    """Every page that cites at least one rule."""
    return tuple(page for provider in PROVIDERS for page in provider() if page.rules)
