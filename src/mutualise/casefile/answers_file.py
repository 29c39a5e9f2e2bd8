"""Reads plain answers: one line for each fact, without the rest of a case file."""

from __future__ import annotations

from mutualise.casefile.overlay import case_answers
from mutualise.casefile.reading import CaseFileError, read_case
from mutualise.content.yaml_text import YamlError, read_yaml
from mutualise.rules.facts import FactError, Facts, Value

_NOT_ANSWERS = (
    "This is not a list of answers. Write one fact on each line, such as "
    "'entity.not_for_profit: yes', or give a case file"
)


def read_answers(data: bytes | str, facts: Facts, *, option: str | None = None) -> dict[str, Value]:
    """The known answers in a file of plain answers or in a case file (and one of its options).

    Raises CaseFileError with every problem, its line and what to do about it, and
    UnknownOptionError for an option that the case does not have.
    """
    try:
        text = data if isinstance(data, str) else data.decode("utf-8-sig")
        document = read_yaml(text)
    except UnicodeDecodeError as error:
        raise CaseFileError(["This is not a text file. Save the answers as plain text"]) from error
    except YamlError as error:
        raise CaseFileError([str(error)]) from error
    raw = document.value
    if isinstance(raw, dict) and "mutualise" in raw:
        return case_answers(read_case(text, facts), option)
    if not isinstance(raw, dict):
        raise CaseFileError([_NOT_ANSWERS])
    found: dict[str, Value] = {}
    problems: list[str] = []
    for name, value in raw.items():
        line = document.line_of((name,))
        try:
            if isinstance(value, dict | list):
                raise FactError(f"{name} needs one value")
            read = facts[str(name)].read(value)
        except FactError as error:
            problems.append(f"Line {line}: {error}")
            continue
        if read is not None:
            found[str(name)] = read
    if problems:
        raise CaseFileError(problems)
    return found
