"""Times of several runs, as a table that can be pasted into the README."""

from __future__ import annotations

import gc
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True)
class Timing:
    """The times of one piece of work, in seconds, each for one thing done."""

    what: str
    seconds: tuple[float, ...]
    aim: float | None = None
    # For a peer: the name of the row that does the same with our own.
    ours: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def in_aim(self) -> bool:
        return self.aim is None or self.median < self.aim

    @property
    def verdict(self) -> str:
        if self.aim is None:
            return ""
        return f"under {spoken(self.aim)}: {'met' if self.in_aim else 'MISSED'}"


def timed(work: Callable[[], object], runs: int, *, per: int = 1) -> tuple[float, ...]:
    """The processor time of each run, divided by the number of things one run does.

    Processor time, so that a neighbour on the same machine does not count. The first run, which
    fills what is kept between runs, is not among them.
    """
    work()
    found = []
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        work()
        found.append((time.process_time() - start) / per)
    return tuple(found)


def table(timings: Sequence[Timing]) -> str:
    """A Markdown table; a peer says how ours compares."""
    by_name = {timing.what: timing for timing in timings}
    lines = ["| What | Least | Median | Most | Aim | Ours beside it |", "|---|---|---|---|---|---|"]
    for timing in timings:
        ours = by_name.get(timing.ours)
        cells = (
            timing.what,
            spoken(min(timing.seconds)),
            spoken(timing.median),
            spoken(max(timing.seconds)),
            timing.verdict,
            _ratio(ours, timing) if ours else "",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _ratio(ours: Timing, theirs: Timing) -> str:
    ratio = ours.median / theirs.median
    return f"{ratio:.0f} times as long" if ratio > 1 else f"{1 / ratio:.0f} times as fast"


def spoken(seconds: float) -> str:
    """A time with a unit that suits it."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def machine(packages: Iterable[str]) -> str:
    """What it ran on, in a line."""
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()}{load}; "
        f"Python {platform.python_version()}, {versions}"
    )


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
