"""The six worked cases: every answer is a known fact, has a possible value and names its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from mutualise.casefile import load_case
from mutualise.rules import load_law
from mutualise.rules.facts import NOT_KNOWN, Facts, Mutability

FOLDER = Path(__file__).parents[2] / "examples"
EXPECTED = (
    "granta",
    "minehead",
    "network-considering-company",
    "first-community",
    "leading-lives",
    "back-office",
)


@cache
def vocabulary() -> Facts:
    return load_law().facts


@cache
def read(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Answer:
    """One answer of a worked case, wherever it stands in the file."""

    place: str
    fact: str
    value: object
    source: str
    why: str

    @property
    def known(self) -> bool:
        return self.value != NOT_KNOWN

    def __str__(self) -> str:
        return f"{self.place}: {self.fact}"


def answers_of(place: str, written: Mapping[str, Any]) -> Iterator[Answer]:
    for fact, raw in written.items():
        if isinstance(raw, dict):
            yield Answer(place, fact, raw["value"], raw.get("source", ""), raw.get("why", ""))
        else:
            yield Answer(place, fact, raw, "", "")


def answers(name: str) -> list[Answer]:
    case = read(name)
    found = list(answers_of("present", case["present"]["answers"]))
    for key, option in case["options"].items():
        found += answers_of(f"options.{key}", option["answers"])
    for collection, held in case.get("collections", {}).items():
        for item in held["items"]:
            found += answers_of(f"{collection}.{item['id']}", item["answers"])
    return found


def test_there_are_exactly_six_in_their_order() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(EXPECTED)
    assert [read(name)["order"] for name in EXPECTED] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("name", EXPECTED)
def test_it_loads_as_a_case_file(name: str) -> None:
    assert load_case(FOLDER / f"{name}.yaml", vocabulary()).title == read(name)["title"]


@pytest.mark.parametrize("name", EXPECTED)
def test_it_says_what_it_is(name: str) -> None:
    case = read(name)
    assert case["slug"] == name
    assert case["kind_label"]
    assert case["lesson"].strip().endswith(".")
    assert 3 <= case["about"].count(". ") + 1 <= 6
    assert isinstance(case["as_at"], dt.date)
    assert 1 <= len(case["options"]) <= 3
    for option in case["options"].values():
        assert option["title"]
        assert option["about"].strip().endswith(".")


@pytest.mark.parametrize("name", EXPECTED)
def test_every_answer_is_a_known_fact_with_a_possible_value(name: str) -> None:
    for answer in answers(name):
        fact = vocabulary()[answer.fact]
        value = fact.read(answer.value)
        assert (value is not None) == answer.known, str(answer)


@pytest.mark.parametrize("name", EXPECTED)
def test_every_source_can_be_opened_and_is_dated(name: str) -> None:
    for key, source in read(name)["sources"].items():
        assert source["title"], key
        assert source["url"].startswith(("https://", "http://")), key
        assert source["date"], key
        assert isinstance(source["checked"], dt.date), key


@pytest.mark.parametrize("name", EXPECTED)
def test_every_known_answer_says_why_and_names_a_source(name: str) -> None:
    sources = read(name)["sources"]
    for answer in answers(name):
        if not answer.known:
            assert not answer.source, f"{answer} is not known, so it has no source"
            continue
        assert answer.why.strip().endswith("."), f"{answer} does not say why"
        assert answer.source in sources or is_choice_of_design(answer), f"{answer} has no source"


def is_choice_of_design(answer: Answer) -> bool:
    """Options that nobody has carried out state a choice, which needs no source."""
    return (
        answer.place.startswith("options.")
        and not answer.source
        and vocabulary()[answer.fact].mutability is Mutability.DESIGN
    )


@pytest.mark.parametrize("name", EXPECTED)
def test_options_change_only_what_can_be_chosen(name: str) -> None:
    for answer in answers(name):
        if not answer.place.startswith("options."):
            continue
        mutability = vocabulary()[answer.fact].mutability
        agreed_in_public = mutability is Mutability.THIRD_PARTY and bool(answer.source)
        assert mutability is Mutability.DESIGN or agreed_in_public, str(answer)


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_not_published_is_left_not_known(name: str) -> None:
    unknown = [answer for answer in answers(name) if not answer.known]
    assert len(unknown) >= 10
    assert any(answer.fact == "holder.any_disqualified" for answer in unknown)
