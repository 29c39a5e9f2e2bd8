"""A case file comes back as it went out, and a faulty one is named line by line."""

from __future__ import annotations

import datetime as dt
import gc
import subprocess
import sys

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mutualise.casefile import (
    Answer,
    CaseFile,
    CaseFileError,
    CaseOption,
    CaseSource,
    Collection,
    Item,
    case_answers,
    case_collections,
    case_to_yaml,
    load_case,
    read_case,
)
from mutualise.casefile.overlay import UnknownOptionError
from mutualise.rules import load_law

FACTS = load_law().facts

RIVERSIDE = """
mutualise: 1
title: Riverside practice
as_at: 2026-11-24
sources:
  A1: {title: Practice leaflet, url: "https://example.org/leaflet", date: "2024"}
present:
  answers:
    team.kind: gp_partnership
    entity.form: partnership
    contract.type: gms
    partners.count: {value: 3, source: A1, who: practice manager, when: 2026-11-01}
    shares.gp_share: not known
    holder.any_disqualified: no
options:
  staff_cic:
    title: A CIC by shares
    answers: {entity.form: cic_cls, shares.gp_share: yes}
collections:
  contracts:
    - {id: core, title: Core contract, answers: {contract.type: pms}}
  owners:
    complete: false
    items:
      - {id: nurse-12, title: Nurse 12, answers: {person.individual: true}}
"""


@pytest.fixture
def case():
    return read_case(RIVERSIDE, FACTS)


def test_answers_keep_where_they_came_from(case):
    assert case.present["partners.count"] == Answer(
        3, source="A1", who="practice manager", when="2026-11-01"
    )
    assert case.present["shares.gp_share"] == Answer(None)
    assert case.present["holder.any_disqualified"].value is False


def test_an_option_lies_over_the_present_and_remembers_the_form_today(case):
    today, plan = case_answers(case), case_answers(case, "staff_cic")

    assert today["entity.form"] == today["team.present_form"] == "partnership"
    assert "shares.gp_share" not in today
    assert plan["entity.form"] == "cic_cls"
    assert plan["team.present_form"] == "partnership"
    assert plan["shares.gp_share"] is True
    assert plan["partners.count"] == 3


def test_a_contract_of_the_case_lies_over_the_rest(case):
    assert case_answers(case, contract="core")["contract.type"] == "pms"


def test_an_unfinished_list_of_owners_says_so(case):
    owners = case_collections(case)["owners"]

    assert (owners.complete, owners.ids) == (False, ("nurse-12",))


@pytest.mark.parametrize(
    ("option", "contract", "says"),
    [
        ("staf_cic", None, "It has: staff_cic. Did you mean staff_cic?"),
        (None, "cor", "It has: core. Did you mean core?"),
    ],
)
def test_a_name_that_is_not_in_the_case_is_answered_with_those_that_are(
    case, option, contract, says
):
    with pytest.raises(UnknownOptionError) as caught:
        case_answers(case, option, contract)
    assert says in str(caught.value)


def test_writing_and_reading_lose_nothing(case):
    assert read_case(case_to_yaml(case), FACTS) == case


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=40).map(
    lambda text: text.strip()
)
keys = st.from_regex(r"[a-z][a-z0-9_-]{0,10}", fullmatch=True)
answered = st.dictionaries(
    st.sampled_from(["shares.gp_share", "shares.held_on_trust", "cqc.regulated_activity"]),
    st.builds(Answer, st.sampled_from([True, False, None]), why=words, who=words),
)
cases = st.builds(
    CaseFile,
    title=words.filter(bool),
    about=words,
    as_at=st.none() | st.dates(dt.date(2010, 1, 1), dt.date(2040, 1, 1)),
    sources=st.dictionaries(
        keys, st.builds(CaseSource, title=words.filter(bool), note=words), max_size=2
    ),
    present=answered,
    options=st.dictionaries(
        keys, st.builds(CaseOption, words.filter(bool), words, answered), max_size=2
    ),
    collections=st.dictionaries(
        st.sampled_from(["contracts", "owners"]),
        st.builds(
            Collection,
            st.lists(
                st.builds(Item, keys, words.filter(bool), answered), max_size=3,
                unique_by=lambda item: item.id,
            ).map(tuple),
            st.booleans(),
        ),
    ),
    notes=words,
)  # fmt: skip


@given(cases)
def test_any_case_comes_back_as_it_went_out(case):
    assert read_case(case_to_yaml(case), FACTS) == case


