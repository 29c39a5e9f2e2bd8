"""One thing that whoever writes the rules should mend."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AuthoringProblem:
    """Something to mend: where it is kept, and a sentence that says what to do."""

    place: str
    sentence: str
