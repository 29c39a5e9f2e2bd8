"""Two people change one case at once: their changes are joined, or the clash is named.

A case is laid flat into its smallest parts. Where only one of two people changed a part, the
change stays; where both made it the same, so it is; where they made it different, nobody is
overruled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from mutualise.casefile.flat import FlatCase
from mutualise.casefile.model import Answer, CaseFile
from mutualise.casefile.places import PRESENT, AnswerPlace, answers_in

_MISSING: Final = object()
_ANSWERS: Final = "answers"

# Where an answer stands, and to which question.
AnswerKey = tuple[AnswerPlace, str]
# The kind of part, and its name among those of its kind.
Path = tuple[str, Any]
_Parts = dict[Path, Any]


@dataclass(frozen=True)
class Clash:
    """A part that two people made different. `theirs` and `mine` are None where it is gone."""

    path: Path
    theirs: Any
    mine: Any

    @property
    def answer(self) -> AnswerKey | None:
        """The place and fact of an answer, None for any other part."""
        kind, name = self.path
        return name if kind == _ANSWERS else None


def _nobody_wins(path: Path) -> bool:
    return False


def merge(
    base: CaseFile,
    theirs: CaseFile,
    mine: CaseFile,
    *,
    mine_wins: Callable[[Path], bool] = _nobody_wins,
) -> tuple[CaseFile, tuple[Clash, ...]]:
    """Both sides' changes to a case in one, and where they clash (there, theirs stays).

    `mine_wins` says of a part whether what stands there was my own earlier thought.
    """
    before, other, own = _parts(base), _parts(theirs), _parts(mine)
    joined: _Parts = {}
    clashes: list[Clash] = []
    # Where they left the order alone, mine is the order.
    in_order = [*own, *other] if list(other) == list(before) else [*other, *own]
    for path in dict.fromkeys(in_order):
        sides = [parts.get(path, _MISSING) for parts in (before, other, own)]
        part = sides[1]
        if sides[2] not in sides[:2]:
            if sides[1] == sides[0] or mine_wins(path):
                part = sides[2]
            else:
                clashes.append(_clash(path, other, own))
        if part is not _MISSING:
            joined[path] = part
    for path in [path for path in joined if _is_homeless(path, joined)]:
        # One took away an option or an item while the other answered about it.
        clashes.append(_clash(path, other, own))
        del joined[path]
    return _case(joined), tuple(clashes)


def answers_by_key(case: CaseFile) -> dict[AnswerKey, Answer]:
    """Every answer of a case by its place and fact."""
    return {
        (place, fact): answer
        for place, answers in answers_in(case).items()
        for fact, answer in answers.items()
    }


def with_answers(case: CaseFile, answers: Mapping[AnswerKey, Answer]) -> CaseFile:
    """A case with these answers in place of its own; those of a place it lacks are left out."""
    flat = FlatCase.of(case)
    flat.answers = {place: {} for place in flat.answers}
    for (place, fact), answer in answers.items():
        if place in flat.answers:
            flat.answers[place][fact] = answer
    return flat.case()


def without_answers(case: CaseFile) -> CaseFile:
    """The frame of a case: everything but its answers."""
    return with_answers(case, {})


def same_answer(one: Answer | None, other: Answer | None) -> bool:
    """Whether two answers say the same, whoever gave them."""
    if one is None or other is None:
        return one is other
    plain = (replace(answer, who="", when="") for answer in (one, other))
    return next(plain) == next(plain)


def _clash(path: Path, theirs: _Parts, mine: _Parts) -> Clash:
    return Clash(path, theirs.get(path), mine.get(path))


def _is_homeless(path: Path, parts: _Parts) -> bool:
    kind, name = path
    return kind == _ANSWERS and name[0] != PRESENT and ("parts", name[0]) not in parts


def _parts(case: CaseFile) -> _Parts:
    flat = FlatCase.of(case)
    found: _Parts = {}
    for kind in ("texts", "sources", "complete", "parts"):
        found |= {(kind, name): part for name, part in getattr(flat, kind).items()}
    return found | {(_ANSWERS, key): answer for key, answer in answers_by_key(case).items()}


def _case(parts: _Parts) -> CaseFile:
    flat = FlatCase({}, {}, {}, {}, {PRESENT: {}})
    for (kind, name), part in parts.items():
        if kind == _ANSWERS:
            place, fact = name
            flat.answers.setdefault(place, {})[fact] = part
        else:
            getattr(flat, kind)[name] = part
    for place in flat.parts:
        flat.answers.setdefault(place, {})
        if place.collection:
            # Someone added to a list that another took away: what is left is not all of it.
            flat.complete.setdefault(place.collection, False)
    return flat.case()