def swapped(old, new):
    assert old in RIVERSIDE
    return RIVERSIDE.replace(old, new)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            swapped("partners.count", "partners.cuont"),
            "Line 12: There is no fact called 'partners.cuont'. Did you mean partners.count?",
        ),
        (
            swapped("entity.form: partnership", "entity.form: partnershp"),
            "Did you mean partnership?",
        ),
        (swapped("value: 3", "value: three"), "partners.count is a number, such as 25"),
        (swapped("value: 3", "value: -3"), "partners.count cannot be below"),
        (swapped("value: 3", "value: 2.5"), "whole number"),
        (swapped("shares.gp_share: not known", "shares.gp_share: [1]"), "Line 13"),
        (swapped("source: A1", "source: A2"), "source 'A2' is not under 'sources', which has: A1"),
        (swapped("as_at: 2026-11-24", "as_at: soon"), "'as_at' should be a date"),
        (swapped("as_at: 2026-11-24", "as_at: 2026-13-45"), "not a real date"),
        (
            swapped("https://example.org/leaflet", "javascript:alert(1)"),
            "a link begins with https://",
        ),
        (swapped("  staff_cic:", "  'staff cic':"), "letters, digits, - and _"),
        (
            swapped("options:", "optoins:"),
            "'optoins' is not a part of a case file here. Did you mean options?",
        ),
        (swapped("owners:", "ownres:"), "Did you mean owners?"),
        (swapped("id: nurse-12, ", ""), "each item needs an id"),
        (swapped("mutualise: 1", "mutualise: 2"), "has format 2"),
        (swapped("mutualise: 1", ""), "This is not a case file"),
        (swapped("title: Riverside practice", "title: *riverside"), "line"),
        (swapped("title: Riverside practice", "title: {a: b}"), "'title' should be text"),
        ("just some words", "This is not a case file"),
        ("", "This is not a case file"),
        ("a: [", "not valid YAML"),
        ("mutualise: 1\n---\nmutualise: 1\n", "not valid YAML"),
        ("[" * 5000, "not valid YAML"),
        ("mutualise: 1\npresent: " + "{a: " * 60 + "1" + "}" * 60, "nested too deeply"),
        (swapped("title: Riverside practice", "title: !!int ''"), "tag"),
        (swapped("title: Riverside practice", "title: !!timestamp foo"), "tag"),
        (swapped("2026-11-24\nsources", "9" * 5000 + "\nsources"), "at most 40 characters"),
        (swapped("mutualise: 1", "mutualise: true"), "has format True"),
        (
            "mutualise: 1\noptions:\n" + "".join(f"  o{n}: {{}}\n" for n in range(51)),
            "there are 51 options; at most 50 fit",
        ),
        (
            "mutualise: 1\nsources:\n" + "".join(f"  s{n}: {{}}\n" for n in range(501)),
            "there are 501 sources; at most 500 fit",
        ),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "not a text file"),
        (b"PK\x03\x04\x00\x00", "not text that we can read"),
        (b"x" * (600 * 1024), "This file is 600 KB. A case file is at most 512 KB"),
    ],
)
def test_a_faulty_file_gets_a_sentence_with_place_and_remedy(text, says):
    with pytest.raises(CaseFileError) as caught:
        read_case(text, FACTS)

    assert says.lower() in str(caught.value).lower()


def test_every_problem_is_found_in_one_go():
    text = swapped("partners.count", "partners.cuont").replace("staff_cic", "staff cic")

    with pytest.raises(CaseFileError) as caught:
        read_case(text, FACTS)

    assert len(caught.value.problems) == 2


def test_a_file_of_nothing_but_faults_is_given_up_after_a_hundred_short_ones():
    rows = "".join(f"    no.such{n}: {'x' * 1000}\n" for n in range(400))

    with pytest.raises(CaseFileError) as caught:
        read_case(f"mutualise: 1\npresent:\n  answers:\n{rows}", FACTS)

    assert len(caught.value.problems) == 101
    assert caught.value.problems[-1].startswith("There may be more problems")
    assert max(map(len, caught.value.problems)) < 700


@pytest.mark.parametrize("level", ["[", "- ", "{a: ", "? ", "[{"])
def test_a_tower_of_brackets_does_not_end_the_process(level):
    # In a process of its own: a crash there is no exception that a test could catch.
    read = (
        "from mutualise.content.yaml_text import YamlError, read_yaml\n"
        "try: read_yaml(LEVEL * 100_000)\n"
        "except YamlError: print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", read.replace("LEVEL", repr(level))],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (0, "refused\n")


@pytest.mark.parametrize("written", ["10:30", "010", "0x10", "1_000", ".inf"])
def test_only_a_number_as_people_write_it_is_a_number(written):
    assert read_case(f"mutualise: 1\ntitle: {written}\n", FACTS).title == written


def test_nothing_of_a_case_stays_in_memory_after_it_is_read():
    read_case(RIVERSIDE, FACTS)
    gc.collect()

    # By its type: asked for its class, a lazy object of the site would go and fetch itself.
    assert not [held for held in gc.get_objects() if issubclass(type(held), yaml.Node)]


# Pieces of real files, and what makes YAML awkward.
PIECES = st.sampled_from(
    [
        "\n", " ", ": ", "- ", "[", "]", "{", "}", ",", "&a", "*a", "!!int ", "!", "|", ">", "'",
        '"', "#", "---", "? ", "~", "=", "<<", "0x", "1:1", "9" * 50, "1e999", ".nan", "-", "é",
        "2026-02-30", "0001-01-01", "true", "not known", "title", "order", "as_at", "present",
        "answers", "options", "collections", "owners", "partners.count", "value", "source",
    ]
)  # fmt: skip


@given(
    text=st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join),
    place=st.integers(0, len(RIVERSIDE)),
    cut=st.integers(0, 30),
)
def test_any_text_is_a_case_or_a_sentence_and_nothing_else(text, place, cut):
    spliced = RIVERSIDE[:place] + text + RIVERSIDE[place + cut :]
    try:
        case = read_case(spliced, FACTS)
    except CaseFileError:
        return  # any other exception fails the test
    assert read_case(case_to_yaml(case), FACTS) == case


def test_a_list_of_aliases_that_would_fill_memory_is_refused_at_once():
    bomb = "mutualise: 1\na: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(8)
    )

    with pytest.raises(CaseFileError, match="Anchors and aliases"):
        read_case(bomb, FACTS)


def test_nothing_in_a_file_is_executed(tmp_path):
    witness = tmp_path / "ran"
    text = f"mutualise: 1\ntitle: !!python/object/apply:pathlib.Path.touch ['{witness}']\n"

    with pytest.raises(CaseFileError, match="not allowed"):
        read_case(text, FACTS)
    assert not witness.exists()


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CaseFileError, match="cannot be read"):
        load_case(tmp_path / "gone.yaml", FACTS)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)

    with pytest.raises(CaseFileError, match=r"51,200 KB"):
        load_case(path, FACTS)
