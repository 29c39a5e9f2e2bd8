"""Editors who count upwards, each in one question, and remember what was acknowledged."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Self

from tests.reliability.team import FACTS, Browser, Data, Refused, Team

# A redirect to the next question is how the site says "saved".
SAVED = 302


@dataclass
class Editor:
    """What one editor sent, what was acknowledged, and how the site answered."""

    fact: str
    acknowledged: list[int] = field(default_factory=list)
    begins: int = 1
    sent: int = 0
    answers: Counter[int | str] = field(default_factory=Counter)
    pages: dict[int, str] = field(default_factory=dict)


class Load:
    """Editors at work until told to stop. One whose answer is unknown sends the same again."""

    def __init__(self, site: str, team: Team) -> None:
        self.site, self.team = site, team
        self.editors = [Editor(fact) for fact in FACTS[: len(team.sessions)]]
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._work, args=(number,), daemon=True)
            for number in range(len(self.editors))
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=90)
        assert not any(thread.is_alive() for thread in self._threads), "An editor hangs"

    @property
    def acknowledged(self) -> int:
        return sum(len(editor.acknowledged) for editor in self.editors)

    def wait_for(self, more: int, *, seconds: float = 90) -> None:
        """Until so many more answers were acknowledged."""
        wanted, ends = self.acknowledged + more, time.monotonic() + seconds
        while self.acknowledged < wanted:
            assert time.monotonic() < ends, f"Nothing more is saved: {self.told()}"
            time.sleep(0.02)

    def wait_until_told(self, status: int, *, seconds: float = 90) -> None:
        """Until the site has answered so once more."""
        before, ends = self.told().get(status, 0), time.monotonic() + seconds
        while self.told().get(status, 0) == before:
            assert time.monotonic() < ends, f"The site never answers {status}: {self.told()}"
            time.sleep(0.02)

    def told(self) -> dict[int | str, int]:
        """How often the site answered how."""
        total: Counter[int | str] = Counter()
        for editor in self.editors:
            total.update(editor.answers)
        return dict(total)

    def _work(self, number: int) -> None:
        editor = self.editors[number]
        value = editor.begins
        browser = Browser(self.site, self.team, number, patience=20)
        while not self._stop.is_set():
            try:
                seen = browser.seen(editor.fact)
                editor.sent = value
                status, page = browser.answer(editor.fact, value, seen)
            except Refused as refused:
                status, page = refused.status, refused.page
            except (OSError, http.client.HTTPException):
                editor.answers["no answer"] += 1
                time.sleep(0.1)
                continue
            editor.answers[status] += 1
            if status == SAVED:
                editor.acknowledged.append(value)
                value += 1
            else:
                editor.pages[status] = page
                time.sleep(0.1)
        browser.close()


def nothing_lost_and_nothing_doubled(data: Data, load: Load) -> None:
    """The database itself holds each acknowledged answer once, and one event for each save."""
    found = data.looked_over()
    assert found.faults == ()
    stored = data.answers()
    for editor in load.editors:
        values = stored[editor.fact]
        assert values == sorted(set(values)), f"{editor.fact} was saved twice, or out of order"
        assert set(editor.acknowledged) <= set(values), f"{editor.fact} lost an answer"
        # What was sent and never acknowledged may have been saved; nothing else may.
        assert set(values) - set(editor.acknowledged) <= {editor.sent}
    numbers, events = data.revisions()
    assert numbers == list(range(1, len(numbers) + 1))
    assert events == len(numbers)
