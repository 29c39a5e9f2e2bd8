"""What moved in sentences: "GMS held by a company: was 'Yes', is now 'No', because ..."."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from mutualise.casefile.difference_words import PART_NAMES
from mutualise.casefile.places import AnswerPlace
from mutualise.derivations.moved_records import About, Cause, Change, Moved, Of, Pair, Step
from mutualise.derivations.stand import column_of
from mutualise.derivations.what_if_words import certainty_words
from mutualise.rules.facts import in_a_row, with_article, written_date
from mutualise.structures import load_finding_words, load_forms

_SENTENCE_END: Final = re.compile(r"(?<=[a-z0-9)])\. (?=[A-Z])")
_THIS_VERSION: Final = "in this version of Mutualise"


def moved_words(moved: Moved) -> str:
    """A finding that moved, and why, as one sentence."""
    return f"{what_moved_words(moved)}, because {causes_words(moved.causes)}."


def what_moved_words(moved: Moved) -> str:
    """What a finding was and is now, without the causes."""
    if moved.about is About.CONSEQUENCE:
        return _consequence(moved)
    words = load_finding_words()
    before, after = words[moved.before].label, words[moved.after].label
    if moved.pair != moved.pair_before:
        was = _pair(moved.pair_before)
        return f"{_pair(moved.pair)}: '{after}', where {was} was '{before}'"
    return f"{_pair(moved.pair)}: was '{before}', is now '{after}'"


def causes_words(causes: Iterable[Cause]) -> str:
    """The causes as one clause; rules to which the same happened are named together."""
    groups: dict[Cause, list[Cause]] = {}
    for cause in causes:
        alike = cause
        if cause.of is Of.RULE:
            alike = Cause(cause.step, Of.RULE, cause.change, "", when=cause.when)
        groups.setdefault(alike, []).append(cause)
    return ", and ".join(cause_words(*group) for group in groups.values())


def cause_words(cause: Cause, *alike: Cause) -> str:
    """One cause as a clause: "rule GMS-05 was changed in this version of Mutualise".

    `alike` are other rules to which the same happened.
    """
    match cause.of:
        case Of.ANSWER:
            return _answer(cause)
        case Of.ITEM | Of.LIST:
            return _listed(cause)
        case Of.FIGURE:
            return _figure(cause)
        case Of.PRODUCT:
            return "this version of Mutualise works it out in another way"
        case Of.RULE | Of.INFERENCE:
            return _record(cause, [cause.id, *(other.id for other in alike)])


def _consequence(moved: Moved) -> str:
    # The first sentence says what the rule is about; the rest is on its page.
    statement = _SENTENCE_END.split(moved.label)[0].rstrip(".")
    name = f"{statement} (rule {moved.rule})" if statement else f"Rule {moved.rule}"
    before, after = certainty_words(moved.before), certainty_words(moved.after)
    if moved.before == moved.after:
        return f"{name}: still '{after}'"
    was = f"was '{before}'" if moved.before else "was not named"
    now = f"is now '{after}'" if moved.after else "is no longer named"
    return f"{name}: {was}, {now}"


def _pair(pair: Pair) -> str:
    form, column = load_forms().get(pair[0]), column_of(pair[1])
    held = pair[1] if column is None else column.short if column.contract else column.label
    return f"{held} held by {with_article(form.label) if form else pair[0]}"


def _answer(cause: Cause) -> str:
    match cause.change:
        case Change.NEW:
            return f"'{cause.label}' was answered '{cause.after}'"
        case Change.GONE:
            return f"the answer to '{cause.label}' was taken back; it was '{cause.before}'"
        case _:
            return f"the answer to '{cause.label}' changed from '{cause.before}' to '{cause.after}'"


def _listed(cause: Cause) -> str:
    if cause.of is Of.LIST:
        return f"the list of {PART_NAMES[cause.id]}s is now said to be {cause.after}"
    name = f"{PART_NAMES[AnswerPlace.parse(cause.id).group]} '{cause.label}'"
    match cause.change:
        case Change.NEW:
            return f"the {name} was added"
        case Change.GONE:
            return f"the {name} was removed"
        case _:
            return f"what is known of the {name} changed"


def _figure(cause: Cause) -> str:
    if cause.change is Change.NEW:
        return f"'{cause.label}' is {cause.after}{_since(cause)}"
    if cause.change is Change.GONE:
        return f"there is no figure any more for '{cause.label or cause.id}'{_since(cause)}"
    return f"'{cause.label}' changed from {cause.before} to {cause.after}{_since(cause)}"


def _since(cause: Cause) -> str:
    if cause.when is not None:
        return f" on {written_date(cause.when)}"
    return f" {_THIS_VERSION}" if cause.step is Step.VERSION else " by the date of the law"


def _record(cause: Cause, ids: list[str]) -> str:
    were, are, count = ("were", "are", "count") if len(ids) > 1 else ("was", "is", "counts")
    if cause.of is Of.INFERENCE:
        name = f"what follows from other answers ({cause.id})"
    else:
        name = f"rule{'s' if len(ids) > 1 else ''} {in_a_row(ids)}"
    if cause.step is Step.VERSION:
        happened = {
            Change.NEW: f"{are} new",
            Change.GONE: f"no longer {count}",
            Change.REWORDED: f"{were} put in other words",
            Change.CHANGED: f"{were} changed",
        }
        return f"{name} {happened[cause.change]} {_THIS_VERSION}"
    if cause.when is None:
        no = " not" if cause.change is Change.GONE else ""
        return f"{name} {are}{no} in force on the date of the law that is used now"
    happened = {Change.NEW: "came into force", Change.GONE: "ended"}
    return f"{name} {happened.get(cause.change, f'{were} changed')} on {written_date(cause.when)}"
