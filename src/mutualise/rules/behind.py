"""Which rules an answer may rest on: what is asked about, and all that it builds on."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from mutualise.expressions import names_in
from mutualise.rules.base import LawBase
from mutualise.rules.model import Rule
from mutualise.rules.scenarios import RULE


@lru_cache(maxsize=2048)
def rules_behind(law: LawBase, asked: str) -> tuple[str, ...]:
    """The ids of every rule that can play a part in an answer, the one asked about first.

    `asked` is a definition such as gms.eligible, or a rule as rule:GMS-11. Exceptions and
    rules that make a finding less certain are among them; rules without a condition are not.
    Inferences are not followed. A name that is neither has no rules behind it.
    """
    waiting: list[Rule] = []
    if asked.startswith(RULE):
        waiting += [law.rules[asked.removeprefix(RULE)]]
    else:
        waiting += law.definitions.get(asked, ())
    found: dict[str, None] = {}
    while waiting:
        rule = waiting.pop(0)
        if rule.id not in found and rule.condition:
            found[rule.id] = None
            waiting += _next_to(law, rule)
    return tuple(found)


def rules_behind_all(law: LawBase, asked: Iterable[str]) -> tuple[str, ...]:
    """The same for several questions together, each rule once."""
    return tuple(dict.fromkeys(rule for name in asked for rule in rules_behind(law, name)))


def _next_to(law: LawBase, rule: Rule) -> Iterable[Rule]:
    for name in names_in(law.trees[rule.id]):
        yield from law.definitions.get(name, ())
    for other in law.rules.values():
        if other.exception_to == rule.id or (
            rule.defines and any(rule.defines in q.findings for q in other.qualifies)
        ):
            yield other
