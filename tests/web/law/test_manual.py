"""The manual of the rules, as a reader sees it."""

from __future__ import annotations

import pytest

from mutualise.rules import load_law
from mutualise.rules.manual import manual_chapters
from tests.web.law.reading import read

CHAPTERS = manual_chapters(load_law())


def test_the_first_page_lists_every_chapter_and_counts_the_cases(client):
    text = read(client, "/law/manual/")

    assert f"{sum(len(chapter.cases) for chapter in CHAPTERS)} situations" in text
    for chapter in CHAPTERS:
        assert chapter.label in text


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.id)
def test_a_chapter_shows_each_case_whole(client, chapter):
    text = read(client, f"/law/manual/{chapter.id}/")

    for case in chapter.cases:
        said = [case.title, case.question, *case.facts, *(line.text for line in case.because)]
        assert [words for words in said if words not in text] == []


def test_a_case_says_what_would_turn_it_or_that_nothing_would(client):
    text = read(client, "/law/manual/gms/")

    assert "change: a GP personally owns at least one share" in text
    assert "No change that you can make would turn it." in text


def test_owners_are_listed_one_by_one_and_the_list_may_be_open(client):
    text = read(client, "/law/manual/gms/")

    assert "Owner 2: this owner is a person;" in text
    assert "there may be others, who are not listed" in text


def test_a_chapter_that_is_not_there_is_not_found(client):
    assert client.get("/law/manual/nothing/").status_code == 404
