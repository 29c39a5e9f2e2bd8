"""Form widgets that know how their component shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


class Text(forms.TextInput):
    """One line; `width` is the number of characters expected, which tells the reader too."""

    def __init__(
        self,
        *,
        width: int | None = None,
        prefix: str = "",
        suffix: str = "",
        numeric: bool = False,
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.width = width
        self.prefix = prefix
        self.suffix = suffix
        # A telephone then offers digits. Not type=number: it changes values on scrolling.
        self.numeric = numeric


class Radios(forms.RadioSelect):
    """One of several. `hints` and `reveals` are by the choice's value.

    `reveals` names the form's field that appears beneath a choice; the form that holds it should
    be a `RevealingForm`. `divider_before` sets "or" above the choice, usually "I do not know".
    """

    def __init__(
        self,
        *,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str] | None = None,
        divider_before: str = "",
        inline: bool = False,
        small: bool = False,
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.hints = hints or {}
        self.reveals = reveals or {}
        self.divider_before = divider_before
        self.inline = inline
        self.small = small


class Checkboxes(forms.CheckboxSelectMultiple):
    """Any of several. `exclusive` is the value that rules the others out ("None of these")."""

    def __init__(
        self,
        *,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str] | None = None,
        exclusive: str = "",
        small: bool = False,
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.hints = hints or {}
        self.reveals = reveals or {}
        self.exclusive = exclusive
        self.small = small


class DateParts(forms.Widget):
    """Day, month and year in three boxes, which works better than a calendar for known dates."""

    parts = ("day", "month", "year")

    def value_from_datadict(
        self, data: Mapping[str, Any], files: object, name: str
    ) -> tuple[str, ...]:
        """The three texts as they were typed."""
        return tuple(str(data.get(f"{name}_{part}", "")).strip() for part in self.parts)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: object, name: str) -> bool:
        """Whether the form was sent without this question."""
        return all(f"{name}_{part}" not in data for part in self.parts)
