"""One form and one page with every component, for the tests of the design."""

from __future__ import annotations

from datetime import date

from django import forms
from django.template import engines

from mutualise.web.design.components import Column, Contents, Link, SummaryRow, Table, Task
from mutualise.web.design.forms import DateField, RevealingForm, SmallFileField
from mutualise.web.design.widgets import Checkboxes, Radios, Text

PAGE = """
{% extends "design/layout.jinja" %}
{% block title %}Gallery{% endblock %}
{% block back %}{{ back_link("/") }}{% endblock %}
{% block content %}
{{ error_summary(form) }}
<h1>Gallery</h1>
<form method="post" novalidate enctype="multipart/form-data">
{{ form_fields(form) }}
{{ button("Save and continue") }}
{{ button("Save for later", secondary=True, name="later", value="yes") }}
</form>
{{ start_button("Start now", "/start/") }}
{{ details("Why we ask", "It decides who may own shares.") }}
{% call details("With a list") %}<ul><li>One</li></ul>{% endcall %}
{{ inset("Set apart.") }}
{{ warning("Before you sign", "Ask a solicitor.") }}
{# Both it and the error summary take the focus, so a page has one or the other. #}
{% if not form.errors %}
{{ notification("Saved", "Your answers were saved.", success=True) }}
{% endif %}

<p>{{ tag("Yes", "green") }} {{ tag("Arguable", "yellow") }} {{ tag("No", "red") }}
{{ tag("Not known", "grey") }} {{ tag("Plain") }}</p>
{{ summary_list(rows, "Your answers") }}
{{ summary_list(rows) }}
{{ table(stacked) }}
{{ table(scrolling) }}
{{ task_list(tasks) }}
{{ contents_list(contents) }}
<p>{{ link(target) }}</p>
{{ component("tabs", {"items": [{"id": "one", "label": "One", "panel": {"text": "First"}}]}) }}
{% endblock %}
"""

COLUMNS = (Column("Legal form"), Column("Filings each year", numeric=True), Column("Open to all"))


class GalleryForm(RevealingForm):
    """Every kind of question."""

    name = forms.CharField(label="Name of the team", help_text="As people know it", max_length=40)
    people = forms.IntegerField(label="People", widget=Text(width=4, suffix="people", numeric=True))
    price = forms.DecimalField(label="Price", widget=Text(width=10, prefix="£"))
    email = forms.EmailField(label="Email address")
    notes = forms.CharField(label="Notes", widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(
        label="Kind of team",
        choices=[
            ("gp", "GP practice"),
            ("other", "Something else"),
            ("not_known", "I do not know"),
        ],
        widget=Radios(
            hints={"gp": "One contract, one patient list"},
            reveals={"other": "other_kind"},
            divider_before="not_known",
        ),
    )
    other_kind = forms.CharField(label="What kind of team is it?")
    sure = forms.ChoiceField(
        label="Are you sure?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=Radios(inline=True, small=True),
    )
    goals = forms.MultipleChoiceField(
        label="What matters to you?",
        choices=[("pension", "Pension"), ("voice", "A say"), ("none", "None of these")],
        widget=Checkboxes(hints={"voice": "A vote for everyone"}, exclusive="none"),
    )
    region = forms.TypedChoiceField(
        label="Region", coerce=int, choices=[("", "Choose one"), (0, "North"), (1, "South")]
    )
    when = DateField(label="When did it start?", help_text="For example, 31 3 2027")
    case = SmallFileField(
        label="Case file", widget=forms.ClearableFileInput(attrs={"accept": ".yaml"})
    )
    agree = forms.BooleanField(label="I have read the guide")
    secret = forms.CharField(widget=forms.HiddenInput, initial="kept")


def empty_form() -> GalleryForm:
    return GalleryForm(initial={"people": 0, "region": 0, "when": date(2027, 3, 31)})


def wrong_form() -> GalleryForm:
    return GalleryForm(
        {"kind": "other", "when_day": "31", "when_month": "2", "when_year": "2027"}, {}
    )


def gallery(form: GalleryForm) -> str:
    context = {
        "form": form,
        "path": "/gallery/",
        "rows": (
            SummaryRow("Legal form", "CIC", (Link("Change", "/form/", "legal form"),)),
            SummaryRow("Shares owned", 0),
        ),
        "stacked": Table("Forms compared", COLUMNS, (("CIC", 0, "No"), ("Society", 2, "Yes")),
                         narrow="stacked"),
        "scrolling": Table("Forms compared again", COLUMNS, (("CIC", 0, "No"),),
                           narrow="scrolling"),
        "tasks": (
            Task("Your team", "Completed", "/team/"),
            Task("Your contracts", "In progress", "/contracts/", "3 of 5 answered", "white"),
            Task("Your options", "Cannot start yet"),
        ),
        "contents": Contents((Link("Forms", "/gallery/"), Link("Rules", "/rules/")), "/gallery/"),
        "target": Link("Read the rule", "/rules/GMS-02/", "about shares"),
    }  # fmt: skip
    return str(engines["jinja2"].from_string(PAGE).render(context))
