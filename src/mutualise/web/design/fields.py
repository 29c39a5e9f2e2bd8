"""Form fields shown as components: `{{ field(form["owner_count"]) }}`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from django import forms
from django.forms import BaseForm, BoundField
from markupsafe import Markup

from mutualise.web.design.render import Parameters, component
from mutualise.web.design.widgets import Checkboxes, DateParts, Radios, Text

FOR_TEMPLATES: Final = ("error_summary", "field", "form_fields")


def form_fields(form: BaseForm) -> Markup:
    """All questions of the form, each once: a revealed one stands beneath its choice."""
    revealed = {
        name
        for form_field in form.fields.values()
        if isinstance(form_field.widget, Radios | Checkboxes)
        for name in form_field.widget.reveals.values()
    }
    return Markup("\n").join(field(bound) for bound in form if bound.name not in revealed)


def field(bound: BoundField, *, heading: bool = False) -> Markup:
    """One question. With `heading` its label is the page's h1: one question to a page."""
    widget = bound.field.widget
    if bound.is_hidden:
        return Markup(bound.as_hidden())  # noqa: S704 - Django escaped it
    for kind, (name, show) in _SHOWN.items():
        if isinstance(widget, kind):
            return component(name, show(bound, heading))
    raise TypeError(f"There is no component for {type(widget).__name__} ({bound.html_name}).")


def error_summary(form: BaseForm) -> Markup:
    """Every error at the top of the page, each a link to its question; nothing without errors."""
    if not form.errors:
        return Markup("")
    listed: list[Parameters] = [{"text": str(error)} for error in form.non_field_errors()]
    for bound in form:
        listed += [
            {"text": str(error), "href": f"#{first_control(bound)}"} for error in bound.errors
        ]
    heading = {"text": "There is a problem"}
    return component("error-summary", {"heading": heading, "errorList": listed})


def first_control(bound: BoundField) -> str:
    """The id that takes the focus: the first radio or box carries the question's own id."""
    if isinstance(bound.field.widget, DateParts):
        return f"{bound.auto_id}_{DateParts.parts[0]}"
    return bound.auto_id


def _common(bound: BoundField) -> Parameters:
    parameters: Parameters = {"name": bound.html_name}
    # Texts may be translated lazily, which the components would leave out without a word.
    if bound.help_text:
        parameters["hint"] = {"text": str(bound.help_text)}
    if bound.errors:
        parameters["errorMessage"] = {"text": " ".join(str(error) for error in bound.errors)}
    return parameters


def _labelled(bound: BoundField, heading: bool) -> Parameters:
    label: Parameters = {"text": str(bound.label), "size": "l" if heading else "s"}
    if heading:
        label["isPageHeading"] = True
    return {**_common(bound), "id": bound.auto_id, "label": label}


def _grouped(bound: BoundField, heading: bool) -> Parameters:
    legend: Parameters = {"text": str(bound.label), "size": "l" if heading else "s"}
    if heading:
        legend["isPageHeading"] = True
    return {**_common(bound), "idPrefix": bound.auto_id, "fieldset": {"legend": legend}}


def _text(bound: BoundField, heading: bool) -> Parameters:
    widget = bound.field.widget
    parameters = {**_labelled(bound, heading), "value": _shown(bound)}
    autocomplete = widget.attrs.get("autocomplete")
    if autocomplete:
        parameters["autocomplete"] = str(autocomplete)
    kind = getattr(widget, "input_type", "text")
    if kind in {"email", "password", "search", "tel", "url"}:
        parameters |= {"type": kind, "spellcheck": False}
    if isinstance(widget, forms.NumberInput) or (isinstance(widget, Text) and widget.numeric):
        parameters["inputmode"] = "numeric"
    if isinstance(widget, Text):
        if widget.width:
            parameters["width"] = widget.width
        for affix in ("prefix", "suffix"):
            if getattr(widget, affix):
                parameters[affix] = {"text": getattr(widget, affix)}
    return parameters


def _textarea(bound: BoundField, heading: bool) -> Parameters:
    rows = str(bound.field.widget.attrs.get("rows", 5))
    return {**_labelled(bound, heading), "value": _shown(bound), "rows": rows}


