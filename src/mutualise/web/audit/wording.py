"""Events in words. The record holds ids; the names come from the tables, as long as they stand."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from mutualise.content.record_kinds import KindOfEvent, ReadAs, load_kinds
from mutualise.ledger import Link
from mutualise.rules import load_law
from mutualise.rules.facts import written_date
from mutualise.structures.sections import load_sections
from mutualise.web.questions.topics import title_of
from mutualise.web.tenancy.events import NOBODY
from mutualise.web.tenancy.models import Person, Workspace
from mutualise.web.tenancy.roles import ROLES, Role

# The site itself, where it acts by the clock or at the word of its host.
SITE_ACTS: Final = "The site"
SOMEONE: Final = "someone who is no longer known"
# More than this, and a sentence counts them instead.
MOST_NAMED: Final = 3


class Names:
    """The names that the sentences of a page need, looked up together."""

    def __init__(self, texts: Iterable[str]) -> None:
        wanted = set(_ids(texts))
        self._people = {str(key): found for key, found in Person.objects.in_bulk(wanted).items()}
        found = Workspace.objects.in_bulk(wanted).values()
        self._workspaces = {str(workspace.pk): workspace.title for workspace in found}

    @classmethod
    def in_links(cls, links: Iterable[Link]) -> Names:
        """The names that these events need."""
        return cls(text for link in links for text in _texts(link))

    def person(self, key: str) -> str:
        """A person as colleagues see them; without capital where nothing is known of them."""
        found = self._people.get(key)
        if found is None:
            return SOMEONE
        return "a former colleague" if found.erased_at else found.called

    def workspace(self, key: str) -> str:
        """The title of a workspace."""
        return self._workspaces.get(key, "a workspace that is gone")


def in_words(link: Link, names: Names) -> str:
    """What happened, as a sentence. An event that was tampered with gets one too."""
    kind = load_kinds().get(link.kind)
    nobody = link.actor == NOBODY
    actor = SITE_ACTS if nobody else names.person(link.actor)
    if kind is None:
        return _sentence(f"{actor} did something that this version has no words for ({link.kind})")
    try:
        values = _values(kind, link, names)
    except (AttributeError, KeyError, TypeError, ValueError):
        return _sentence(f"{actor} did something that cannot be read ({link.kind})")
    words = kind.nobody if nobody and kind.nobody else kind.words
    return _sentence(words.format_map({**values, "actor": actor}))


def title_of_kind(kind: str) -> str:
    """A kind of event as a list of kinds names it."""
    found = load_kinds().get(kind)
    return found.title if found else kind


def with_capital(words: str) -> str:
    """The words as they stand at the beginning."""
    return f"{words[:1].upper()}{words[1:]}"


def when_in_words(at: str | dt.datetime) -> str:
    """A time as people here say it: 24 November 2026 at 4:05pm."""
    try:
        moment = dt.datetime.fromisoformat(at) if isinstance(at, str) else at
    except ValueError:
        return str(at)
    time = timezone.localtime(moment)
    hour = time.hour % 12 or 12
    half = "am" if time.hour < 12 else "pm"
    return f"{written_date(time.date())} at {hour}:{time:%M}{half}"


def _values(kind: KindOfEvent, link: Link, names: Names) -> dict[str, str]:
    body = _body(link)
    values = {name: _value(how, body.get(name), names) for name, how in kind.body.items()}
    return {**values, "about": _value(kind.about, link.about, names)}


def _body(link: Link) -> Mapping[str, Any]:
    try:
        body = json.loads(link.body)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _texts(link: Link) -> Iterable[str]:
    """Everything in an event that could hold the id of a person or a workspace."""
    yield from (link.actor, link.about)
    yield from (value for value in _body(link).values() if isinstance(value, str))


def _ids(texts: Iterable[str]) -> Iterable[UUID]:
    for text in texts:
        try:
            yield UUID(text.rpartition(" ")[2])
        except ValueError:
            continue


def _value(how: ReadAs, value: Any, names: Names) -> str:
    if value is None or value == "":
        return "nothing"
    return _READERS[how](value, names)


def _audience(value: str, names: Names) -> str:
    kind, _, key = value.partition(" ")
    if kind == "role":
        return f"everyone with the role of {_role(key)}"
    return names.person(key) if kind == "person" else names.workspace(key)


def _date(value: str) -> str:
    return written_date(timezone.localtime(dt.datetime.fromisoformat(value)).date())


def _role(value: str) -> str:
    title = ROLES[Role(value)].title if value in {role.value for role in Role} else value
    return title[:1].lower() + title[1:]


def _section(value: str) -> str:
    section = load_sections().get(value)
    return section.title if section else value


def _fact(value: str) -> str:
    facts = load_law().facts
    return facts[value].label if value in facts else value


def _facts(changes: Iterable[Mapping[str, Any]]) -> str:
    # What is no answer, such as an option or an item of a list, names no question.
    named = dict.fromkeys(str(change["fact"]) for change in changes if change["fact"])
    labels = [_fact(fact) for fact in named]
    if not labels:
        return "options and lists"
    if len(labels) > MOST_NAMED:
        return f"{len(labels)} answers"
    return ", ".join(f"“{label}”" for label in labels)


def _sentence(words: str) -> str:
    return f"{with_capital(words)}."


_READERS: Final[dict[ReadAs, Callable[[Any, Names], str]]] = {
    ReadAs.TEXT: lambda value, names: str(value),
    ReadAs.DATE: lambda value, names: _date(value),
    ReadAs.PERSON: lambda value, names: names.person(str(value)),
    ReadAs.ROLE: lambda value, names: _role(str(value)),
    ReadAs.WORKSPACE: lambda value, names: names.workspace(str(value)),
    ReadAs.AUDIENCE: lambda value, names: _audience(str(value), names),
    ReadAs.SECTION: lambda value, names: _section(str(value)),
    ReadAs.FACT: lambda value, names: _fact(str(value)),
    ReadAs.FACTS: lambda value, names: _facts(value),
    ReadAs.TOPIC: lambda value, names: title_of(str(value)).lower(),
}
