"""The rules as files for a spreadsheet or a program.

Both files have the same names in the same order. A name once given stays, and a new one goes
at the end, so that a program which reads the files today still reads them tomorrow.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final

from mutualise.derivations.rulebook.book import Rulebook, RuleEntry
from mutualise.publishing.spreadsheet import csv_of
from mutualise.rules import Rule
from mutualise.rules.cards import MEMORY, figures_of
from mutualise.rules.model import Source
from mutualise.rules.open_points import points_on
from mutualise.rules.statutes import Citation

Value = str | bool | int | list[str] | list[dict[str, str]]

COLUMNS: Final[Mapping[str, str]] = {
    "id": "The id of the rule; it never changes",
    "topic": "The topic, as in addresses of the site",
    "topic_label": "The topic in words",
    "kind": "definition, consequence or guidance",
    "effect": "permit, forbid, require, risk or info",
    "defines": "What a definition decides",
    "says_yes": "The definition in words when it holds",
    "says_no": "The definition in words when it does not",
    "statement": "The rule in plain words",
    "provision": "Where the law says it, as we cite it",
    "links": "Links to the words of the law",
    "statutes": "Each Act or regulation it rests on, with the sections",
    "condition": "The condition as the program reads it",
    "condition_in_words": "The condition in plain words",
    "figures": "The figures in the condition, with their value on the day",
    "consequence": "What follows",
    "otherwise": "What follows when it does not hold",
    "exception_to": "The rule that it is an exception to",
    "gives": "For an exception: the answer that it gives",
    "when_unknown": "For an exception: what happens when nobody has said whether it applies",
    "exceptions": "The rules that are exceptions to it",
    "qualifies": "The definitions whose findings it makes less certain",
    "ask_solicitor": "What to ask a solicitor",
    "confidence": "high, medium or low",
    "sources": "The ids of what was read",
    "read": "What was read: title, address, how, date of the text, day checked",
    "oldest_text": "The oldest date among the texts read; empty if none has a date",
    "from_memory": "Whether part of it was not read in any text",
    "checked": "The day we last compared it with its sources",
    "status": "in_force, expected or superseded, as at the day of the download",
    "in_force_from": "The day it came into force, if recorded",
    "in_force_to": "The day it ceased, if it has",
    "correction": "What we corrected, and why",
    "note": "A remark",
    "used_by": "The rules whose conditions name what it decides",
    "inferences": "The answers that we fill in by it",
    "decides_who_holds": "The contracts for which it says who can hold them",
    "contracts": "The contracts that it bears on",
    "legal_forms": "The legal forms that it bears on",
    "worked_cases": "The worked cases and options whose answer rests on it",
    "scenarios": "The scenarios that prove it",
    "pages": "Pages of the site that cite it",
    "open_points": "The open points that it waits for, not closed",
}


def rules_as_csv(book: Rulebook, entries: Iterable[RuleEntry]) -> str:
    """One line for each rule. The parts of a list are separated by semicolons."""
    records = (rule_record(book, entry) for entry in entries)
    rows = ([_flat(record[column]) for column in COLUMNS] for record in records)
    return csv_of(chain([COLUMNS], rows))


def rules_as_json(
    book: Rulebook, entries: Iterable[RuleEntry], filters: Iterable[tuple[str, str]]
) -> str:
    """A list of rules with the same names as in the spreadsheet, and what was asked for."""
    whole = {
        "about": "Rules of law behind Mutualise. Not legal advice.",
        "as_at": book.day.isoformat(),
        "filters": [{"filter": name, "value": value} for name, value in filters],
        "rules": [rule_record(book, entry) for entry in entries],
    }
    return json.dumps(whole, indent=1, ensure_ascii=False)


def rule_record(book: Rulebook, entry: RuleEntry) -> dict[str, Value]:
    """Everything about one rule under the names of COLUMNS."""
    found = _written(entry.rule) | _derived(book, entry)
    return {name: found[name] for name in COLUMNS}


def _derived(book: Rulebook, entry: RuleEntry) -> dict[str, Value]:
    law, rule, uses = book.edition.base, entry.rule, entry.dependents
    return {
        "topic_label": law.topics[rule.topic].label,
        "links": [{"title": link.title, "url": link.url} for link in rule.links],
        "statutes": [_cited(citation) for citation in entry.citations],
        "condition_in_words": entry.condition,
        "figures": [
            {
                "name": figure.name,
                "label": figure.label,
                "value": figure.value,
                "source": figure.source,
            }
            for figure in figures_of(law, rule, book.day)
        ],
        "exceptions": list(uses.exceptions),
        "qualifies": [name for qualifier in rule.qualifies for name in qualifier.findings],
        "read": [_read(source) for source in map(law.sources.__getitem__, rule.sources)],
        "oldest_text": entry.text.oldest.isoformat() if entry.text.oldest else "",
        "from_memory": MEMORY in rule.sources,
        "status": entry.standing.value,
        "used_by": list(uses.rules),
        "inferences": [inference.id for inference in uses.inferences],
        "decides_who_holds": [contract.id for contract in uses.contracts_held],
        "contracts": [contract.id for contract in uses.contracts],
        "legal_forms": [form.id for form in uses.forms],
        "worked_cases": [f"{use.slug}: {use.option}" for use in uses.cases],
        "scenarios": [scenario.id for scenario in uses.proof.asking],
        "pages": [f"{page.kind}: {page.title}" for page in uses.pages],
        "open_points": [
            point.id for point in points_on(law, rule.id) if point.status.value != "closed"
        ],
    }


def _written(rule: Rule) -> dict[str, Value]:
    """What the rule's own record says, with empty text for what it does not say."""
    fields = rule.model_dump(mode="json")
    exception = bool(rule.exception_to)
    said: dict[str, Value] = {
        "says_yes": rule.says.yes if rule.says else "",
        "says_no": rule.says.no if rule.says else "",
        "gives": ("yes" if rule.gives else "no") if exception else "",
        "when_unknown": rule.when_unknown if exception else "",
    }
    for name in COLUMNS:
        if name in fields and name not in said:
            value = fields[name]
            # Folded YAML text may end in a line break, which a spreadsheet would show.
            said[name] = value if isinstance(value, list) else str(value or "").strip()
    return said


def _cited(citation: Citation) -> dict[str, str]:
    statute, places = citation.statute, citation.places
    return {
        "id": statute.id,
        "title": statute.title,
        "sections": ", ".join(map(str, places)),
        "url": statute.url,
    }


def _read(source: Source) -> dict[str, str]:
    return {
        "id": source.id,
        "title": source.title,
        "url": source.url,
        "how": source.read_via,
        "date_of_text": source.text_date,
        "checked": source.checked.isoformat() if source.checked else "",
    }


def _flat(value: Value | dict[str, str]) -> str:
    """A value in one cell: parts of a list by semicolons, parts of a record by commas."""
    if isinstance(value, list):
        return "; ".join(_flat(part) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {part}" for key, part in value.items() if part)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
