"""Two editors answer one question at the same moment: neither is ever overwritten unasked."""

from __future__ import annotations

import random
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.reliability.conftest import times
from tests.reliability.team import Browser, Data, RunningSite, Team

pytestmark = pytest.mark.timeout(1800)
FACT = "entity.employees"
SAVED, ASKED = 302, 409
CHANCE = random.Random(5)  # noqa: S311 - how far apart two people click is no secret


def test_of_two_editors_one_is_saved_and_the_other_is_asked(data: Data) -> None:
    team = Team.on(data, 2)
    rounds = times(15, 50)
    with RunningSite(data) as site, ThreadPoolExecutor(2) as both:
        editors = [Browser(site.address, team, number) for number in range(2)]
        for number in range(1, rounds + 1):
            # Both look at the same state, then both press Continue.
            seen = [editor.seen(FACT) for editor in editors]
            assert seen[0] == seen[1]
            values = [number * 10, number * 10 + 1]
            waits = [
                both.submit(editors[who].answer, FACT, values[who], seen[who]) for who in (0, 1)
            ]
            answers = [wait.result() for wait in waits]
            assert sorted(status for status, _ in answers) == [SAVED, ASKED]
            winner = [status for status, _ in answers].index(SAVED)
            page = answers[1 - winner][1]
            assert str(values[winner]) in page, "The other answer is shown"
            assert str(values[1 - winner]) in page, "One's own answer is kept"
            assert data.answers()[FACT][-1] == values[winner]
        # Who was asked may save after all, having seen the other's answer.
        loser = 1 - winner
        now = re.search(r'name="seen" value="(\d+)"', page)
        assert now
        assert editors[loser].answer(FACT, values[loser], now[1])[0] == SAVED
        for editor in editors:
            editor.close()
    stored = data.answers()[FACT]
    assert stored[-2:] == [values[winner], values[loser]]
    assert len(stored) == rounds + 1
    assert data.looked_over().faults == ()
