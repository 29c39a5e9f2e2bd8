"""What of a case can be shared: the whole as it is now, one section, or a snapshot."""

from __future__ import annotations

from collections.abc import Iterator

from django.template.loader import render_to_string
from markupsafe import Markup

from mutualise.structures.sections import load_sections
from mutualise.web.casefile import selectors
from mutualise.web.casefile.history_pages import (
    StatePage,
    case_state_page,
    section_state_page,
    snapshot_page,
)
from mutualise.web.tenancy.models import Workspace
from mutualise.web.workspaces.sharing import Shareable, Thing, register_shareable

_CASE = "now"


def register() -> None:
    """Let the case be shared."""
    register_shareable(Shareable("case", "The case as it is, now and later", _cases, _show_case))
    register_shareable(Shareable("section", "One section, now and later", _sections, _show_section))
    register_shareable(Shareable("snapshot", "A snapshot", _snapshots, _show_snapshot))


def _cases(workspace: Workspace) -> Iterator[Thing]:
    if selectors.last_revision(workspace):
        yield Thing(_CASE, "The whole case")


def _sections(workspace: Workspace) -> Iterator[Thing]:
    if selectors.last_revision(workspace):
        for section in load_sections().values():
            yield Thing(section.id, section.title)


def _snapshots(workspace: Workspace) -> Iterator[Thing]:
    for row in selectors.snapshots_of(workspace):
        yield Thing(str(row.pk), row.name)


def _show_case(workspace: Workspace, thing_id: str) -> Markup:
    return _drawn(case_state_page(workspace))


def _show_section(workspace: Workspace, thing_id: str) -> Markup:
    return _drawn(section_state_page(workspace, thing_id))


def _show_snapshot(workspace: Workspace, thing_id: str) -> Markup:
    row = selectors.snapshot_of(workspace, int(thing_id))
    if row is None:
        # A share runs only while its thing is there.
        return Markup("")
    return _drawn(snapshot_page(row))


def _drawn(page: StatePage) -> Markup:
    return Markup(render_to_string("casefile/state.jinja", {"page": page}))  # noqa: S704 - escaped there
