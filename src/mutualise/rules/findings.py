"""The six answers the law can give, from yes to no and not known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Finding(StrEnum):
    """How certain the law makes an answer. The order is from most to least open to the team."""

    YES = "yes"
    YES_IF_AGREED = "yes_if_agreed"
    ARGUABLE = "arguable"
    PRECEDENT = "precedent"
    NO = "no"
    NOT_KNOWN = "not_known"

    @classmethod
    def of(cls, truth: bool | None) -> Finding:
        """The plain finding before anything qualifies it."""
        if truth is None:
            return cls.NOT_KNOWN
        return cls.YES if truth else cls.NO

    @classmethod
    def read(cls, written: str) -> Finding:
        """A finding as a person or a scenario file writes it.

        Raises ValueError naming the six when the words are none of them.
        """
        word = "_".join(written.lower().replace("-", " ").replace("_", " ").split())
        if word in _WRITTEN:
            return _WRITTEN[word]
        raise ValueError(f"'{written}' is not a finding. Use one of: {', '.join(cls)}")


_WRITTEN = {finding.value: finding for finding in Finding} | {
    "yes_if_a_third_party_agrees": Finding.YES_IF_AGREED,
    "yes_if_third_party_agrees": Finding.YES_IF_AGREED,
    "yes_if_commissioner_agrees": Finding.YES_IF_AGREED,
    "yes_if_agreed": Finding.YES_IF_AGREED,
    "text_no_but_precedent": Finding.PRECEDENT,
    "text_says_no_but_there_is_precedent": Finding.PRECEDENT,
    "no_but_precedent": Finding.PRECEDENT,
    "unknown": Finding.NOT_KNOWN,
    "true": Finding.YES,
    "false": Finding.NO,
}

_OPENNESS = [Finding.YES, Finding.YES_IF_AGREED, Finding.ARGUABLE, Finding.PRECEDENT, Finding.NO]


def least_open(findings: list[Finding]) -> Finding:
    """The most cautious of several qualified findings."""
    return max(findings, key=_OPENNESS.index)


@dataclass(frozen=True, slots=True)
class FindingResult:
    """A finding on one definition, with what qualified it.

    `truth` is the answer on the text alone; `qualified_by` are the rules that made it less
    certain; `provisos` are exceptions that nobody has said apply: the answer stands
    provided that they do not.
    """

    about: str
    finding: Finding
    truth: bool | None
    qualified_by: tuple[str, ...] = ()
    provisos: tuple[str, ...] = ()
