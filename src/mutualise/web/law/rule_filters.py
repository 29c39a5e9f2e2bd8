"""The form that narrows the rules, and the addresses that hold what it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import QueryDict

from mutualise.derivations.rulebook import NONE, Order, Rulebook, RuleFilter
from mutualise.rules import Confidence, RuleKind
from mutualise.rules.freshness import Stale, Standing
from mutualise.rules.places import places_asked
from mutualise.structures import load_contracts, load_forms
from mutualise.web.design.widgets import Checkboxes, Text
from mutualise.web.law.wording import CONFIDENCE, KIND, ORDERS, STALE, STANDING, counted

Choices = list[tuple[str, str]]
# Shown behind "More filters": what most visitors do not need.
MORE: Final = ("form", "contract", "kind", "confidence", "standing", "stale", "sort")
SORT: Final = "sort"
_CANNOT_CHOOSE: Final = {"invalid_choice": "Choose one from the list, or leave it as it is"}


@dataclass(frozen=True)
class Chosen:
    """One filter that is on: what it is, in words, and the query without it."""

    label: str
    value: str
    without: str


class FindRules(forms.Form):
    """Finds rules by words alone."""

    words = forms.CharField(
        label="Words",
        help_text="For example: owner, or goodwill. We show the rules that have every word.",
        required=False,
        max_length=100,
        widget=Text(width=20),
        error_messages={"max_length": "Use fewer words: no more than 100 characters"},
    )


class FilterRules(FindRules):
    """Narrows the rules. Every part may be left out."""

    statute = forms.ChoiceField(
        label="Act or regulations", required=False, error_messages=_CANNOT_CHOOSE
    )
    section = forms.CharField(
        label="Section or regulation",
        help_text="For example: 86, reg 5, or Sch 3 para 58",
        required=False,
        max_length=60,
        widget=Text(width=10),
        error_messages={"max_length": "Write one section, such as s.86"},
    )
    topic = forms.ChoiceField(label="Topic", required=False, error_messages=_CANNOT_CHOOSE)
    form = forms.ChoiceField(label="Legal form", required=False, error_messages=_CANNOT_CHOOSE)
    contract = forms.ChoiceField(label="Contract", required=False, error_messages=_CANNOT_CHOOSE)
    kind = forms.MultipleChoiceField(
        label="Kind of rule",
        required=False,
        choices=[(kind.value, words.label) for kind, words in KIND.items()],
        widget=Checkboxes(small=True),
        error_messages=_CANNOT_CHOOSE,
    )
    confidence = forms.MultipleChoiceField(
        label="How sure we are",
        required=False,
        choices=[(confidence.value, words.label) for confidence, words in CONFIDENCE.items()],
        widget=Checkboxes(small=True),
        error_messages=_CANNOT_CHOOSE,
    )
    standing = forms.MultipleChoiceField(
        label="Is it law today?",
        required=False,
        choices=[(found.value, words) for found, words in STANDING.items()],
        widget=Checkboxes(small=True),
        error_messages=_CANNOT_CHOOSE,
    )
    stale = forms.MultipleChoiceField(
        label="What should be read again",
        help_text="We show the rules to which any of these applies.",
        required=False,
        choices=[(stale.value, words) for stale, words in STALE.items()],
        widget=Checkboxes(small=True),
        error_messages=_CANNOT_CHOOSE,
    )
    sort = forms.ChoiceField(
        label="Sort by",
        required=False,
        choices=[(order.value, words) for order, words in ORDERS.items()],
        error_messages=_CANNOT_CHOOSE,
    )

    def __init__(self, book: Rulebook, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={SORT: Order.ID.value})
        self._titles = {key: statute.title for key, statute in book.statutes.items()}
        self._choose_from("statute", "All", _statutes(book))
        self._choose_from("topic", "All topics", _topics(book))
        self._choose_from("form", "All legal forms", _forms())
        self._choose_from("contract", "All contracts", _contracts())

    def _choose_from(self, name: str, everything: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [("", everything), *choices]

    def clean_section(self) -> str:
        """The section, once it is known that it can be read."""
        written = str(self.cleaned_data["section"]).strip()
        if written and not places_asked(written):
            raise forms.ValidationError("Write the section as 86, s.86, reg 5 or Sch 3 para 58")
        return written

    @property
    def wanted(self) -> RuleFilter:
        """What is asked for; everything if the form is empty. Call only on a valid form."""
        given: Mapping[str, Any] = self.cleaned_data if self.is_bound else {}
        return RuleFilter(
            words=given.get("words", ""),
            statute=given.get("statute", ""),
            section=given.get("section", ""),
            topic=given.get("topic", ""),
            form=given.get("form", ""),
            contract=given.get("contract", ""),
            kinds=tuple(map(RuleKind, given.get("kind", ()))),
            confidences=tuple(map(Confidence, given.get("confidence", ()))),
            standings=tuple(map(Standing, given.get("standing", ()))),
            stale=tuple(map(Stale, given.get("stale", ()))),
        )

    @property
    def order(self) -> Order:
        """How to sort. Call only on a valid form."""
        given = self.cleaned_data.get(SORT) if self.is_bound else ""
        return Order(given or Order.ID)

    @property
    def opens_more(self) -> bool:
        """Whether a filter is on, or wrong, among those behind "More filters"."""
        return self.is_bound and any(self.data.get(name) or self[name].errors for name in MORE)

    @property
    def query(self) -> str:
        """What is asked for as the end of an address: only what is filled in, in one order."""
        return address_query(self.pairs())

    def pairs(self) -> list[tuple[str, str]]:
        """Each filter that is on, and the order if it is not the usual one."""
        found = [(name, value) for name in self.fields for value in self._given(name)]
        return [pair for pair in found if pair != (SORT, Order.ID.value)]

    def _given(self, name: str) -> list[str]:
        """What the address says of a filter; of one that takes a single value, the last."""
        data = self.data if isinstance(self.data, QueryDict) else QueryDict()
        values = [value.strip() for value in data.getlist(name)]
        if not isinstance(self.fields[name], forms.MultipleChoiceField):
            values = values[-1:]
        return [value for value in dict.fromkeys(values) if value]

    def chosen(self) -> Iterator[Chosen]:
        """The filters that are on, each with the query that is left when it is taken away."""
        pairs = self.pairs()
        for pair in pairs:
            name, value = pair
            if name != SORT:
                rest = address_query([other for other in pairs if other != pair])
                yield Chosen(str(self.fields[name].label), self._words(name, value), rest)

    def _words(self, name: str, value: str) -> str:
        if name == "statute" and value in self._titles:
            return self._titles[value]
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
        return value


def address_query(pairs: list[tuple[str, str]]) -> str:
    """Filters as the end of an address, with its question mark; nothing for none."""
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    return f"?{query.urlencode()}" if pairs else ""


def _statutes(book: Rulebook) -> Choices:
    listed = [
        (key, f"{statute.title} ({counted(len(book.citing(key)))})")
        for key, statute in book.statutes.items()
    ]
    return [*listed, (NONE, "None: guidance, cases or general law")]


def _topics(book: Rulebook) -> Choices:
    topics = book.edition.base.topics.values()
    return sorted(((topic.id, topic.label) for topic in topics), key=lambda pair: pair[1])


def _forms() -> Choices:
    listed = [(form.id, form.label) for form in load_forms().values() if form.form]
    return [*listed, (NONE, "None in particular")]


def _contracts() -> Choices:
    listed = [(contract.id, contract.label) for contract in load_contracts().values()]
    return [*listed, (NONE, "None in particular")]
