"""Which events to show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from mutualise.web.audit.selectors import actors_in, kinds_in
from mutualise.web.audit.wording import SITE_ACTS, Names, title_of_kind, with_capital
from mutualise.web.design.forms import QuestionForm
from mutualise.web.tenancy.events import NOBODY


class ChoiceOfEvents(QuestionForm):
    """Of one kind, or by or about one person. What the address says wrongly counts as nothing."""

    kind = forms.ChoiceField(label="What happened", required=False)
    person = forms.ChoiceField(label="Who", required=False)

    def __init__(self, chain: str, data: Mapping[str, Any]) -> None:
        kinds = sorted((title_of_kind(kind), kind) for kind in kinds_in(chain))
        people = _people(actors_in(chain))
        chosen = {
            "kind": _known(data.get("kind"), [kind for _, kind in kinds]),
            "person": _known(data.get("person"), [key for key, _ in people]),
        }
        super().__init__(chosen, auto_id="show_%s")
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", "Everything"), *((kind, title) for title, kind in kinds)
        ]  # fmt: skip
        self.fields["person"].choices = [("", "Everyone"), *people]  # type: ignore[attr-defined]
        self.chosen: dict[str, str] = chosen


def _known(value: Any, known: list[str]) -> str:
    return value if value in known else ""


def _people(actors: list[str]) -> list[tuple[str, str]]:
    names = Names(actors)
    named = [
        (actor, SITE_ACTS if actor == NOBODY else with_capital(names.person(actor)))
        for actor in actors
    ]
    return sorted(named, key=lambda pair: pair[1].lower())