def _file(bound: BoundField, heading: bool) -> Parameters:
    parameters = _labelled(bound, heading)
    accept = bound.field.widget.attrs.get("accept")
    if accept:
        parameters["attributes"] = {"accept": str(accept)}
    return parameters


def _select(bound: BoundField, heading: bool) -> Parameters:
    chosen = _chosen(bound)
    items: list[Parameters] = [
        {"value": value, "text": text, "selected": value in chosen}
        for value, text in _choices(bound)
    ]
    return {**_labelled(bound, heading), "items": items}


def _radios(bound: BoundField, heading: bool) -> Parameters:
    parameters = {**_grouped(bound, heading), "items": _choice_items(bound)}
    widget = bound.field.widget
    if isinstance(widget, Radios):
        parameters |= {"inline": widget.inline, "small": widget.small}
    return parameters


def _checkboxes(bound: BoundField, heading: bool) -> Parameters:
    parameters = {**_grouped(bound, heading), "items": _choice_items(bound)}
    if isinstance(bound.field.widget, Checkboxes):
        parameters["small"] = bound.field.widget.small
    return parameters


def _checkbox(bound: BoundField, heading: bool) -> Parameters:
    """A single box, for a statement that is true or is not."""
    item: Parameters = {"value": "on", "text": str(bound.label), "checked": bool(bound.value())}
    return {**_common(bound), "idPrefix": bound.auto_id, "items": [item]}


def _date(bound: BoundField, heading: bool) -> Parameters:
    grouped = _grouped(bound, heading)
    typed = _date_texts(bound.value())
    items: list[Parameters] = [
        {
            "name": f"{bound.html_name}_{part}",
            "id": f"{bound.auto_id}_{part}",
            "label": part.capitalize(),
            "value": text,
            "width": 4 if part == "year" else 2,
        }
        for part, text in zip(DateParts.parts, typed, strict=True)
    ]
    del grouped["idPrefix"], grouped["name"]
    return {**grouped, "id": bound.auto_id, "items": items}


def _date_texts(value: object) -> tuple[str, ...]:
    if isinstance(value, date):
        return str(value.day), str(value.month), str(value.year)
    if isinstance(value, tuple | list):
        return tuple(str(text) for text in value)
    return "", "", ""


def _choice_items(bound: BoundField) -> list[Parameters]:
    widget = bound.field.widget
    chosen = _chosen(bound)
    items: list[Parameters] = []
    for value, text in _choices(bound):
        item: Parameters = {"value": value, "text": text, "checked": value in chosen}
        if isinstance(widget, Radios | Checkboxes):
            if value in widget.hints:
                item["hint"] = {"text": str(widget.hints[value])}
            if value in widget.reveals:
                item["conditional"] = {"html": str(field(bound.form[widget.reveals[value]]))}
        if isinstance(widget, Radios) and value == widget.divider_before:
            items.append({"divider": "or"})
        if isinstance(widget, Checkboxes) and value == widget.exclusive:
            items.append({"divider": "or"})
            item["exclusive"] = True
        items.append(item)
    return items


def _choices(bound: BoundField) -> Iterable[tuple[str, str]]:
    """Value and label as strings: a number would not match what the browser sends back."""
    widget = bound.field.widget
    if not isinstance(widget, forms.widgets.ChoiceWidget):
        raise TypeError(f"{bound.html_name} has no choices.")
    for value, text in widget.choices:
        yield "" if value is None else str(value), str(text)


def _chosen(bound: BoundField) -> set[str]:
    value = bound.value()
    values = value if isinstance(value, list | tuple | set) else [value]
    return {"" if one is None else str(one) for one in values}


def _shown(bound: BoundField) -> str:
    value = bound.value()
    return "" if value is None else str(value)


_Show = Callable[[BoundField, bool], Parameters]

# The first that fits is used, so a widget stands before the one that it extends.
_SHOWN: Final[dict[type[forms.Widget], tuple[str, _Show]]] = {
    DateParts: ("date-input", _date),
    forms.FileInput: ("file-upload", _file),
    forms.CheckboxSelectMultiple: ("checkboxes", _checkboxes),
    forms.RadioSelect: ("radios", _radios),
    forms.Select: ("select", _select),
    forms.CheckboxInput: ("checkboxes", _checkbox),
    forms.Textarea: ("textarea", _textarea),
    forms.widgets.Input: ("input", _text),
}
