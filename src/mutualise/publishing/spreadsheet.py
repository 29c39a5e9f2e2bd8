"""Tables as CSV files that a spreadsheet opens as they were meant."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

# A spreadsheet takes a cell that begins like this for a formula, and would run it.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
# A spreadsheet takes UTF-8 for what it is only when the file begins with this mark.
MARK: Final = "\ufeff"


def csv_of(rows: Iterable[Iterable[str]], *, mark: str = MARK, line_end: str = "\r\n") -> str:
    """The rows as the text of a file, the header first. No cell of it is taken for a formula.

    `mark` is empty for output that goes to a program or a terminal.
    """
    text = io.StringIO()
    text.write(mark)
    writer = csv.writer(text, lineterminator=line_end)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return text.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
