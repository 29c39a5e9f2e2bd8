"""The worked cases that come with Mutualise."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mutualise.casefile.model import CaseFile
from mutualise.casefile.reading import CaseFileError, read_case
from mutualise.content.loader import ContentError, examples_root
from mutualise.rules import load_law


@cache
def load_examples() -> Mapping[str, CaseFile]:
    """Every worked case by its slug, in order. Raises ContentError for a faulty file."""
    facts = load_law().facts
    found: list[CaseFile] = []
    for entry in examples_root().iterdir():
        if entry.name.endswith(".yaml"):
            try:
                found.append(read_case(entry.read_bytes(), facts))
            except CaseFileError as error:
                raise ContentError([f"examples/{entry.name}: {error}"]) from error
    return {case.slug: case for case in sorted(found, key=lambda case: case.order)}
