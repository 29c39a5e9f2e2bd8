"""What to ask next about one owner: the question that settles most, over several contracts."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mutualise.rules.limits import telling_values
from mutualise.structures.owner_content import load_owner_content
from mutualise.structures.owners import OwnerFinding, OwnersAnswer, once_declared


def next_about(
    answers: Sequence[OwnersAnswer], owner_id: str, *, skip: Collection[str] = ()
) -> str | None:
    """The question about one owner whose answer settles most, over several contracts.

    What usually decides for this kind of owner is asked first. `skip` are facts not to ask.
    The declaration of not being barred is left out: it is asked of everyone at once. None
    when no answer about this owner would settle anything more.
    """
    content = load_owner_content()
    left_out = {*skip, content.declaration}
    findings = [answer.finding(owner_id) for answer in answers]
    asked: dict[str, float] = {}
    for finding in findings:
        for fact in finding.missing:
            if fact not in left_out:
                asked[fact] = asked.get(fact, 0.0) + _settles(finding, fact)
    for answer in answers:
        for fact in _needed_of_each(answer, owner_id):
            if fact not in left_out:
                asked.setdefault(fact, 0.0)
    if not asked:
        return None
    facts = findings[0].assessment.edition.facts
    kind = content.kind_of(findings[0].owner.answers)
    first = content.kinds[kind].asks if kind else ()

    def order(name: str) -> tuple[int, float, int, str]:
        place = first.index(name) if name in first else len(first)
        return (place, -round(asked[name], 3), facts[name].priority, name)

    return min(asked, key=order)


def _needed_of_each(answer: OwnersAnswer, owner_id: str) -> list[str]:
    """What the list as a whole still waits for from this owner, such as being a limited partner."""
    item = answer.finding(owner_id).assessment
    asked = [
        found.need
        for found in answer.needs
        if found.met is None and found.need.asks and item.truth(found.need.asks_if) is True
    ]
    return [need.asks for need in asked if item.value(need.asks) is None]


def _settles(finding: OwnerFinding, fact: str) -> float:
    """The share of possible answers to a question that would settle the finding."""
    assessment = finding.assessment
    names = [
        name
        for name in (finding.test.each, finding.test.counts)
        if name and assessment.truth(name) is None
    ]
    # Else nothing would ever be settled before the declarations are in.
    fit = once_declared(assessment)
    values = telling_values(assessment.edition, fact)
    settled = sum(
        fit.with_answers({fact: value}).truth(name) is not None
        for value in values
        for name in names
    )
    return settled / len(values) if values else 0.0
