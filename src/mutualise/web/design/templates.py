"""The template environment: our pages, and the NHS components as functions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup

from mutualise.rules.facts import written_date
from mutualise.web.design import components, fields
from mutualise.web.design.moments import moment
from mutualise.web.navigation import navigation, workspace_menu
from mutualise.web.places import address


def environment(**options: Any) -> Environment:
    """Called once by Django, with the options of its template settings."""
    # The NHS templates read parameters that were not given; our own pages use dataclasses, where
    # a misspelt name is caught by the type checker and the page's test.
    options["undefined"] = ChainableUndefined
    env = Environment(**options, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - Django's options turn escaping on
    env.loader = ChoiceLoader(
        [loader for loader in (env.loader, PackageLoader("nhsuk_frontend_jinja")) if loader]
    )
    env.filters["moment"] = moment
    env.globals |= {"static": static, "url": address, "navigation": navigation}
    env.globals["workspace_menu"] = workspace_menu
    env.globals |= {"seen_input": seen_input, "save_button": save_button, "local_time": local_time}
    env.globals |= {name: getattr(components, name) for name in components.FOR_TEMPLATES}
    env.globals |= {name: getattr(fields, name) for name in fields.FOR_TEMPLATES}
    return env


def seen_input(request: HttpRequest) -> Markup:
    """What a form brings back, so that a colleague's change meanwhile is noticed."""
    seen = str(getattr(getattr(request, "keeper", None), "seen", ""))
    if not seen:
        return Markup("")
    return Markup('<input type="hidden" name="seen" value="{}">').format(seen)


def save_button(request: HttpRequest, text: str) -> Markup:
    """The button of a form, or why there is none for someone who may only look."""
    if getattr(getattr(request, "keeper", None), "read_only", False):
        return Markup("<p>{}</p>").format(
            "Your role in this workspace lets you look at this, not change it."
        )
    return components.button(text)


def local_time(moment: dt.datetime) -> str:
    """A time as people here write it: 24 November 2026 at 16:05."""
    local = timezone.localtime(moment)
    return f"{written_date(local.date())} at {local:%H:%M}"
