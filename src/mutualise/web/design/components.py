"""The components that pages use, as functions: `{{ table(page.turnout) }}`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from markupsafe import Markup

from mutualise.publishing import Figure
from mutualise.web.design.render import Parameters, component, words

Colour = Literal[
    "white", "grey", "green", "yellow", "orange", "red", "pink", "purple", "aqua-green"
]
Caller = Callable[[], Markup]

FOR_TEMPLATES: Final = (
    "back_link",
    "button",
    "component",
    "contents_list",
    "details",
    "drawing",
    "inset",
    "link",
    "notification",
    "panel",
    "start_button",
    "summary_list",
    "table",
    "tag",
    "task_list",
    "warning",
)


@dataclass(frozen=True)
class Link:
    """A place to go; `hidden` is read out after the text, where the text alone says too little."""

    text: str
    href: str
    hidden: str = ""


@dataclass(frozen=True)
class SummaryRow:
    """One line of a summary list."""

    key: object
    value: object
    actions: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Column:
    """The head of a table's column; figures stand to the right."""

    title: object
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose caption says what it shows.

    On a phone `stacked` turns each row into a small list, and `scrolling` keeps the columns and
    lets the reader move sideways.
    """

    caption: object
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    narrow: Literal["plain", "stacked", "scrolling"] = "plain"
    caption_size: Literal["s", "m", "l", "xl"] = "m"
    row_heads: bool = True


@dataclass(frozen=True)
class Task:
    """One line of a task list; one without an address cannot be started yet."""

    title: str
    status: str
    href: str = ""
    hint: str = ""
    colour: Colour | None = None


@dataclass(frozen=True)
class Contents:
    """The pages of a set, of which one is being read."""

    links: tuple[Link, ...]
    current: str = ""
    label: str = field(default="Pages in this section")


def link(target: Link) -> Markup:
    """A link inside a sentence or a cell."""
    hidden = Markup('<span class="nhsuk-u-visually-hidden"> {}</span>').format(target.hidden)
    return Markup('<a href="{}">{}{}</a>').format(
        target.href, target.text, hidden if target.hidden else ""
    )


def button(text: str, *, secondary: bool = False, name: str = "", value: str = "") -> Markup:
    """Sends the form around it, once: a second click within a second does nothing."""
    parameters: Parameters = {"text": text, "preventDoubleClick": True}
    if secondary:
        parameters["variant"] = "secondary"
    if name:
        parameters |= {"name": name, "value": value}
    return component("button", parameters)


def start_button(text: str, href: str) -> Markup:
    """A link that looks like a button, because it begins something."""
    return component("button", {"text": text, "href": href})


def back_link(href: str, text: str = "Back") -> Markup:
    """Stands above the page's heading."""
    return component("back-link", {"href": href, "text": text})


def details(
    summary: str, content: object = "", *, opened: bool = False, caller: Caller | None = None
) -> Markup:
    """Words for whoever wants them. `{% call details("Why we ask") %}` takes HTML."""
    parameters: Parameters = {"summaryText": summary, "open": opened}
    return component("details", parameters | _content(content, caller))


def inset(content: object = "", *, caller: Caller | None = None) -> Markup:
    """Sets words apart from the rest of the page."""
    return component("inset-text", _content(content, caller))


def drawing(figure: Figure) -> Markup:
    """A drawing of our own, with its words inside for whoever cannot see it."""
    return Markup(figure.svg)  # noqa: S704 - made by publishing.diagram, which escapes every word


def warning(heading: str, content: object = "", *, caller: Caller | None = None) -> Markup:
    """Something that goes wrong when it is overlooked."""
    parameters: Parameters = {"heading": {"text": heading, "level": 2}}
    return component("warning-callout", parameters | _content(content, caller))


def panel(heading: str, content: object = "", *, caller: Caller | None = None) -> Markup:
    """Says that something has been done."""
    parameters: Parameters = {"heading": {"text": heading, "level": 1}}
    return component("panel", parameters | _content(content, caller))


def notification(
    heading: str, content: object = "", *, success: bool = False, caller: Caller | None = None
) -> Markup:
    """Tells of something that is not about the page itself, or that just succeeded."""
    parameters: Parameters = {"heading": {"text": heading}}
    if success:
        parameters["variant"] = "success"
    return component("notification-banner", parameters | _content(content, caller))


def tag(text: str, colour: Colour | None = None) -> Markup:
    """A status in a word or two. Colour repeats what the words say and never replaces them."""
    parameters: Parameters = {"text": text}
    if colour:
        parameters["colour"] = colour
    return component("tag", parameters)


def summary_list(rows: Sequence[SummaryRow], heading: str = "") -> Markup:
    """Answers or facts beside their names; with a heading it becomes a card."""
    parameters: Parameters = {"rows": [_summary_row(row) for row in rows]}
    if heading:
        parameters["card"] = {"heading": {"text": heading, "level": 2}}
    return component("summary-list", parameters)


def _summary_row(row: SummaryRow) -> Parameters:
    shown: Parameters = {"key": words(row.key), "value": words(row.value)}
    if row.actions:
        shown["actions"] = {
            "items": [
                {"text": action.text, "href": action.href, "visuallyHiddenText": action.hidden}
                for action in row.actions
            ]
        }
    return shown


def table(shown: Table) -> Markup:
    """A table."""
    parameters: Parameters = {
        "caption": {**words(shown.caption), "size": shown.caption_size},
        "head": [{**words(column.title), **_format(column)} for column in shown.columns],
        "rows": [_table_row(shown.columns, row) for row in shown.rows],
        "firstCellIsHeader": shown.row_heads,
    }
    if shown.narrow == "stacked":
        parameters["responsive"] = True
    elif shown.narrow == "scrolling":
        parameters["scroll"] = True
    return component("tables", parameters)


def _table_row(columns: Sequence[Column], row: Sequence[object]) -> list[Parameters]:
    return [
        {**words(cell), **_format(column), "header": str(column.title)}
        for column, cell in zip(columns, row, strict=True)
    ]


def _format(column: Column) -> Parameters:
    return {"format": "numeric"} if column.numeric else {}


def task_list(tasks: Sequence[Task]) -> Markup:
    """The sections of a journey and how far each one is."""
    return component("task-list", {"items": [_task(task) for task in tasks]})


def _task(task: Task) -> Parameters:
    status: Parameters = {"text": task.status}
    if task.colour:
        status = {"tag": {"text": task.status, "colour": task.colour}}
    elif not task.href:
        status["classes"] = "nhsuk-task-list__status--cannot-start-yet"
    shown: Parameters = {"title": {"text": task.title}, "status": status}
    if task.href:
        shown["href"] = task.href
    if task.hint:
        shown["hint"] = {"text": task.hint}
    return shown


def contents_list(contents: Contents) -> Markup:
    """Links to the pages of a set."""
    items: list[Parameters] = [
        {"text": page.text, "href": page.href, "current": page.href == contents.current}
        for page in contents.links
    ]
    return component("contents-list", {"items": items, "landmarkLabel": contents.label})


def _content(content: object, caller: Caller | None) -> Parameters:
    return words(caller() if caller else content)
