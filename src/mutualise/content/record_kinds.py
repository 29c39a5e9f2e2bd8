"""The words for each kind of event in the record, and how the values in them are read."""

from __future__ import annotations

import string
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from mutualise.content.loader import Record, build_keyed, read_one

WHERE = "record/kinds.yaml"
Text = Annotated[str, Field(min_length=1)]


class ReadAs(StrEnum):
    """How a value that stands in an event is shown."""

    TEXT = "text"
    DATE = "date"
    PERSON = "person"
    ROLE = "role"
    WORKSPACE = "workspace"
    # "role …", "person …" or "workspace …", as a share says with whom it is.
    AUDIENCE = "audience"
    SECTION = "section"
    FACT = "fact"
    # The list of what a change of the case touched.
    FACTS = "facts"
    TOPIC = "topic"


class KindOfEvent(Record):
    """One kind: its name in a list of kinds, and its sentence."""

    id: str
    title: Text
    words: Text
    nobody: str = ""
    about: ReadAs = ReadAs.TEXT
    body: Mapping[str, ReadAs] = {}

    @model_validator(mode="after")
    def _names_are_known(self) -> KindOfEvent:
        unknown = self.names() - {"actor", "about"} - set(self.body)
        if unknown:
            raise ValueError(f"{', '.join(sorted(unknown))}: say under `body` how it is read")
        return self

    def names(self) -> set[str]:
        """The values that the sentences use."""
        parts = string.Formatter().parse(self.words + self.nobody)
        return {name for _, name, _, _ in parts if name}


@cache
def load_kinds() -> Mapping[str, KindOfEvent]:
    """Every kind by its id, in the order of the file."""
    return build_keyed(KindOfEvent, WHERE, read_one(WHERE))
