"""A list of owners as a table for a spreadsheet: read with every fault named, and written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from mutualise.expressions import closest
from mutualise.publishing.spreadsheet import FORMULA, MARK, csv_of
from mutualise.rules import Fact, FactError, Facts, FactType, Value
from mutualise.structures.owner_content import FileColumn, OwnerContent, load_owner_content
from mutualise.structures.owners import Owner, OwnersAnswer

LARGEST = 512 * 1024
MOST_OWNERS = 2000
MOST_PROBLEMS = 50
LONGEST_LABEL = 60
LABEL = "owner"
KIND = "kind"
_YES_OR_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
_NOT_KNOWN = frozenset({"", "?", "not known", "unknown", "don't know", "i do not know"})
_NOT_TEXT = (
    "This is not a file of text that we can read. "
    "Save the list as “CSV UTF-8 (comma delimited)” and choose that file"
)
_NO_NAMES = "Use a label for the role, such as Nurse 12"


class OwnersFileError(ValueError):
    """A list that cannot be used: every problem, one sentence a line."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


def read_owners(data: bytes | str, facts: Facts) -> tuple[Owner, ...]:
    """Read a list of owners from the bytes of a file or from text.

    Columns may be in any order, with commas, semicolons or tabs between them; a column that
    is left out is not known for anybody. Raises OwnersFileError with the row, the column
    and the remedy of every fault.
    """
    rows = _rows(_text(data))
    if not rows:
        raise OwnersFileError(["The file is empty. Start from the template on the owners page"])
    return _Reader(load_owner_content(), facts).owners(rows)


def owners_as_csv(owners: Iterable[Owner], facts: Facts) -> str:
    """The list as a file that `read_owners` reads back."""
    content = load_owner_content()
    return _with_header(
        [_written(content, owner, column, facts) for column in content.columns] for owner in owners
    )


def _with_header(rows: Iterable[Iterable[str]]) -> str:
    titles = [column.title for column in load_owner_content().columns]
    return csv_of(chain([titles], rows))


def template_csv() -> str:
    """The columns alone, to be filled in."""
    return owners_as_csv((), Facts({}))


def example_csv() -> str:
    """A filled list of invented owners."""
    return _with_header(load_owner_content().example)


def findings_as_csv(answers: Mapping[str, OwnersAnswer]) -> str:
    """What the law says of each owner, a row for each owner and contract."""
    words = load_owner_content().words
    header = ("Owner", "Contract", "Finding", "Why", "Rule", "Law", "What follows")
    rows = (
        (
            item.owner.title,
            contract.upper(),
            words[item.word.value].label,
            "; ".join(item.because),
            item.rule.id,
            item.rule.provision,
            item.follows.statement if item.follows else "",
        )
        for contract, answer in answers.items()
        for item in answer.findings
    )
    return csv_of(chain([header], rows))


def label_fault(label: str) -> str:
    """What is wrong with the label of an owner, or nothing."""
    if not label:
        return f"the owner has no label. {_NO_NAMES}"
    if len(label) > LONGEST_LABEL:
        return f"a label has at most {LONGEST_LABEL} characters. {_NO_NAMES}"
    if label.startswith(FORMULA) or not label.isprintable():
        return f"a label begins with a letter or a number. {_NO_NAMES}"
    return ""


def owner_id(label: str, taken: Iterable[str]) -> str:
    """An id that never changes, made from the label."""
    base = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")[:40] or "owner"
    known = set(taken)
    numbers = (f"{base}-{number}" for number in range(2, len(known) + 3))
    return next(found for found in (base, *numbers) if found not in known)


def _text(data: bytes | str) -> str:
    if len(data) > LARGEST:
        raise OwnersFileError(
            [f"This file is {len(data) / 1024:,.0f} KB. A list is at most {LARGEST // 1024} KB"]
        )
    if isinstance(data, str):
        return data.removeprefix(MARK)
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        sentence = "This is a spreadsheet. Save it as “CSV (comma delimited)” and choose that file"
        raise OwnersFileError([sentence])
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            # What a spreadsheet program calls "Unicode text".
            return data.decode("utf-16")
        if b"\0" in data:
            raise OwnersFileError([_NOT_TEXT])
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise OwnersFileError([_NOT_TEXT]) from error
        # What an older spreadsheet program writes on Windows.
        return data.decode("cp1252", errors="replace")


