"""The forms of the owners pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import forms

from mutualise.casefile import Item
from mutualise.rules import load_law
from mutualise.structures import load_forms, load_interview
from mutualise.structures.owner_content import load_owner_content
from mutualise.structures.owner_labels import looks_like_a_person, sounds_retired
from mutualise.structures.owners_file import label_fault
from mutualise.web.design.forms import QuestionForm, SmallFileField
from mutualise.web.design.widgets import Radios, Text
from mutualise.web.owners.listing import Listing

NOT_KNOWN: Final = "not_known"
_YES_NO: Final = (("yes", "Yes"), ("no", "No"))
_OUTRIGHT: Final = "person.owns_outright"


class OwnerForm(QuestionForm):
    """What an owner is called, what they are and, of a share, for whom they hold it."""

    def __init__(
        self, listing: Listing, item: Item | None = None, data: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(data, initial=_initial(item), **kwargs)
        self.taken = {held.title for held in listing.held.items if held is not item}
        content, holder = listing.content, listing.holder
        self.fields["label"] = forms.CharField(
            label=f"What do you call this {holder.owner}?",
            help_text=content.no_names,
            widget=Text(width=30, attrs={"autocomplete": "off"}),
            error_messages={"required": "Write a label, such as Nurse 12"},
        )
        self.fields["kind"] = forms.ChoiceField(
            label=f"What is this {holder.owner}?",
            choices=[(name, kind.label) for name, kind in content.kinds.items()],
            widget=Radios(hints={name: kind.hint for name, kind in content.kinds.items()}),
            error_messages={
                "required": f"Choose what this {holder.owner} is",
                "invalid_choice": "Choose one of the answers on this page",
            },
        )
        if _OUTRIGHT in holder.asks:
            self.fields["outright"] = _outright()
        if data is not None:
            self._ask_to_be_sure(str(data.get("label", "")), str(data.get("kind", "")))

    def _ask_to_be_sure(self, label: str, kind: str) -> None:
        """Boxes to tick for a label that looks like a name, or a GP who sounds retired."""
        if looks_like_a_person(label):
            self.fields["no_name"] = _tick(
                "This is not a person's name or address",
                f"“{label[:60]}” looks like a person's name or e-mail address. "
                "Write a label such as GP 1, or tick the box to keep it",
            )
        if kind == "gp" and sounds_retired(label):
            self.fields["on_register"] = _tick(
                "This doctor is still on the GP Register",
                "A retired doctor is a GP only while still on the GP Register. "
                "Tick the box if so, or choose “Another doctor”",
            )

    def clean_label(self) -> str:
        """A label that a spreadsheet and a list can hold, and that nobody else has."""
        label = str(self.cleaned_data["label"]).strip()
        if fault := label_fault(label):
            raise forms.ValidationError(f"{fault[:1].upper()}{fault[1:]}")
        if label in self.taken:
            raise forms.ValidationError(
                f"“{label}” is in the list already. Give each its own label"
            )
        return label

    @property
    def outright(self) -> bool | None:
        """Whether the owner holds the share for themselves, None for "I do not know"."""
        return {"yes": True, "no": False}.get(str(self.cleaned_data.get("outright")))


def _tick(label: str, error: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, error_messages={"required": error})


def _outright() -> forms.ChoiceField:
    fact = load_law().facts[_OUTRIGHT]
    return forms.ChoiceField(
        label=fact.ask,
        help_text=fact.hint,
        choices=[*_YES_NO, (NOT_KNOWN, load_interview().not_known.label)],
        widget=Radios(divider_before=NOT_KNOWN),
        error_messages={"required": "Say for whom this owner holds the share"},
    )


def _initial(item: Item | None) -> dict[str, Any]:
    if item is None:
        return {}
    known = {name: a.value for name, a in item.answers.items() if a.value is not None}
    outright = item.answers.get(_OUTRIGHT)
    initial: dict[str, Any] = {
        "label": item.title,
        "kind": load_owner_content().kind_of(known),
    }
    if outright is not None:
        initial["outright"] = {True: "yes", False: "no"}.get(bool(outright.value))
        if outright.value is None:
            initial["outright"] = NOT_KNOWN
    return initial


class AboutForm(QuestionForm):
    """What is said of the list as a whole."""

    def __init__(self, listing: Listing, data: Any = None) -> None:
        votes = listing.equal_votes
        super().__init__(
            data,
            initial={
                "form": listing.form,
                "complete": "yes" if listing.held.complete else "no",
                "declared": "yes" if listing.owners and listing.declared else "no",
                "votes": NOT_KNOWN if votes is None else ("yes" if votes else "no"),
            },
        )
        holders = listing.content.holders.values()
        self.fields["form"] = forms.ChoiceField(
            label="What do they own, or what are they part of?",
            choices=_form_choices(form for holder in holders for form in holder.forms),
            widget=Radios(),
        )
        self.fields["complete"] = forms.ChoiceField(
            label="Does the list have everyone?",
            help_text="One owner who is missing can change the answer. Until everyone is there, no "
            "list passes.",
            choices=[("yes", "Yes, this is everyone"), ("no", "No, there are others")],
            widget=Radios(inline=False),
        )
        self.fields["declared"] = forms.ChoiceField(
            label="Has everyone declared that they are not barred?",
            help_text=f"{load_law().facts[listing.content.declaration].hint} "
            f"{listing.content.others_declare}",
            choices=[
                ("yes", "Yes, everyone of whom nothing else is said"),
                ("no", "No, or not yet"),
            ],
            widget=Radios(),
        )
        fact = load_law().facts[listing.content.votes]
        self.fields["votes"] = forms.ChoiceField(
            label=fact.ask,
            help_text=f"{fact.hint} It matters only for NHS dental contracts.",
            choices=[*_YES_NO, (NOT_KNOWN, load_interview().not_known.label)],
            widget=Radios(divider_before=NOT_KNOWN),
        )

    @property
    def equal_votes(self) -> bool | None:
        return {"yes": True, "no": False}.get(str(self.cleaned_data["votes"]))


def _form_choices(forms_of: Iterable[str]) -> list[tuple[str, str]]:
    known = load_forms()
    return [(name, known[name].label) for name in forms_of]


class UploadForm(QuestionForm):
    """A file with a list of owners."""

    owners = SmallFileField(
        label="List of owners",
        help_text="A CSV file, which every spreadsheet program can save.",
        error_messages={
            "required": "Choose the file with the list",
            "empty": "The file is empty. Start from the template on this page",
        },
    )
    complete = forms.ChoiceField(
        label="Does the file have everyone?",
        choices=[("yes", "Yes, this is everyone"), ("no", "No, there are others")],
        widget=Radios(),
        error_messages={"required": "Say whether the file has everyone"},
    )

    def __init__(self, data: Any = None, files: Any = None, *, doubts: bool = False) -> None:
        super().__init__(data, files)
        if doubts:
            self.fields["sure"] = forms.BooleanField(
                label="I have looked at these labels. Keep them as they are", required=False
            )
