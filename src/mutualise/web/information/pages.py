"""Reads the pages about the site from content/pages."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DataTable(_Strict):
    """A small table inside a section."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Section(_Strict):
    """A heading and what stands beneath it, in this order."""

    heading: str
    text: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    table: DataTable | None = None
    # A table made from the settings of this site.
    shows: Literal["", "retention"] = ""


class KnownIssue(_Strict):
    """A finding of the accessibility checker that we know of and cannot mend ourselves."""

    # The checker's name for the rule, and the part of the page it is reported for.
    rule: str
    element: str
    what: str
    why: str
    url: str


class InformationPage(_Strict):
    """One page."""

    title: str
    checked: date
    introduction: str
    sections: tuple[Section, ...]
    known_issues: tuple[KnownIssue, ...] = ()


@cache
def information_page(name: str) -> InformationPage:
    """The page of this name."""
    text = (files("mutualise") / "content" / "pages" / f"{name}.yaml").read_text(encoding="utf-8")
    return InformationPage.model_validate(yaml.safe_load(text))
