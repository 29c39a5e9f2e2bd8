"""All addresses of the site, from the resolver itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from mutualise.web.tenancy.access import Public, declared_access


@dataclass(frozen=True)
class Address:
    """One URL pattern and the view behind it."""

    name: str
    route: str
    view: Callable[..., Any]
    needs: frozenset[str]


def all_addresses() -> list[Address]:
    return list(_walk(get_resolver().url_patterns, "", ""))


def open_addresses() -> list[Address]:
    """Those that a visitor without an account can call."""
    return [a for a in all_addresses() if isinstance(declared_access(a.view), Public)]


def _walk(
    patterns: list[URLPattern | URLResolver], namespace: str, prefix: str
) -> Iterator[Address]:
    for entry in patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry.url_patterns, inner, route)
        else:
            name = f"{namespace}{entry.name}"
            yield Address(name, route, entry.callback, frozenset(entry.pattern.converters))
