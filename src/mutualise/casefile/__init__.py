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
from mutualise.casefile.model import Answer, CaseFile, CaseOption, CaseSource, Collection, Item
from mutualise.casefile.overlay import case_answers, case_collections, case_for_option
from mutualise.casefile.places import (
    PRESENT,
    AnswerPlace,
    PlaceError,
    answers_in,
    place_title,
    with_answer_at,
)
from mutualise.casefile.reading import (
    CaseFileError,
    check_written_size,
    load_case,
    read_case,
    read_kept_case,
)
from mutualise.casefile.writing import case_to_yaml
from mutualise.rules.names import PRESENT_FORM

__all__ = [
    "PLAN",
    "PRESENT",
    "PRESENT_FORM",
    "Answer",
    "AnswerPlace",
    "CaseFile",
    "CaseFileError",
    "CaseOption",
    "CaseSource",
    "Collection",
    "Item",
    "PlaceError",
    "answers_in",
    "case_answers",
    "case_collections",
    "case_for_option",
    "case_to_yaml",
    "check_written_size",
    "load_case",
    "load_examples",
    "place_title",
    "read_answers",
    "read_case",
    "read_kept_case",
    "with_answer",
    "with_answer_at",
    "with_collection",
    "with_item",
    "without_answer",
    "without_collection",
    "without_item",
]
