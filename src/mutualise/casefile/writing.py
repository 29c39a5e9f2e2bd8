"""Writes a case as the same YAML that is read: nothing added, nothing lost."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import yaml

from mutualise.casefile.model import FORMAT, Answer, Answered, CaseFile, Item
from mutualise.rules.facts import NOT_KNOWN, Value


def case_to_yaml(case: CaseFile) -> str:
    """The case file as text. `read_case(case_to_yaml(case), facts) == case`."""
    whole: dict[str, Any] = {"mutualise": FORMAT, "title": case.title}
    texts = {
        "slug": case.slug,
        "order": case.order,
        "kind_label": case.kind_label,
        "about": case.about,
        "lesson": case.lesson,
        "as_at": case.as_at,
    }
    whole |= {key: value for key, value in texts.items() if value}
    if case.sources:
        whole["sources"] = {
            key: _filled(
                title=source.title,
                url=source.url,
                date=source.date,
                checked=source.checked,
                note=source.note,
            )
            for key, source in case.sources.items()
        }
    whole["present"] = {"answers": _answers(case.present)}
    if case.options:
        whole["options"] = {
            name: _filled(title=o.title, about=o.about, answers=_answers(o.answers))
            for name, o in case.options.items()
        }
    if case.collections:
        whole["collections"] = {
            name: {"complete": held.complete, "items": [_item(item) for item in held.items]}
            for name, held in case.collections.items()
        }
    if case.notes:
        whole["notes"] = case.notes
    return yaml.dump(whole, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


class _Dumper(yaml.SafeDumper):
    """Long text folds, so that a case file reads well in any editor."""

    def ignore_aliases(self, data: Any) -> bool:
        # The same text twice would become an anchor, which the reader refuses.
        return True


def _filled(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", None, {})}


def _item(item: Item) -> dict[str, Any]:
    return _filled(id=item.id, title=item.title, answers=_answers(item.answers), note=item.note)


def _answers(answered: Answered) -> dict[str, Any]:
    return {name: _answer(answer) for name, answer in answered.items()}


def _answer(answer: Answer) -> Any:
    value = _value(answer.value)
    more = _filled(source=answer.source, why=answer.why, who=answer.who, when=answer.when)
    return {"value": value, **more} if more else value


def _value(value: Value | None) -> str | int | bool | dt.date:
    if value is None:
        return NOT_KNOWN
    return str(value) if isinstance(value, Decimal) else value
