"""Forms about a team's case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from mutualise.casefile import CaseSource
from mutualise.structures.case_lists import CaseList
from mutualise.web.casefile.selectors import SectionState
from mutualise.web.design.forms import DateField, QuestionForm, SmallFileField
from mutualise.web.design.uploads import ALLOWED, Refused, check_upload, safe_name
from mutualise.web.design.widgets import Radios, Text
from mutualise.web.tenancy.models import Person

NO_PATIENTS = "Do not write anything about patients here."


class CommentForm(QuestionForm):
    """Something to say about a section or an answer."""

    text = forms.CharField(
        label="Your comment",
        help_text=NO_PATIENTS,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write your comment"},
    )


class WorkForm(QuestionForm):
    """Who looks after a section, until when, and whether it is complete."""

    def __init__(self, people: Iterable[Person], state: SectionState, data: Any = None) -> None:
        due = (state.due.day, state.due.month, state.due.year) if state.due else None
        initial = {
            "assigned_to": state.assigned_id,
            "due": due,
            "completed": "yes" if state.completed else "no",
        }
        super().__init__(data, initial=initial)
        self.people = {str(person.pk): person for person in people}
        names = [(key, person.called) for key, person in self.people.items()]
        self.fields["assigned_to"] = forms.ChoiceField(
            label="Who looks after this section?",
            choices=[("", "Nobody yet"), *names],
            required=False,
            widget=forms.Select(),
        )
        self.fields["due"] = DateField(
            label="By when?", help_text="For example, 31 3 2027", required=False
        )
        self.fields["completed"] = forms.ChoiceField(
            label="Have you completed this section?",
            choices=[("yes", "Yes, we have completed it"), ("no", "No, we will come back to it")],
            widget=Radios(),
        )

    @property
    def assigned_to(self) -> Person | None:
        """The person chosen, once the form is valid."""
        return self.people.get(self.cleaned_data["assigned_to"])


class ReasonForm(QuestionForm):
    """Why the team answered so, and where it can be checked."""

    why = forms.CharField(
        label="Why did you answer so?",
        help_text=f"So that colleagues understand it in two years. {NO_PATIENTS}",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source_title = forms.CharField(
        label="Where can this be checked?",
        help_text="For example, Partnership deed, clause 4",
        required=False,
        max_length=200,
        widget=Text(width=30),
    )
    source_url = forms.URLField(
        label="Link, if there is one",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=Text(width=30),
        error_messages={"invalid": "A link begins with https://"},
    )

    def clean(self) -> dict[str, Any] | None:
        """A link needs a name to be shown by."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("source_url") and not cleaned.get("source_title"):
            self.add_error("source_title", "Write what the link leads to")
        return cleaned


class SnapshotForm(QuestionForm):
    """A name for the case as it is now."""

    name = forms.CharField(
        label="Name",
        help_text="For example, As shown to the partners in March",
        max_length=100,
        widget=Text(width=20),
    )
    note = forms.CharField(
        label="Note (optional)",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DifferenceForm(QuestionForm):
    """Two states of the case to compare."""

    def __init__(self, choices: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        for name, label in (("first", "Compare"), ("second", "with")):
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, widget=forms.Select()
            )


class OptionForm(QuestionForm):
    """A named option."""

    title = forms.CharField(
        label="What do you call this option?",
        help_text="For example, A community interest company",
        max_length=200,
        widget=Text(width=20),
    )
    about = forms.CharField(
        label="What is it about? (optional)",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class NewOptionForm(OptionForm):
    """A new option, empty or begun from another."""

    def __init__(self, options: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data)
        self.fields["copy"] = forms.ChoiceField(
            label="Begin with the answers of",
            choices=[("", "No other option"), *options.items()],
            required=False,
            widget=forms.Select(),
        )


class ItemForm(QuestionForm):
    """One item of a list."""

    def __init__(self, shown: CaseList, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["title"] = forms.CharField(
            label=f"What do you call this {shown.one}?",
            help_text=shown.example,
            max_length=200,
            widget=Text(width=30),
            error_messages={"required": f"Write what you call this {shown.one}"},
        )
        self.fields["note"] = forms.CharField(
            label="Note (optional)",
            help_text=NO_PATIENTS,
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 2}),
        )


class CompleteForm(QuestionForm):
    """Whether a list has all there are."""

    def __init__(self, shown: CaseList, *, complete: bool, data: Any = None) -> None:
        super().__init__(data, initial={"complete": "yes" if complete else "no"})
        self.fields["complete"] = forms.ChoiceField(
            label="Is the list complete?",
            choices=[("yes", "Yes, these are all there are"), ("no", "No, more are to come")],
            widget=Radios(),
        )


class PaperForm(QuestionForm):
    """A paper to put beside an answer; `kind` is its media type, once the form is valid."""

    kind = ""
    paper = SmallFileField(
        label="Paper",
        help_text=f"{ALLOWED}. {NO_PATIENTS}",
        error_messages={"required": "Choose a file", "empty": "The file is empty. Choose another"},
    )

    def clean_paper(self) -> Any:
        """The paper, once it is known to be of a kind that may be kept."""
        paper = self.cleaned_data["paper"]
        try:
            self.kind = check_upload(paper.name, paper.read()).media_type
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        paper.seek(0)
        paper.name = safe_name(paper.name)
        return paper


class BringInForm(QuestionForm):
    """A case file to bring in."""

    case = SmallFileField(
        label="Case file",
        help_text="A file that you downloaded from Mutualise. Its name ends in .yaml",
        error_messages={
            "required": "Choose the case file to bring in",
            "empty": "The file is empty. Choose the case file that you downloaded",
        },
    )


def source_key(sources: Mapping[str, CaseSource], title: str, url: str) -> str:
    """The key of a source with this title and link: the one there is, or a new one."""
    for key, source in sources.items():
        if (source.title, source.url) == (title, url):
            return key
    number = len(sources) + 1
    while f"source-{number}" in sources:
        number += 1
    return f"source-{number}"
