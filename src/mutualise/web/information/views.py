"""Pages about the site itself."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mutualise.web.design.components import Column, Table
from mutualise.web.information.pages import DataTable, information_page
from mutualise.web.retention import days_in_words, everything_kept, kept_days
from mutualise.web.tenancy.access import public

# How the content names the cookies, whose names depend on whether the site has https.
_COOKIES: Final = {
    "{session}": settings.SESSION_COOKIE_NAME,
    "{form}": settings.CSRF_COOKIE_NAME,
    "{signed in}": settings.SIGNED_IN_COOKIE_NAME,
}
# How the content names what only the settings of this site know.
_AFTER: Final = "{after}"
_SIGNED_IN_AFTER: Final = "{signed in after}"


@public("tells visitors about the site; holds no team's data")
@require_safe
def show(request: HttpRequest, name: str) -> HttpResponse:
    """One of the pages."""
    page = information_page(name)
    contact = settings.CONTACT or "the person in your organisation who runs it"
    context = {"page": page, "contact": contact, "as_table": as_table, "retention": retention}
    return render(request, "information/page.jinja", context)


def as_table(data: DataTable) -> Table:
    """The table of a section, as the design shows it."""
    columns = tuple(Column(title) for title in data.columns)
    after = f"After {days_in_words(kept_days('anonymous_cases'))}"
    hours = settings.SESSION_WHOLE // 3600
    known = {
        **_COOKIES,
        _AFTER: f"{after}; once you sign in, when you sign out",
        _SIGNED_IN_AFTER: f"When you sign out, at the latest after {hours} hours",
    }
    rows = tuple(tuple(known.get(cell, cell) for cell in row) for row in data.rows)
    return Table(data.caption, columns, rows, narrow="stacked", caption_size="s")


def retention() -> Table:
    """How long this site keeps what, from its settings."""
    columns = (Column("What"), Column("How long"), Column("Then"))
    rows = tuple((kept.what, kept.how_long, kept.then) for kept in everything_kept())
    return Table("How long things are kept", columns, rows, narrow="stacked", caption_size="s")
