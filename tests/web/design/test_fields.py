"""Form fields as components, and the forms that reveal questions."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django import forms

from mutualise.web.design.components import Link
from mutualise.web.design.fields import error_summary, field, form_fields
from mutualise.web.design.forms import DateField, QuestionForm
from tests.web.design.gallery import GalleryForm, empty_form, gallery, wrong_form


def tags(markup: str, name: str) -> list[str]:
    return re.findall(rf"<{name}\b[^>]*>", markup)


def test_every_question_is_shown_once() -> None:
    markup = form_fields(empty_form())
    names = re.findall(r'name="([^"]+)"', markup)
    expected = {*GalleryForm.base_fields, "when_day", "when_month", "when_year"} - {"when"}
    assert set(names) == expected
    assert names.count("other_kind") == 1
    assert names.index("other_kind") > names.index("kind")


def test_zero_and_false_values_come_back() -> None:
    form = empty_form()
    assert 'value="0"' in field(form["people"])
    assert re.search(r'<option value="0" selected>', field(form["region"]))


def test_date_is_shown_in_its_three_boxes() -> None:
    boxes = tags(field(empty_form()["when"]), "input")
    assert [re.search(r'value="(\d+)"', box).group(1) for box in boxes] == ["31", "3", "2027"]  # type: ignore[union-attr]


def test_what_was_typed_is_shown_again() -> None:
    form = GalleryForm({"name": "<b>", "people": "many", "kind": "gp", "goals": ["voice"]})
    assert 'value="&lt;b&gt;"' in field(form["name"])
    assert 'value="many"' in field(form["people"])
    assert re.search(r'value="gp" checked', field(form["kind"]))
    assert re.search(r'value="voice" checked', field(form["goals"]))
    assert 'value="31"' in field(wrong_form()["when"])


def test_question_can_be_the_heading_of_the_page() -> None:
    assert re.search(r"<h1[^>]*>\s*<label", field(empty_form()["name"], heading=True))
    assert re.search(r"<legend[^>]*>\s*<h1", field(empty_form()["kind"], heading=True))
    assert "<h1" not in form_fields(empty_form())


def test_error_summary_leads_to_each_question() -> None:
    form = wrong_form()
    page = gallery(form)
    targets = re.findall(r'href="#(id_[^"]+)"', error_summary(form))
    assert len(targets) == sum(len(bound.errors) for bound in form)
    for target in targets:
        assert page.count(f'id="{target}"') == 1, target
    assert "<title>Error: Gallery – Mutualise</title>" in page


def test_no_errors_no_summary() -> None:
    assert error_summary(empty_form()) == ""
    assert "<title>Gallery – Mutualise</title>" in gallery(empty_form())


def test_form_wide_error_is_in_the_summary() -> None:
    form = empty_form()
    form.is_bound = True
    form.data = {}
    form.full_clean()
    form.add_error(None, "These answers contradict each other")
    assert "These answers contradict each other" in error_summary(form)


def test_widget_without_a_component_is_an_error() -> None:
    class OddForm(forms.Form):
        odd = forms.CharField(widget=forms.Widget)

    with pytest.raises(TypeError, match="no component for Widget"):
        field(OddForm()["odd"])


@pytest.mark.parametrize(
    ("typed", "lesson"),
    [
        (("", "3", "2027"), "The date must include a day"),
        (("", "", "2027"), "The date must include a day and a month"),
        (("31", "2", "2027"), "The date must be a real date"),
        (("1", "1", "27"), "The year must have 4 numbers"),
        (("1", "May", "2027"), "Write the date in numbers"),
        (("٣", "3", "2027"), "Write the date in numbers"),
        (("0", "3", "2027"), "The date must be a real date"),
        (("1", "1", "0000"), "The date must be a real date"),
    ],
)
def test_wrong_date_says_what_is_wrong(typed: tuple[str, ...], lesson: str) -> None:
    with pytest.raises(forms.ValidationError, match=lesson):
        DateField().clean(typed)


def test_right_and_absent_dates() -> None:
    assert DateField().clean(("29", "2", "2028")) == date(2028, 2, 29)
    assert DateField(required=False).clean(("", "", "")) is None
    with pytest.raises(forms.ValidationError, match="required"):
        DateField().clean(("", "", ""))


def test_revealed_question_is_asked_only_with_its_choice() -> None:
    with_choice = GalleryForm({"kind": "other"})
    assert "other_kind" in with_choice.errors
    without = GalleryForm({"kind": "gp", "other_kind": "typed before the choice changed"})
    assert "other_kind" not in without.errors
    assert without.cleaned_data["other_kind"] is None
    nothing = GalleryForm({})
    assert "other_kind" not in nothing.errors


def test_links_are_plain_values() -> None:
    assert Link("a", "/a/") == Link("a", "/a/")


def test_missing_answer_names_its_question_unless_the_form_says_it_better() -> None:
    class OwnWords(QuestionForm):
        size = forms.CharField(label="How many?")
        colour = forms.CharField(error_messages={"required": "Choose a colour"})

    form = OwnWords({})
    assert form.errors["size"] == ["Answer “How many?”"]
    assert form.errors["colour"] == ["Choose a colour"]
