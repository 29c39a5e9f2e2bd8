"""A place in a statute: section 86, regulation 5, Schedule 3 paragraph 58."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

# What the law calls its parts, and how provisions shorten that.
_KINDS: Final = {
    "section": r"ss?\.|sections?\b",
    "regulation": r"regs?\b\.?|regulations?\b",
    "article": r"arts?\b\.?|articles?\b",
    "schedule": r"schs?\b\.?|schedules?\b",
    "part": r"parts?\b",
    "paragraph": r"paras?\b\.?|paragraphs?\b",
    "group": r"groups?\b",
}
_TOP: Final = ("section", "regulation", "article", "schedule", "part")
_WITHIN_SCHEDULE: Final = ("part", "paragraph", "group")
# Published under no address of its own.
_NOT_IN_ADDRESS: Final = ("group",)

# Never a year: "Regulations 2015" is no regulation.
_ITEM = r"(?:(?!(?:19|20)\d\d\b)\d+[A-Z]{0,2}|[IVX]+)(?![A-Za-z0-9])"
_SEPARATOR = r"\s*(?:,|\band\b|\bor\b|\bto\b|-|&)\s*"
_LIST = rf"{_ITEM}(?:(?:{_SEPARATOR})+{_ITEM})*"
_REFERENCE = re.compile(
    "|".join(rf"(?P<{kind}>(?<![A-Za-z])(?:{words}))" for kind, words in _KINDS.items()).join(
        ("(?:", ")")
    )
    + rf"\s*(?P<items>{_LIST})",
    flags=re.IGNORECASE,
)
# With the comma or "and" before it, so that "ss.86(2), (3) and 93" reads as "ss.86 and 93".
_SUBSECTION = re.compile(
    r"(?:\s*(?:,|\band\b|\bor\b|\bto\b|-))?\s*\((?:\d{1,2}[A-Z]{0,2}|[a-z]{1,4})\)"
)
_RANGE = re.compile(rf"({_ITEM})(?:\s*(?:\bto\b|-)\s*({_ITEM}))?", flags=re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """A step or two into a statute, such as (("schedule", "3"), ("paragraph", "58")).

    The last step may go on to a further number, `last`: sections 236H to 236U.
    """

    steps: tuple[tuple[str, str], ...]
    last: str = ""

    def __str__(self) -> str:
        words = [
            f"{_word(kind, index)} {number}" for index, (kind, number) in enumerate(self.steps)
        ]
        if self.last:
            kind, number = self.steps[-1]
            words[-1] = f"{_word(kind, len(words) - 1)}s {number} to {self.last}"
        return " ".join(words)

    @property
    def key(self) -> str:
        """The place as it stands in an address of the site: schedule-3-paragraph-58."""
        words = [word for step in self.steps for word in step]
        return "-".join([*words, *(("to", self.last) if self.last else ())])

    @property
    def path(self) -> str:
        """The place as it stands in an address of legislation.gov.uk: schedule/3/paragraph/58."""
        shown = [step for step in self.steps if step[0] not in _NOT_IN_ADDRESS]
        return "/".join(word for step in shown for word in step)

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts places as the statute has them: sections, then parts, then schedules."""
        kinds = [*_KINDS]
        steps = [(kinds.index(kind), *_natural(number)) for kind, number in self.steps]
        return (steps[0][0] == kinds.index("schedule"), steps, _natural(self.last))

    def covers(self, other: Place) -> bool:
        """Whether the other place is this one, or lies in it."""
        depth = len(self.steps) - 1
        if len(other.steps) <= depth or other.steps[:depth] != self.steps[:depth]:
            return False
        kind, first = self.steps[-1]
        other_kind, asked = other.steps[depth]
        if kind != other_kind:
            return False
        ends = other.last if other.last and len(other.steps) == depth + 1 else asked
        begin, end = _natural(first), _natural(self.last or first)
        return begin <= _natural(asked) and _natural(ends) <= end

    def meets(self, other: Place) -> bool:
        """Whether one of the two places lies in the other."""
        return self.covers(other) or other.covers(self)


def read_places(text: str) -> Iterator[Place]:
    """The places that a provision names: "ss.86(3) and 93", "Sch 3 para 58, reg 5(1)(c)".

    Subsections are left out: a rule is found by its section.
    """
    bare = _SUBSECTION.sub("", text.replace("\N{EN DASH}", "-"))
    schedule: tuple[tuple[str, str], ...] = ()
    waiting: Place | None = None
    for match in _REFERENCE.finditer(bare):
        kind = next(kind for kind in _KINDS if match[kind])
        inside = bool(schedule) and kind in _WITHIN_SCHEDULE
        if not inside and kind not in _TOP:
            continue
        if waiting is not None and not inside:
            yield waiting
        waiting = None
        base = () if not inside else schedule[:1] if kind == "part" else schedule
        found = [_place(base, kind, *numbers) for numbers in _numbers(match["items"])]
        if kind == "schedule" or (inside and kind == "part"):
            schedule, waiting = found[-1].steps, found.pop()
        elif not inside:
            schedule = ()
        yield from found
    if waiting is not None:
        yield waiting


def places_asked(text: str) -> tuple[Place, ...]:
    """What a person may mean by "s.86", "reg 5", "Sch 3 para 58" or "86"; nothing if unreadable.

    A bare number may be a section, a regulation or an article.
    """
    written = text.strip().upper()
    if re.fullmatch(_ITEM, written):
        return tuple(Place(((kind, written),)) for kind in ("section", "regulation", "article"))
    # The key of a place has hyphens for spaces; "s 86" lacks the dot that tells it from a word.
    found = read_places(re.sub(r"\bs (?=\d)", "s.", text.strip().replace("-", " ").lower()))
    return tuple(found)[:1]


def places_in_address(address: str) -> tuple[Place, ...]:
    """The place in an address of legislation.gov.uk: one, or none."""
    steps: list[tuple[str, str]] = []
    words = [word for word in urlsplit(address).path.split("/") if word]
    at = next((index for index, word in enumerate(words) if word in _TOP), len(words))
    for kind, number in zip(words[at::2], words[at + 1 :: 2], strict=False):
        if kind not in _KINDS or not re.fullmatch(_ITEM, number):
            break
        steps.append((kind, number))
    return (Place(tuple(steps)),) if steps else ()


def narrowest(places: Iterable[Place]) -> tuple[Place, ...]:
    """Places without those that only lead to a narrower one, or lie in a range that is named."""
    listed = tuple(dict.fromkeys(places))

    def said_better(place: Place) -> bool:
        return any(
            other != place
            and (
                (len(other.steps) > len(place.steps) and place.covers(other))
                or (bool(other.last) and other.covers(place))
            )
            for other in listed
        )

    return tuple(place for place in listed if not said_better(place))


def _word(kind: str, depth: int) -> str:
    return kind.capitalize() if kind in ("schedule", "part", "group") else kind


def _place(base: tuple[tuple[str, str], ...], kind: str, first: str, last: str) -> Place:
    return Place((*base, (kind, first.upper())), last.upper())


def _numbers(items: str) -> Iterator[tuple[str, str]]:
    for match in _RANGE.finditer(items):
        yield match[1], match[2] or ""


def _natural(number: str) -> tuple[int, str]:
    digits = re.match(r"\d+", number)
    return (int(digits[0]), number[digits.end() :]) if digits else (0, number)
