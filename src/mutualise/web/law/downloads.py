"""The rules as files for a spreadsheet or a program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Final

from mutualise.rules import LawBase, Rule

COLUMNS: Final = (
    "id",
    "topic",
    "kind",
    "defines",
    "statement",
    "provision",
    "condition",
    "consequence",
    "otherwise",
    "exception_to",
    "confidence",
    "sources",
    "checked",
    "status",
    "in_force_from",
    "in_force_to",
)


def rules_as_csv(law: LawBase) -> str:
    """One line for each rule. Sources are separated by spaces."""
    text = io.StringIO()
    # A spreadsheet takes UTF-8 for what it is only when the file begins with this mark.
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for rule in law.rules.values():
        record = _record(rule)
        writer.writerow(
            " ".join(value) if isinstance(value, list) else value
            for value in (record[column] for column in COLUMNS)
        )
    return text.getvalue()


def rules_as_json(law: LawBase) -> str:
    """A list of rules with the same names as in the spreadsheet."""
    rules = [_record(rule) for rule in law.rules.values()]
    whole = {"about": "Rules of law behind Mutualise. Not legal advice.", "rules": rules}
    return json.dumps(whole, indent=1, ensure_ascii=False)


def _record(rule: Rule) -> dict[str, str | list[str]]:
    return dict(_fields(rule))


def _fields(rule: Rule) -> Iterator[tuple[str, str | list[str]]]:
    written = rule.model_dump(mode="json", include=set(COLUMNS))
    for column in COLUMNS:
        value = written[column]
        # Folded YAML text may end in a line break, which a spreadsheet would show.
        yield column, value if isinstance(value, list) else str(value or "").strip()