def _rows(text: str) -> list[list[str]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [[cell.strip() for cell in row] for row in read]
    except csv.Error as error:
        raise OwnersFileError(
            [f"This is not a CSV file that we can read: {error}. Start from the template"]
        ) from error


def _plain(text: str) -> str:
    """Words as they are compared: small letters, one space between them."""
    return re.sub(r"[\s_]+", " ", text).strip().lower()


@cache
def _kinds() -> Mapping[str, str]:
    kinds = load_owner_content().kinds
    return {
        _plain(word): name
        for name, kind in kinds.items()
        for word in (kind.word, kind.label, name, *kind.also)
    }


class _Reader:
    def __init__(self, content: OwnerContent, facts: Facts) -> None:
        self.content = content
        self.facts = facts
        self.problems: list[str] = []

    def fault(self, sentence: str) -> None:
        self.problems.append(sentence)
        if len(self.problems) == MOST_PROBLEMS:
            more = "There may be more problems. Put these right first"
            raise OwnersFileError([*self.problems, more])

    def owners(self, rows: list[list[str]]) -> tuple[Owner, ...]:
        columns = self.header(rows[0])
        if self.problems:
            raise OwnersFileError(self.problems)
        found: dict[str, Owner] = {}
        for number, row in enumerate(rows[1:], start=2):
            if any(row):
                self.owner(number, row, columns, found)
        if not found and not self.problems:
            self.fault("The file has a header and no owners. Write one owner on each row")
        if len(found) > MOST_OWNERS:
            self.fault(f"There are {len(found):,} owners; at most {MOST_OWNERS:,} fit")
        if self.problems:
            raise OwnersFileError(self.problems)
        return tuple(found.values())

    def header(self, row: list[str]) -> list[FileColumn | None]:
        titles = {_plain(column.title): column for column in self.content.columns}
        found: list[FileColumn | None] = []
        for title in row:
            column = titles.get(_plain(title))
            if title and column is None:
                names = ", ".join(column.title for column in self.content.columns)
                hint = closest(_plain(title), titles)
                self.fault(f"Row 1: '{title[:60]}' is not a column here.{hint} Columns: {names}")
            if column is not None and column in found:
                self.fault(f"Row 1: the column '{column.title}' is there twice. Keep one of them")
            found.append(column)
        for needed in (LABEL, KIND):
            if needed not in {column.id for column in found if column}:
                title = next(c.title for c in self.content.columns if c.id == needed)
                self.fault(f"Row 1: the column '{title}' is missing. Start from the template")
        return found

    def owner(
        self,
        number: int,
        row: list[str],
        columns: list[FileColumn | None],
        found: dict[str, Owner],
    ) -> None:
        if any(row[len(columns) :]):
            self.fault(f"Row {number}: there are more cells than columns. Check the commas")
        cells = {
            column.id: (column, cell)
            for column, cell in zip(columns, row, strict=False)
            if column is not None
        }
        label = cells.get(LABEL, (None, ""))[1]
        if fault := label_fault(label):
            self.fault(f"Row {number}, Owner: {fault}")
        elif label in {owner.title for owner in found.values()}:
            self.fault(f"Row {number}, Owner: '{label}' is there already. Give each its own label")
        answers: dict[str, Value] = dict(self.kind(number, cells.get(KIND, (None, ""))[1]))
        for column, cell in cells.values():
            if column.fact and _plain(cell) not in _NOT_KNOWN:
                self.answer(number, column, cell, answers)
        identity = owner_id(label, found)
        found[identity] = Owner(identity, label, answers)

    def kind(self, number: int, cell: str) -> Mapping[str, bool]:
        name = _kinds().get(_plain(cell))
        if name is not None:
            return self.content.kinds[name].sets
        words = ", ".join(kind.word for kind in self.content.kinds.values())
        said = f"'{cell[:60]}' is not a kind of owner" if cell else "the kind is missing"
        hint = closest(_plain(cell), _kinds()) if cell else ""
        self.fault(f"Row {number}, Kind: {said}. Write one of: {words}.{hint}")
        return {}

    def answer(self, number: int, column: FileColumn, cell: str, answers: dict[str, Value]) -> None:
        fact = self.facts[column.fact]
        words = _words_of(column, fact)
        value = words.get(_plain(cell))
        if value is None:
            listed = ", ".join(_listed(column, fact))
            said = _plain(cell).split()
            known = [
                word
                for word, means in words.items()
                if means not in column.only_if_named or word.split()[0] in said
            ]
            hint = closest(_plain(cell), known)
            self.fault(
                f"Row {number}, {column.title}: '{cell[:60]}' is not one of: {listed}.{hint} "
                "Leave the cell empty if you do not know"
            )
            return
        try:
            read = fact.read(value)
        except FactError as error:
            self.fault(f"Row {number}, {column.title}: {error}")
            return
        if read is not None:
            answers[fact.name] = read


def _words_of(column: FileColumn, fact: Fact) -> dict[str, str | bool]:
    """Every way to write a value of a column."""
    words: dict[str, str | bool] = {_plain(word): value for word, value in column.words.items()}
    if fact.type is FactType.BOOL:
        return {**_YES_OR_NO, **words}
    labels = {_plain(label): value for value, label in fact.values.items()}
    return {**{value: value for value in fact.values}, **labels, **words}


def _listed(column: FileColumn, fact: Fact) -> Iterator[str]:
    """The ways to write a value that an error names: the column's own words, if it has any."""
    if column.words:
        seen: set[str] = set()
        for word, value in column.words.items():
            if value not in seen:
                seen.add(value)
                yield word
    elif fact.type is FactType.BOOL:
        yield from ("yes", "no")
    else:
        yield from fact.values.values()


def _written(content: OwnerContent, owner: Owner, column: FileColumn, facts: Facts) -> str:
    if column.id == LABEL:
        return owner.title
    if column.id == KIND:
        kind = content.kind_of(owner.answers)
        return content.kinds[kind].word if kind else ""
    value = owner.answers.get(column.fact)
    if value is None:
        return ""
    if isinstance(value, bool):
        wanted = "yes" if value else "no"
        return next((w for w, v in column.words.items() if v == wanted), wanted)
    return next(
        (w for w, v in column.words.items() if v == value), facts[column.fact].written(value)
    )
