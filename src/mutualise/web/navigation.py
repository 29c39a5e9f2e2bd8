"""The areas of the site, named once for the menu and the home page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from mutualise.web.tenancy.permissions import Permission
from mutualise.web.tenancy.seats import Seat


@dataclass(frozen=True)
class Area:
    """One part of the site that a visitor can go to from everywhere."""

    # The URL name of its first page, and the path that all its pages begin with.
    url_name: str
    menu: str
    title: str
    about: str
    # What is used now and then is on the start page only, so that the menu stays short.
    in_menu: bool = True


# In the order of the start page and the menu. An app adds itself here.
AREAS: Final[tuple[Area, ...]] = (
    Area(
        url_name="structures:index",
        menu="Find a form",
        title="Find a legal form for your team",
        about="Which legal form can hold your contract, who may own it, and what then happens to "
        "pensions, VAT and liability. One question at a time, no account.",
    ),
    Area(
        url_name="structures:examples",
        menu="Worked cases",
        title="See worked cases",
        about="Six situations built from public facts: two practices, a network, a community "
        "service, a care service and a support service.",
    ),
    Area(
        url_name="routes:index",
        menu="GP routes",
        title="See the routes for a GP practice",
        about="Six ways for a practice to hold its contract, drawn step by step, with what each "
        "partner still answers for. Each comes as two pages to forward.",
        in_menu=False,
    ),
    Area(
        url_name="owners:index",
        menu="Owners",
        title="Check your owners one by one",
        about="Who may own a share or be a partner under each GP and dental contract, why, and who "
        "breaks the list.",
        in_menu=False,
    ),
    Area(
        url_name="definitions:index",
        menu="Definitions",
        title="Is it a public service mutual?",
        about="Six definitions are in use and they disagree. See what each asks, and hold your own "
        "organisation against all of them.",
        in_menu=False,
    ),
    Area(
        url_name="law:index",
        menu="The law",
        title="Read the law",
        about="Every rule behind the answers, with its source, how sure we are and when we checked "
        "it.",
    ),
    Area(
        url_name="networks:index",
        menu="Networks",
        title="Compare ways to organise a primary care network",
        about="Stay as you are, one practice leads, the federation or a new company - side by side "
        "for the network contract and for neighbourhood contracts.",
        in_menu=False,
    ),
    Area(
        url_name="report:show",
        menu="The report",
        title="See what the report asked for",
        about="A government report made the case for mutuals in health and care. See what it said, "
        "who it asked to act, and what has happened since.",
    ),
)


@dataclass(frozen=True)
class MenuItem:
    """An area as the menu shows it."""

    text: str
    href: str
    current: bool


@dataclass(frozen=True)
class WorkspaceArea:
    """One part of a workspace, for the menu that every page within it has."""

    url_name: str
    text: str
    permission: Permission
    # Left out for those who may do this: they come to it from the home page.
    unless: Permission | None = None


# In the order of the menu. An app adds itself here.
WORKSPACE_AREAS: Final[tuple[WorkspaceArea, ...]] = (
    WorkspaceArea("workspaces:home", "Home", Permission.ENTER),
    WorkspaceArea("casefile:case", "Case file", Permission.READ_CASE),
    WorkspaceArea("questions:index", "Questions", Permission.READ_QUESTIONS),
    WorkspaceArea(
        "workspaces:received", "Shared with you", Permission.READ_SHARED, Permission.READ_CASE
    ),
    WorkspaceArea("workspaces:people", "People", Permission.ENTER),
    WorkspaceArea("workspaces:shares", "Sharing", Permission.SHARE),
    WorkspaceArea("audit:record", "Record", Permission.READ_AUDIT),
    WorkspaceArea("workspaces:settings", "Settings", Permission.EXPORT_WORKSPACE),
)


def workspace_menu(seat: Seat, path: str) -> list[MenuItem]:
    """The parts of a workspace that a person may enter, with the one of this path marked."""
    here = seat.workspace.address
    places = {
        area.text: reverse(area.url_name, args=(here,))
        for area in WORKSPACE_AREAS
        if seat.may(area.permission) and not (area.unless and seat.may(area.unless))
    }
    # Everything lies beneath the home page, so that is the current one only by itself.
    home = reverse("workspaces:home", args=(here,))
    around = [href for href in places.values() if path.startswith(href) and href != home]
    nearest = max(around, key=len, default=path)
    return [MenuItem(text, href, current=href == nearest) for text, href in places.items()]


def navigation(path: str) -> list[MenuItem]:
    """The menu, with the area of this path marked."""
    places = {area.menu: reverse(area.url_name) for area in AREAS if area.in_menu}
    # The worked cases lie within the finder: only the nearest area is the current one.
    around = [href for href in places.values() if path.startswith(href)]
    nearest = max(around, key=len, default="")
    return [MenuItem(menu, href, current=href == nearest) for menu, href in places.items()]
