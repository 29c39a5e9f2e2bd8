"""Every view says who may call it; one that says nothing is not served."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

_ATTRIBUTE: Final = "mutualise_access"


@dataclass(frozen=True)
class Public:
    """Anyone may call it, and this is why."""

    why: str


ViewT = TypeVar("ViewT", bound=Callable[..., object])


def public(why: str) -> Callable[[ViewT], ViewT]:
    """Declare a view open to everyone: `@public("explains the law; holds no team's data")`."""
    if not why.strip():
        raise ValueError("Say why everyone may call this view.")

    def declare(view: ViewT) -> ViewT:
        setattr(view, _ATTRIBUTE, Public(why))
        return view

    return declare


def declared_access(view: object) -> Public | None:
    """What the view declares, or None when it declares nothing."""
    found = getattr(view, _ATTRIBUTE, None)
    return found if isinstance(found, Public) else None
