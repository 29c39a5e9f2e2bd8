"""The case file: what a team tells us once, from which everything else is derived."""

from mutualise.casefile.answers_file import read_answers
from mutualise.casefile.editing import (
    PLAN,
    with_answer,
    with_collection,
    with_item,
    without_answer,
    without_collection,
    without_item,
)
from mutualise.casefile.examples import load_examples
from mutualise.casefile.model import (
    PRESENT_FORM,
    Answer,
    CaseFile,
    CaseOption,
    CaseSource,
    Collection,
    Item,
)
from mutualise.casefile.overlay import case_answers, case_collections, case_for_option
from mutualise.casefile.reading import (
    CaseFileError,
    check_written_size,
    load_case,
    read_case,
    read_kept_case,
)
from mutualise.casefile.writing import case_to_yaml

__all__ = [
    "PLAN",
    "PRESENT_FORM",
    "Answer",
    "CaseFile",
    "CaseFileError",
    "CaseOption",
    "CaseSource",
    "Collection",
    "Item",
    "case_answers",
    "case_collections",
    "case_for_option",
    "case_to_yaml",
    "check_written_size",
    "load_case",
    "load_examples",
    "read_answers",
    "read_case",
    "read_kept_case",
    "with_answer",
    "with_collection",
    "with_item",
    "without_answer",
    "without_collection",
    "without_item",
]
