"""Two people change one case at once: their changes are joined, or the clash is named.

A case is seen as a tree of small parts. Where only one of two people changed a part, the change
stays; where both made it the same, so it is; where they made it different, nobody is overruled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from mutualise.casefile.model import Answer, Answered, CaseFile, CaseOption, Collection, Item

PRESENT: Final = "present"
_OPTION: Final = "option:"
_MISSING: Final = object()
# What a case holds beside the parts that have a shape of their own.
_PLAIN: Final = tuple(
    field.name
    for field in fields(CaseFile)
    if field.name not in {"present", "options", "collections", "sources"}
)

Tree = dict[Any, Any]
Path = tuple[Any, ...]
# Where an answer stands, and to which question.
Key = tuple[str, str]


@dataclass(frozen=True)
class Clash:
    """A part that two people made different. `theirs` and `mine` are None where it is gone.

    `path` leads to it: ("answers", (place, fact)) for an answer.
    """

    path: Path
    theirs: Any
    mine: Any

    @property
    def answer(self) -> Key | None:
        """The place and fact of an answer, None for any other part."""
        return self.path[1] if self.path[0] == "answers" else None


def option_place(option: str) -> str:
    """Where the answers of an option stand."""
    return f"{_OPTION}{option}"


def answers_by_place(case: CaseFile) -> dict[str, Answered]:
    """Every answer of a case: by place, then by fact."""
    found: dict[str, Answered] = {PRESENT: case.present}
    found |= {option_place(name): option.answers for name, option in case.options.items()}
    for name, collection in case.collections.items():
        found |= {f"{name}:{item.id}": item.answers for item in collection.items}
    return found


def answers_by_key(case: CaseFile) -> dict[Key, Answer]:
    """Every answer of a case by its place and fact."""
    return {
        (place, fact): answer
        for place, answers in answers_by_place(case).items()
        for fact, answer in answers.items()
    }


def _by_place(answers: Mapping[Key, Answer]) -> dict[str, dict[str, Answer]]:
    found: dict[str, dict[str, Answer]] = {}
    for (place, fact), answer in answers.items():
        found.setdefault(place, {})[fact] = answer
    return found


def without_answers(case: CaseFile) -> CaseFile:
    """The frame of a case: everything but its answers."""
    return with_answers(case, {})


def with_answers(frame: CaseFile, answers: Mapping[str, Answered]) -> CaseFile:
    """A frame filled with answers by place; those of a place it does not have are left out."""
    return replace(
        frame,
        present=answers.get(PRESENT, {}),
        options={
            name: replace(option, answers=answers.get(option_place(name), {}))
            for name, option in frame.options.items()
        },
        collections={
            name: replace(
                held,
                items=tuple(
                    replace(item, answers=answers.get(f"{name}:{item.id}", {}))
                    for item in held.items
                ),
            )
            for name, held in frame.collections.items()
        },
    )


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
    joining = _Joining(mine_wins, [])
    trees = [_tree(case) for case in (base, theirs, mine)]
    joined = joining.join(trees[0], trees[1], trees[2], ())
    frame = _frame(joined)
    places = set(answers_by_place(frame))
    # One took away an option or an item while the other answered about it.
    gone = [
        Clash(("answers", key), *(tree["answers"].get(key) for tree in trees[1:]))
        for key in joined["answers"]
        if key[0] not in places
    ]
    return with_answers(frame, _by_place(joined["answers"])), (*joining.clashes, *gone)


@dataclass(frozen=True)
class _Joining:
    mine_wins: Callable[[Path], bool]
    clashes: list[Clash]

    def join(self, base: Any, theirs: Any, mine: Any, path: Path) -> Any:
        if mine in (base, theirs):
            return theirs
        if theirs == base:
            return mine
        if isinstance(theirs, dict) and isinstance(mine, dict):
            return self._join_parts(base if isinstance(base, dict) else {}, theirs, mine, path)
        if self.mine_wins(path):
            return mine
        self.clashes.append(Clash(path, _or_none(theirs), _or_none(mine)))
        return theirs

    def _join_parts(self, base: Tree, theirs: Tree, mine: Tree, path: Path) -> Tree:
        joined: Tree = {}
        for key in dict.fromkeys([*theirs, *mine]):
            before, other, own = (side.get(key, _MISSING) for side in (base, theirs, mine))
            part = self.join(before, other, own, (*path, key))
            if part is not _MISSING:
                joined[key] = part
        return joined


def _or_none(part: Any) -> Any:
    return None if part is _MISSING else part


def _tree(case: CaseFile) -> Tree:
    return {
        **{name: getattr(case, name) for name in _PLAIN},
        "sources": dict(case.sources),
        "options": {
            name: {"title": option.title, "about": option.about}
            for name, option in case.options.items()
        },
        "collections": {
            name: {"complete": held.complete, "items": dict(_items(held))}
            for name, held in case.collections.items()
        },
        "answers": answers_by_key(case),
    }


def _items(held: Collection) -> Iterator[tuple[str, Tree]]:
    for item in held.items:
        yield item.id, {"title": item.title, "note": item.note}


def _frame(tree: Tree) -> CaseFile:
    return CaseFile(
        **{name: tree[name] for name in _PLAIN},
        sources=tree["sources"],
        options={name: CaseOption(**option) for name, option in tree["options"].items()},
        collections={
            name: Collection(
                tuple(Item(id=key, **item) for key, item in held["items"].items()),
                held["complete"],
            )
            for name, held in tree["collections"].items()
        },
    )


def same_answer(one: Answer | None, other: Answer | None) -> bool:
    """Whether two answers say the same, whoever gave them."""
    if one is None or other is None:
        return one is other
    return (one.value, one.source, one.why) == (other.value, other.source, other.why)
