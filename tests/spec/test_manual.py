"""Every page of the manual: facts, question, answer, reasons, and what would turn it.

The pages are the scenarios that say why (`because`), in `content/law/scenarios/`. The site and
`mutualise rules manual` show the same pages.
"""

from __future__ import annotations

import pytest

from mutualise.rules import load_law
from mutualise.rules.manual import manual_chapters, manual_scenarios
from mutualise.rules.scenarios import Scenario, run_scenarios, situation_of
from tests.spec.asking import DAY

PAGES = manual_scenarios(load_law())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.id} {page.title}")
def test_the_law_gives_the_answer_for_the_reasons_that_the_manual_states(page: Scenario):
    (result,) = run_scenarios([page], load_law(), DAY)

    assert result.found == page.expected
    assert result.finding == (page.outcome or result.finding)
    assert list(result.because) == list(page.because)
    assert result.changes == page.changes
    assert result.passed


def test_every_page_stands_in_one_chapter():
    shown = [case.id for chapter in manual_chapters(load_law()) for case in chapter.cases]

    assert sorted(shown) == sorted(page.id for page in PAGES)


def test_every_rule_that_is_law_today_has_a_page():
    law = load_law()
    shown = {case.asked for chapter in manual_chapters(law) for case in chapter.cases}
    for page in PAGES:
        # An exception is shown where it displaces the rule that the page asks about.
        situation = situation_of(page, law, DAY)
        for rule_id, compiled in situation.edition.rules.items():
            if compiled.rule.exception_to in shown and situation.holds(rule_id) is True:
                shown.add(rule_id)

    assert [rule_id for rule_id in law.at(DAY).rules if rule_id not in shown] == []
