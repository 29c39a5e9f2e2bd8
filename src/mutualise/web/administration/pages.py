"""What the pages of those who look after the site show."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from mutualise.web.administration.selectors import Grant, Sheet, grants, people, workspaces
from mutualise.web.design.components import Column, Link, Table, link
from mutualise.web.design.moments import moment
from mutualise.web.tenancy.models import Person


@dataclass(frozen=True)
class StartPage:
    """Where looking after the site begins."""

    now: tuple[Grant, ...]


def start_page(now: dt.datetime) -> StartPage:
    """Who does so, and what there is."""
    return StartPage(grants(now))


@dataclass(frozen=True)
class ListPage:
    """One sheet of a list that can be searched."""

    title: str
    found: str
    search_label: str
    search: str
    table: Table | None
    before: str
    after: str
    where: str


def people_page(search: str, page: str) -> ListPage:
    """People, each with the way to suspend or restore them."""
    rows, sheet = people(search, page)
    columns = ("E-mail address", "Joined", "Last signed in", "Workspaces", "Account")
    cells = tuple(
        (
            row.email,
            moment(row.joined_at),
            moment(row.last_sign_in) if row.last_sign_in else "Never",
            str(row.workspaces),
            link(Link("Suspend" if row.active else "Restore", _of("person", row.id), row.email)),
        )
        for row in rows
    )
    return _list("People", "people", "person", search, sheet, columns, cells)


def workspaces_page(search: str, page: str) -> ListPage:
    """Workspaces, and nothing of what is in them."""
    rows, sheet = workspaces(search, page)
    columns = ("Title", "Kind", "People", "Started", "Closed")
    cells = tuple(
        (
            row.title,
            row.kind.capitalize(),
            str(row.people),
            moment(row.created_at),
            moment(row.closed_at) if row.closed_at else "No",
        )
        for row in rows
    )
    return _list("Workspaces", "workspaces", "workspace", search, sheet, columns, cells)


@dataclass(frozen=True)
class PersonPage:
    """One person, before they are suspended or restored."""

    email: str
    active: bool
    oneself: bool


def person_page(person: Person, reader: Person) -> PersonPage:
    """What is about to happen to whom."""
    return PersonPage(person.email, person.is_active, person == reader)


def _of(name: str, person_id: uuid.UUID) -> str:
    return reverse(f"administration:{name}", args=(person_id,))


def _list(
    title: str,
    name: str,
    one: str,
    search: str,
    sheet: Sheet,
    columns: tuple[str, ...],
    cells: tuple[tuple[object, ...], ...],
) -> ListPage:
    counted = f"1 {one}" if sheet.found == 1 else f"{sheet.found} {name}"
    heads = tuple(Column(column, numeric=column in {"Workspaces", "People"}) for column in columns)
    table = Table(f"{counted}, by {columns[0].lower()}", heads, cells, narrow="stacked")
    last = sheet.number == sheet.pages
    return ListPage(
        title=title,
        found=counted,
        search_label=f"Search by {columns[0].lower()}",
        search=search,
        table=table if cells else None,
        before=_at(name, search, sheet.number - 1) if sheet.number > 1 else "",
        after="" if last else _at(name, search, sheet.number + 1),
        where=f"Page {sheet.number} of {sheet.pages}" if sheet.pages > 1 else "",
    )


def _at(name: str, search: str, number: int) -> str:
    asked = {"page": str(number)} | ({"search": search} if search else {})
    return f"{reverse(f'administration:{name}')}?{urlencode(asked)}"
