"""What depends on each rule: other rules, forms, contracts, worked cases, scenarios, pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from mutualise.casefile import case_collections, load_examples
from mutualise.derivations.rulebook.citing import CitingPage, citing_pages
from mutualise.derivations.structures import answers_for, option_title
from mutualise.expressions import names_in
from mutualise.rules import Assessment, Edition, LawBase
from mutualise.rules.model import Inference
from mutualise.rules.proving import Proof, proofs
from mutualise.structures import Contract, LegalForm, load_contracts, load_forms
from mutualise.structures.bearing import rules_by_contract, rules_by_form, rules_of_answer

Item = TypeVar("Item")


@dataclass(frozen=True)
class CaseUse:
    """A worked case, the option in it, and whether the rule decides who can hold the contract.

    If it does not, it is among what follows from holding it.
    """

    slug: str
    title: str
    option: str
    decides: bool


@dataclass(frozen=True)
class Dependents:
    """Everything that would have to be looked at again if the rule changed."""

    rules: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    inferences: tuple[Inference, ...] = ()
    contracts_held: tuple[Contract, ...] = ()
    contracts: tuple[Contract, ...] = ()
    forms: tuple[LegalForm, ...] = ()
    cases: tuple[CaseUse, ...] = ()
    proof: Proof = Proof()
    pages: tuple[CitingPage, ...] = ()


@lru_cache(maxsize=4)
def dependents(edition: Edition) -> Mapping[str, Dependents]:
    """What depends on each rule, as the law is on the day of the edition."""
    law = edition.base
    naming = _rules_naming(law)
    displaced = [(rule.id, [rule.exception_to]) for rule in law.rules.values()]
    exceptions = _turned(displaced)
    inferences, cases = _inferences(law), _cases(law, edition.day)
    forms = _turned((load_forms()[key], ids) for key, ids in rules_by_form(edition).items())
    bearing = rules_by_contract(edition)
    contracts = _turned((load_contracts()[key], ids) for key, ids in bearing.items())
    pages = _turned((page, page.rules) for page in citing_pages())
    proved = proofs(law)
    return {
        rule.id: Dependents(
            rules=tuple(naming.get(rule.id, ())),
            exceptions=tuple(exceptions.get(rule.id, ())),
            inferences=tuple(inferences.get(rule.id, ())),
            contracts_held=tuple(
                contract
                for contract in load_contracts().values()
                if rule.defines and contract.definition == rule.defines
            ),
            contracts=tuple(contracts.get(rule.id, ())),
            forms=tuple(forms.get(rule.id, ())),
            cases=tuple(cases.get(rule.id, ())),
            proof=proved[rule.id],
            pages=tuple(pages.get(rule.id, ())),
        )
        for rule in law.rules.values()
    }


def _turned(pairs: Iterable[tuple[Item, Iterable[str]]]) -> dict[str, list[Item]]:
    """From what rests on rules, with their ids, to each rule id and what rests on it."""
    found: dict[str, list[Item]] = {}
    for item, rule_ids in pairs:
        for rule_id in rule_ids:
            found.setdefault(rule_id, []).append(item)
    return found


def _rules_naming(law: LawBase) -> dict[str, list[str]]:
    """The rules whose condition, or whose doubt about a finding, names what another defines."""
    needs: dict[str, dict[str, None]] = {}
    for key, tree in law.trees.items():
        user = key.partition(" ")[0]
        if user in law.rules:
            named = [r.id for name in names_in(tree) for r in law.definitions.get(name, ())]
            needs.setdefault(user, {}).update(dict.fromkeys(named))
    return _turned(
        (user, [rule for rule in named if rule != user]) for user, named in needs.items()
    )


def _inferences(law: LawBase) -> dict[str, list[Inference]]:
    """The answers that are filled in by what a rule defines."""

    def needed(inference: Inference) -> Iterator[str]:
        for part in ("value", "when"):
            tree = law.trees.get(f"{inference.id} {part}")
            for name in names_in(tree) if tree is not None else ():
                yield from (rule.id for rule in law.definitions.get(name, ()))

    return _turned((inference, dict.fromkeys(needed(inference))) for inference in law.inferences)


def _cases(law: LawBase, day: dt.date) -> dict[str, list[CaseUse]]:
    found: dict[str, list[CaseUse]] = {}
    for case in load_examples().values():
        for option in (None, *case.options):
            answers = answers_for(case, option, None)
            edition = law.at(case.as_at or day)
            situation = Assessment(edition, answers, case_collections(case))
            for rule_id, decides in rules_of_answer(situation).items():
                use = CaseUse(case.slug, case.title, option_title(case, option), decides)
                found.setdefault(rule_id, []).append(use)
    return found
