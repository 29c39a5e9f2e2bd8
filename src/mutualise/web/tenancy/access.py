"""Every view says who may call it; one that says nothing is not served."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from mutualise.web.tenancy.permissions import Permission

_ATTRIBUTE: Final = "mutualise_access"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Public:
    """Anyone may call it, and this is why."""

    why: str


@dataclass(frozen=True)
class SignedIn:
    """Anyone with an account may call it for what is their own, and this is why."""

    why: str


@dataclass(frozen=True)
class SiteAdministrators:
    """Only those who look after the site now, and this is why."""

    why: str


@dataclass(frozen=True)
class Needs:
    """Only people of the workspace in the address whose roles allow it.

    `change` is what a request that changes something needs.
    """

    read: Permission
    change: Permission

    def for_method(self, method: str | None) -> Permission:
        """The permission that a request needs."""
        return self.read if method in _SAFE else self.change


Access = Public | SignedIn | SiteAdministrators | Needs
ViewT = TypeVar("ViewT", bound=Callable[..., object])


def public(why: str) -> Callable[[ViewT], ViewT]:
    """Declare a view open to everyone: `@public("explains the law; holds no team's data")`."""
    return _declare(Public(_reason(why)))


def signed_in(why: str) -> Callable[[ViewT], ViewT]:
    """Declare a view for everyone with an account, about what is their own."""
    return _declare(SignedIn(_reason(why)))


def site_administrators(why: str) -> Callable[[ViewT], ViewT]:
    """Declare a view for those who look after the site."""
    return _declare(SiteAdministrators(_reason(why)))


def needs(read: Permission, *, to_change: Permission | None = None) -> Callable[[ViewT], ViewT]:
    """Declare a view of a workspace: its address takes `workspace`, and `request.seat` is set.

    Someone who is not in the workspace gets the page for an address that does not exist.
    """
    return _declare(Needs(read, to_change or read))


def declared_access(view: object) -> Access | None:
    """What the view declares, or None when it declares nothing."""
    found = getattr(view, _ATTRIBUTE, None)
    return found if isinstance(found, Access) else None


def _declare(access: Access) -> Callable[[ViewT], ViewT]:
    def declare(view: ViewT) -> ViewT:
        setattr(view, _ATTRIBUTE, access)
        return view

    return declare


def _reason(why: str) -> str:
    if not why.strip():
        raise ValueError("Say why these people may call this view.")
    return why
