"""Calls the NHS component macros, and makes every value safe to hand to them."""

from __future__ import annotations

from typing import Final, cast

from django.template import engines
from jinja2 import Environment
from markupsafe import Markup

Parameters = dict[str, object]

# Macros whose names are not their folder's name in camel case.
_MACROS: Final = {"do-dont-list": "list", "images": "image", "tables": "table"}


def component(name: str, parameters: Parameters) -> Markup:
    """The HTML of one component, by the name of its folder in nhsuk-frontend."""
    env = cast(Environment, engines["jinja2"].env)  # type: ignore[attr-defined]
    module = env.get_template(f"nhsuk/components/{name}/macro.jinja").module
    macro = getattr(module, _MACROS.get(name) or _camel(name))
    return Markup(macro(parameters))  # noqa: S704 - the macro escapes; tests feed it hostile text


def words(value: object) -> Parameters:
    """A value as the parameter that shows it: markup as it stands, all else as escaped text.

    The components leave out numbers that are zero and texts that are translated lazily, so every
    value becomes a plain string here.
    """
    if isinstance(value, Markup):
        return {"html": str(value)}
    return {"text": str(value)}


def _camel(name: str) -> str:
    first, *rest = name.split("-")
    return first + "".join(part.capitalize() for part in rest)
