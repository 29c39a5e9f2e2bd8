"""What the pages on worked cases show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mutualise.casefile import Answer, CaseFile, CaseSource, case_answers
from mutualise.derivations import derive_structures
from mutualise.derivations.networks import is_network
from mutualise.rules import load_law
from mutualise.structures import load_finding_words
from mutualise.web.design.components import Link
from mutualise.web.places import address
from mutualise.web.structures.sentences import headline, sentence


@dataclass(frozen=True)
class ExampleCard:
    """One worked case in the list."""

    link: Link
    kind: str
    about: str


@dataclass(frozen=True)
class ExamplesPage:
    cards: tuple[ExampleCard, ...]


@dataclass(frozen=True)
class OptionResult:
    """What the law says of one option of a case."""

    title: str
    about: str
    word: str
    colour: str
    sentence: str


@dataclass(frozen=True)
class StatedFact:
    """One answer of a case with its reason and where it can be checked."""

    label: str
    value: str
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class ExamplePage:
    """A worked case: the story, the options with their results, the facts and the sources.

    `not_known` are the labels of what nobody could find out.
    """

    case: CaseFile
    results: tuple[OptionResult, ...]
    facts: tuple[StatedFact, ...]
    not_known: tuple[str, ...]
    sources: tuple[tuple[str, CaseSource], ...]
    replaces: bool
    is_network: bool


def examples_page(cases: Mapping[str, CaseFile]) -> ExamplesPage:
    """The list of worked cases."""
    return ExamplesPage(
        tuple(
            ExampleCard(
                Link(case.title, address("structures:example", slug=slug)),
                case.kind_label,
                _first_sentences(case.about, 2),
            )
            for slug, case in cases.items()
        )
    )


def example_page(case: CaseFile, today: dt.date, *, replaces: bool) -> ExamplePage:
    """One worked case; `replaces` says that opening it takes the place of other answers."""
    return ExamplePage(
        case=case,
        results=tuple(_results(case, today)),
        facts=tuple(_facts(case.present)),
        not_known=tuple(_not_known(case.present)),
        sources=tuple(case.sources.items()),
        replaces=replaces,
        is_network=is_network(case_answers(case)),
    )


def _results(case: CaseFile, today: dt.date) -> Iterator[OptionResult]:
    words = load_finding_words()
    for name, option in case.options.items():
        answer = derive_structures(load_law(), case, option=name, as_at=today).result
        if answer.holding is None:
            continue
        shown = words[answer.holding.cell.word]
        yield OptionResult(
            title=option.title,
            about=option.about,
            word=shown.label,
            colour=shown.colour,
            sentence=sentence(headline(answer)),
        )


def _facts(answered: Mapping[str, Answer]) -> Iterator[StatedFact]:
    facts = load_law().facts
    for name, answer in answered.items():
        if answer.value is not None or answer.why:
            yield StatedFact(
                label=facts[name].label,
                value=facts[name].written(answer.value),
                why=answer.why,
                sources=tuple(key for key in answer.source.replace(",", " ").split() if key),
            )


def _not_known(answered: Mapping[str, Answer]) -> Iterator[str]:
    facts = load_law().facts
    for name, answer in answered.items():
        if answer.value is None and not answer.why:
            yield facts[name].label


def _first_sentences(text: str, count: int) -> str:
    sentences = text.replace("\n", " ").split(". ")
    short = ". ".join(sentences[:count])
    return short if short.endswith(".") else f"{short}."
