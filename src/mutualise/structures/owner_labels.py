"""What a label of an owner gives away: somebody's name, or a GP who has retired."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from mutualise.structures.owners import Owner

_TITLED: Final = re.compile(
    r"\b(?:dr|doctor|mr|mrs|ms|miss|mx|prof|professor|sir|dame)\.?\s+"
    r"(?!no\b|number\b)[a-z'\u2019-]{2,}",
    re.IGNORECASE,
)
_EMAIL: Final = re.compile(r"\S@\S+\.\S")
_RETIRED: Final = re.compile(r"\b(?:retired|retiring|former|ex)\b", re.IGNORECASE)
_IS_GP: Final = "person.is_gp"


def looks_like_a_person(label: str) -> bool:
    """Whether a label holds a name with a title, or an e-mail address."""
    return bool(_TITLED.search(label) or _EMAIL.search(label))


def sounds_retired(label: str) -> bool:
    """Whether a label speaks of somebody who has stopped."""
    return bool(_RETIRED.search(label))


def warnings_on(owners: Iterable[Owner]) -> tuple[str, ...]:
    """What to look at again before a list is kept, a sentence for each kind of doubt."""
    held = tuple(owners)
    named = [owner.title for owner in held if looks_like_a_person(owner.title)]
    retired = [
        owner.title for owner in held if owner.answers.get(_IS_GP) and sounds_retired(owner.title)
    ]
    found = []
    if named:
        found.append(
            f"{_listed(named)}: this looks like a person's name or e-mail address. "
            "Use a label for the role, such as GP 1"
        )
    if retired:
        found.append(
            f"{_listed(retired)}: a retired doctor is a GP only while still on the GP Register. "
            "Write other doctor for one who is not"
        )
    return tuple(found)


def _listed(labels: list[str], most: int = 5) -> str:
    shown = ", ".join(f"“{label}”" for label in labels[:most])
    more = len(labels) - most
    return f"{shown} and {more} more" if more > 0 else shown
