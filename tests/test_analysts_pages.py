"""The code on each page for analysts does what the page says."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[1] / "docs/analysts"
SHOWN = re.compile(r"```python\n(.*?)```\n\nprints\n\n```text\n(.*?)```", flags=re.DOTALL)


@pytest.mark.parametrize("name", ["owners.md", "definitions.md"])
def test_the_code_on_the_page_prints_what_the_page_says(name: str) -> None:
    blocks = SHOWN.findall((PAGES / name).read_text(encoding="utf-8"))
    names: dict[str, object] = {}

    assert blocks
    for code, says in blocks:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(code, names)  # noqa: S102 - our own page
        assert printed.getvalue() == says
