"""The case that a page works on, wherever it is kept.

A visitor's is kept in the session, as the text of a case file, and nowhere else. Within a
workspace the request brings a keeper of the team's case; the pages are the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

from django.http import HttpRequest
from django.utils import timezone

from mutualise.casefile import (
    Answer,
    CaseFile,
    CaseFileError,
    case_answers,
    case_collections,
    case_for_option,
    case_to_yaml,
    read_kept_case,
)
from mutualise.derivations import derive_structures
from mutualise.rules import Edition, Items, Value, load_law
from mutualise.structures import Progress, StructureAnswer, progress

_CASE: Final = "case"
_OPTION: Final = "option"
_EARLIER: Final = "earlier_case"
_TRAIL: Final = "trail"
_EMPTY: Final = CaseFile(title="Your answers")


@dataclass(frozen=True)
class Visit:
    """The case a visitor is working on, and the option looked at (None: the present).

    `put` are the questions that the visitor was taken through, in order.
    """

    case: CaseFile
    option: str | None
    today: dt.date
    put: tuple[str, ...] = ()

    @cached_property
    def edition(self) -> Edition:
        """The law as at the date of the case, or today."""
        return load_law().at(self.case.as_at or self.today)

    @cached_property
    def answered(self) -> Mapping[str, Answer]:
        """Every answer with where it came from, the open ones too."""
        return case_for_option(self.case, self.option)

    @cached_property
    def answers(self) -> dict[str, Value]:
        """The known answers."""
        return case_answers(self.case, self.option)

    @cached_property
    def collections(self) -> dict[str, Items]:
        return case_collections(self.case)

    @property
    def not_known(self) -> frozenset[str]:
        """What the visitor was asked and does not know."""
        return frozenset(name for name, answer in self.answered.items() if answer.value is None)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been answered or loaded yet."""
        return not (self.case.present or self.case.options or self.case.collections)

    def progress(self) -> Progress:
        """What to ask next."""
        return progress(
            self.edition,
            self.answers,
            not_known=self.not_known,
            collections=self.collections,
            put=self.put,
        )

    def answer(self) -> StructureAnswer:
        """What the law says about the answers."""
        return self._answer

    @cached_property
    def _answer(self) -> StructureAnswer:
        found = derive_structures(load_law(), self.case, option=self.option, as_at=self.today)
        return found.result


class Keeper(Protocol):
    """Where the case of a request is kept.

    `name` tells the cases of one session apart; it is empty for the visitor's own. `seen` is what
    a form has to bring back, so that a change made meanwhile is noticed.
    """

    @property
    def name(self) -> str: ...

    @property
    def seen(self) -> str: ...

    @property
    def read_only(self) -> bool: ...

    def read(self) -> CaseFile: ...

    def save(self, case: CaseFile) -> None: ...


@dataclass(frozen=True)
class SessionKeeper:
    """Keeps a visitor's case in the session."""

    request: HttpRequest
    name: str = ""
    seen: str = ""
    read_only: bool = False

    def read(self) -> CaseFile:
        return _stored_case(self.request)

    def save(self, case: CaseFile) -> None:
        self.request.session[_CASE] = case_to_yaml(case)


def keeper_of(request: HttpRequest) -> Keeper:
    """The keeper that the request brings, else the visitor's session."""
    found: Keeper | None = getattr(request, "keeper", None)
    return found or SessionKeeper(request)


def session_key(request: HttpRequest, what: str) -> str:
    """Where the session keeps something about the case at hand."""
    name = keeper_of(request).name
    return f"{what}:{name}" if name else what


def visit_of(request: HttpRequest) -> Visit:
    """The case at hand; `?option=name` (or empty, for the present) chooses what is looked at."""
    case = keeper_of(request).read()
    asked = request.GET.get("option")
    if asked is not None and (asked == "" or asked in case.options):
        request.session[session_key(request, _OPTION)] = asked
    chosen = request.session.get(session_key(request, _OPTION))
    if chosen is None and keeper_of(request).name:
        # A team's case has its options already when someone first comes to it.
        chosen = next(iter(case.options), None)
    option = chosen if chosen in case.options else None
    # For the head of the page: with several options, it must be plain which one is looked at.
    request.looked_at = case.options[option].title if option else ""  # type: ignore[attr-defined]
    return Visit(case, option, timezone.localdate(), questions_put(request))


def save_case(request: HttpRequest, case: CaseFile, option: str | None) -> None:
    """Keep the case for the next page."""
    keeper_of(request).save(case)
    request.session[session_key(request, _OPTION)] = option or ""


def replace_case(request: HttpRequest, case: CaseFile) -> None:
    """Take up another case in place of this one, at its first option."""
    request.session.pop(session_key(request, _TRAIL), None)
    save_case(request, case, next(iter(case.options), None))


def clear_case(request: HttpRequest) -> None:
    """Forget the visitor's case, and the text of an earlier one kept to download."""
    for key in (_CASE, _OPTION, _TRAIL, _EARLIER):
        request.session.pop(key, None)


def remember_question(request: HttpRequest, name: str) -> None:
    """Note that a question was answered, for the way back."""
    trail = questions_put(request)
    if name not in trail:
        request.session[session_key(request, _TRAIL)] = [*trail, name]


def question_before(request: HttpRequest, name: str) -> str | None:
    """The question answered before this one, in the order the visitor came through them."""
    trail = questions_put(request)
    before = trail[: trail.index(name)] if name in trail else trail
    return before[-1] if before else None


def questions_put(request: HttpRequest) -> tuple[str, ...]:
    """The questions that the visitor was taken through since this case was taken up."""
    return tuple(request.session.get(session_key(request, _TRAIL), ()))


def _stored_case(request: HttpRequest) -> CaseFile:
    text = request.session.get(_CASE)
    if text is None:
        return _EMPTY
    try:
        return read_kept_case(text, load_law().facts)
    except CaseFileError:
        # A newer version of Mutualise may no longer read what an older one wrote. The text is
        # kept, so that the visitor can download it, and the interview starts afresh.
        request.session[_EARLIER] = text
        del request.session[_CASE]
        return _EMPTY


def case_kept(request: HttpRequest) -> CaseFile | None:
    """The visitor's own case for a page that only looks; None where none can be read."""
    text = request.session.get(_CASE)
    if text is None:
        return None
    try:
        return read_kept_case(text, load_law().facts)
    except CaseFileError:
        return None


def earlier_case(request: HttpRequest) -> str:
    """The text of answers that this version could not read, if there are any."""
    return str(request.session.get(_EARLIER, ""))
