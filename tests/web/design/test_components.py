"""Components: no value vanishes, nothing is taken for HTML, no parameter is misspelt."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils.functional import lazystr
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from mutualise.web.design import components, fields, render
from mutualise.web.design.components import Column, Contents, Link, SummaryRow, Table, Task
from mutualise.web.design.render import component, words
from tests.web.design.gallery import empty_form, gallery, wrong_form

NPM = Path(__file__).parents[3] / "build" / "frontend"

VALUES = st.one_of(st.integers(), st.booleans(), st.decimals(allow_nan=False), st.text(min_size=1))


def shown(markup: str) -> str:
    """The words of some HTML, as a reader sees them."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


@given(VALUES)
def test_no_value_vanishes_from_a_table(value: object) -> None:
    made = components.table(
        Table("Figures", (Column("A"), Column("B", numeric=True)), (("x", value),))
    )
    cells = re.findall(r"<td[^>]*>(.*?)</td>", made, flags=re.DOTALL)
    assert shown(cells[-1]) == " ".join(str(value).split())


@given(VALUES)
def test_no_value_vanishes_from_a_summary(value: object) -> None:
    made = components.summary_list([SummaryRow("Key", value)])
    found = re.search(r"<dd[^>]*>(.*?)</dd>", made, flags=re.DOTALL)
    assert found
    assert shown(found.group(1)) == " ".join(str(value).split())


def test_zero_and_lazy_texts_are_shown() -> None:
    assert words(0) == {"text": "0"}
    assert words(lazystr("later")) == {"text": "later"}
    assert ">0</td>" in re.sub(
        r"\s", "", components.table(Table("T", (Column("A"),), ((0,),), row_heads=False))
    )


def test_markup_is_kept_and_text_is_escaped() -> None:
    assert words(Markup("<b>x</b>")) == {"html": "<b>x</b>"}
    target = Link("Terms & <conditions>", "/x/?a=1&b=2", "of the <offer>")
    made = components.link(target)
    assert "<conditions>" not in made
    assert "Terms &amp; &lt;conditions&gt;" in made
    assert made in components.inset(made)


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


HOSTILE_CALLS = [
    lambda: components.button(HOSTILE, name=HOSTILE, value=HOSTILE),
    lambda: components.start_button(HOSTILE, HOSTILE),
    lambda: components.back_link(HOSTILE, HOSTILE),
    lambda: components.details(HOSTILE, HOSTILE),
    lambda: components.inset(HOSTILE),
    lambda: components.warning(HOSTILE, HOSTILE),
    lambda: components.panel(HOSTILE, HOSTILE),
    lambda: components.notification(HOSTILE, HOSTILE),
    lambda: components.tag(HOSTILE),
    lambda: components.link(Link(HOSTILE, HOSTILE, HOSTILE)),
    lambda: components.summary_list(
        [SummaryRow(HOSTILE, HOSTILE, (Link(HOSTILE, HOSTILE, HOSTILE),))], HOSTILE
    ),
    lambda: components.table(Table(HOSTILE, (Column(HOSTILE),), ((HOSTILE,),), "stacked")),
    lambda: components.table(Table(HOSTILE, (Column(HOSTILE),), ((HOSTILE,),), "scrolling")),
    lambda: components.task_list([Task(HOSTILE, HOSTILE, HOSTILE, HOSTILE, "white")]),
    lambda: components.contents_list(Contents((Link(HOSTILE, HOSTILE),), label=HOSTILE)),
]


@pytest.mark.parametrize("made", HOSTILE_CALLS, ids=range(len(HOSTILE_CALLS)))
def test_hostile_text_stays_text(made: Any) -> None:
    markup = made()
    assert "<script" not in markup
    assert "<img" not in markup
    assert 'onerror=alert(2)>"' not in markup
    assert "alert(1)" in shown(markup) or "alert(1)" in html.unescape(markup)


def allowed_parameters(folder: Path) -> dict[str, list[dict[str, Any]]]:
    return {
        path.parent.name: json.loads(path.read_text(encoding="utf-8"))
        for path in folder.glob("*/macro-options.json")
    }


@pytest.fixture(scope="module")
def allowed() -> dict[str, list[dict[str, Any]]]:
    """What each component takes, from the package that the look was compiled from."""
    found = list(NPM.glob("npm-*/node_modules/nhsuk-frontend/dist/nhsuk/components"))
    if not found:
        pytest.fail("Compile the look in this checkout first: python frontend/build.py")
    return allowed_parameters(max(found, key=lambda folder: folder.stat().st_mtime))


def misspelt(given: Any, options: list[dict[str, Any]], path: str) -> Iterator[str]:
    """Every parameter that the component does not know; it would leave them out in silence."""
    known = {option["name"]: option for option in options}
    for name, value in given.items():
        if name not in known:
            yield f"{path}.{name}"
            continue
        inner = known[name].get("params")
        if not inner:
            continue
        for entry in value if isinstance(value, list) else [value]:
            for one in entry if isinstance(entry, list) else [entry]:
                if isinstance(one, dict):
                    yield from misspelt(one, inner, f"{path}.{name}")


@pytest.mark.parametrize("form", [empty_form, wrong_form])
def test_no_parameter_is_misspelt(
    monkeypatch: pytest.MonkeyPatch, allowed: dict[str, list[dict[str, Any]]], form: Any
) -> None:
    calls: list[tuple[str, render.Parameters]] = []

    def listen(name: str, parameters: render.Parameters) -> Markup:
        calls.append((name, parameters))
        return component(name, parameters)

    monkeypatch.setattr(components, "component", listen)
    monkeypatch.setattr(fields, "component", listen)
    gallery(form())
    assert {"radios", "date-input", "tables", "error-summary", "task-list"} - {
        name for name, _ in calls
    } == (set() if form is wrong_form else {"error-summary"})
    # The date's boxes take an id and a width, which the published list leaves out.
    unlisted = {"date-input.items.id", "date-input.items.value", "date-input.items.width"}
    wrong = {
        found
        for name, parameters in calls
        for found in misspelt(parameters, allowed[name], name)
        if found not in unlisted
    }
    assert not wrong


def test_every_component_of_the_templates_has_its_macro(
    allowed: dict[str, list[dict[str, Any]]],
) -> None:
    """The two packages are a pair: what one lists, the other renders."""
    for name in allowed:
        assert isinstance(component(name, {}), Markup)
