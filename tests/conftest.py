"""What all tests share."""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

# A browser test keeps an event loop in this process, and Django then takes every database call
# of any other test for a mistake.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# The same examples each time, so that a check says the same to everyone; `make prove` looks
# further, with new ones at every run.
settings.register_profile("quick", deadline=None, max_examples=100, derandomize=True)
settings.register_profile("prove", deadline=None, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

# A test that is left out where everything should be there has stopped testing without a word.
OUTSIDE_DATA = "needs outside data:"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test fails, unless its reason says which outside data it needs."""
    report = yield
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else ""
        if OUTSIDE_DATA not in reason:
            report.outcome = "failed"
            report.longrepr = f"Skipped in CI: {reason}. Start the reason with: {OUTSIDE_DATA}"
    return report
