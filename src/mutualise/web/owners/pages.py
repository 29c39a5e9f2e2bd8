"""What the owners pages show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mutualise.calendars.words import written_date
from mutualise.casefile import Item
from mutualise.derivations import owner_in
from mutualise.rules import Fact, LawBase, Reason, Rule, Source
from mutualise.rules.names import CONTRACT
from mutualise.structures import load_contracts, load_forms
from mutualise.structures.owner_content import Holder
from mutualise.structures.owners import (
    NeedFinding,
    OwnerFinding,
    OwnersAnswer,
    OwnerWord,
    Verdict,
)
from mutualise.structures.shown import Shown
from mutualise.web.design.components import Link
from mutualise.web.owners.listing import Listing
from mutualise.web.places import address
from mutualise.web.structures.finding_view import ReasonLine, RuleLink, rule_link
from mutualise.web.structures.sentences import sentence

OUTRIGHT: Final = "person.owns_outright"
# A longer list would be slow to load on a telephone; the rest is in the file to download.
MOST_ROWS: Final = 200


@dataclass(frozen=True)
class OwnerRow:
    """One owner in the table, with a finding for each contract."""

    id: str
    title: str
    kind: str
    href: str
    cells: tuple[Shown, ...]


@dataclass(frozen=True)
class Cited:
    """A sentence of the law and its rule."""

    text: str
    rule: RuleLink


@dataclass(frozen=True)
class NeedLine:
    """What the law needs of the list, and whether it is so."""

    label: str
    met: str
    colour: str
    rule: RuleLink


@dataclass(frozen=True)
class ContractSummary:
    """What the law says of the whole list for one contract."""

    id: str
    label: str
    short: str
    verdict: Shown
    says: str
    needs: tuple[NeedLine, ...]
    notes: tuple[Cited, ...]
    follows: tuple[Cited, ...]


@dataclass(frozen=True)
class Banner:
    """Who breaks the list for some contracts.

    `contested` says that what breaks it on the words of the law has been agreed elsewhere.
    """

    contracts: str
    names: tuple[str, ...]
    contested: bool


@dataclass(frozen=True)
class OwnersPage:
    """The list with everything that follows from it.

    `banners` name who breaks it, for the contract of the visitor or else for each one shown.
    `count` is how many owners there are; of a long list only those to look at come as `rows`.
    `folded` says that the dental contracts are left out until somebody asks for them.
    """

    intro: str
    no_names: str
    holder: Holder
    form: str
    complete: bool
    banners: tuple[Banner, ...]
    count: int
    columns: tuple[str, ...]
    rows: tuple[OwnerRow, ...]
    contracts: tuple[ContractSummary, ...]
    folded: bool
    day: str


@dataclass(frozen=True)
class OwnerContract:
    """One owner against one contract: the finding, why, what to do and what follows."""

    label: str
    finding: Shown
    says: str
    because: tuple[str, ...]
    missing: tuple[str, ...]
    changes: tuple[tuple[str, ...], ...]
    instead: str
    softened: tuple[Cited, ...]
    follows: Cited | None
    rule: RuleLink
    statement: str
    reason: ReasonLine | None


@dataclass(frozen=True)
class AnswerLine:
    """One answer about an owner."""

    label: str
    value: str
    change: Link


@dataclass(frozen=True)
class OwnerPage:
    """One owner: the findings, and the answers that they rest on."""

    id: str
    title: str
    kind: str
    holder: Holder
    contracts: tuple[OwnerContract, ...]
    folded: bool
    answers: tuple[AnswerLine, ...]
    contradictions: tuple[str, ...]
    until: str
    next_question: str


@dataclass(frozen=True)
class OwnerQuestionPage:
    """One question about an owner."""

    owner: str
    fact: Fact
    sources: tuple[Source, ...]
    back: str


def owners_page(listing: Listing) -> OwnersPage:
    """The list, the findings and what the law needs of the list."""
    answers = listing.shown
    asked = str(listing.visit.answers.get(CONTRACT, ""))
    shown_first = answers.get(asked) or next(iter(answers.values()))
    content = listing.content
    day = listing.visit.edition.day
    return OwnersPage(
        intro=content.intro,
        no_names=content.no_names,
        holder=listing.holder,
        form=load_forms()[listing.form].label,
        complete=listing.held.complete,
        banners=tuple(_banners([answers[asked]] if asked in answers else list(answers.values()))),
        count=len(listing.owners),
        columns=tuple(load_contracts()[name].short for name in answers),
        rows=tuple(_rows(listing, shown_first)),
        contracts=tuple(_summary(listing, answer) for answer in answers.values()),
        folded=len(answers) < len(listing.answers),
        day=written_date(day),
    )


def _banners(answers: list[OwnersAnswer]) -> Iterator[Banner]:
    """Who breaks the list: one banner for the contracts that the same owners break."""
    found: dict[tuple[tuple[str, ...], bool], list[str]] = {}
    for answer in answers:
        names = tuple(item.owner.title for item in answer.broken_by)
        if names and answer.verdict is not Verdict.NEVER:
            contested = answer.verdict is Verdict.PRECEDENT
            found.setdefault((names, contested), []).append(load_contracts()[answer.contract].short)
    for (names, contested), contracts in found.items():
        *others, last = contracts
        listed = f"{', '.join(others)} and {last}" if others else last
        yield Banner(listed, names, contested)


def _rows(listing: Listing, shown_first: OwnersAnswer) -> Iterator[OwnerRow]:
    kinds = listing.content.kinds
    for index in _to_show(shown_first):
        owner = listing.owners[index]
        kind = listing.content.kind_of(owner.answers)
        yield OwnerRow(
            id=owner.id,
            title=owner.title,
            kind=sentence(kinds[kind].word).removesuffix(".") if kind else "Kind not known",
            href=address("owners:owner", owner=owner.id),
            cells=tuple(
                _shown(listing, answer.findings[index]) for answer in listing.shown.values()
            ),
        )


def _to_show(answer: OwnersAnswer) -> list[int]:
    """The places of the owners to show: all in order, or of a long list those to look at first."""
    places = list(range(len(answer.findings)))
    if len(places) <= MOST_ROWS:
        return places
    order = {word: place for place, word in enumerate(_TO_LOOK_AT)}
    ranked = sorted(places, key=lambda place: order[answer.findings[place].word])
    return ranked[:MOST_ROWS]


_TO_LOOK_AT: Final = (
    OwnerWord.NO,
    OwnerWord.PRECEDENT,
    OwnerWord.ARGUABLE,
    OwnerWord.NOT_KNOWN,
    OwnerWord.IF_NOT_BARRED,
    OwnerWord.OUTSIDER,
    OwnerWord.YES,
)


def _shown(listing: Listing, item: OwnerFinding) -> Shown:
    return listing.content.words[item.word.value]


def _summary(listing: Listing, answer: OwnersAnswer) -> ContractSummary:
    contract = load_contracts()[answer.contract]
    verdict = listing.content.verdicts[answer.verdict.value]
    return ContractSummary(
        id=answer.contract,
        label=contract.label,
        short=contract.short,
        verdict=verdict,
        says=" ".join(_says(answer)),
        needs=tuple(_need(need) for need in answer.needs),
        notes=tuple(_notes(answer)),
        follows=tuple(_cited(rule) for rule in answer.follows),
    )


def _says(answer: OwnersAnswer) -> Iterator[str]:
    """The finding on the list in sentences."""
    if answer.verdict in (Verdict.NEVER, Verdict.NOT_TESTED):
        return
    broken, still = len(answer.broken_by), len(answer.open)
    if broken:
        one = f"{answer.broken_by[0].owner.title} breaks it."
        yield one if broken == 1 else f"{broken} {answer.holder.owners} break it."
    elif answer.findings:
        yield f"No {answer.holder.owner} in the list breaks it."
    if still:
        who = answer.holder.owner if still == 1 else answer.holder.owners
        yield f"Of {still} {who} it is not known yet."
    if not answer.complete and answer.findings:
        yield "The list does not have everyone yet."


def _need(found: NeedFinding) -> NeedLine:
    met = {True: ("Yes", "green"), False: ("No", "red"), None: ("Not known", "grey")}[found.met]
    return NeedLine(found.need.label, met[0], met[1], rule_link(found.rule))


def _notes(answer: OwnersAnswer) -> Iterator[Cited]:
    rules = answer.assessment.edition.base.rules
    if rule_id := answer.test.never or answer.test.open_to_all:
        rule = rules[rule_id]
        yield Cited(f"{rule.statement} {rule.consequence}".strip(), rule_link(rule))


def _cited(rule: Rule) -> Cited:
    return Cited(rule.statement, rule_link(rule))


def owner_page(listing: Listing, item: Item) -> OwnerPage:
    """One owner, opened."""
    law = listing.visit.edition.base
    kinds = listing.content.kinds
    kind = listing.content.kind_of(owner_in(item).answers)
    asked = listing.next_question(item.id)
    return OwnerPage(
        id=item.id,
        title=item.title,
        kind=kinds[kind].label if kind else "Not known",
        holder=listing.holder,
        contracts=tuple(
            _owner_contract(listing, answer.finding(item.id), answer)
            for answer in listing.shown.values()
        ),
        folded=len(listing.shown) < len(listing.answers),
        answers=tuple(_answers(listing, law, item)),
        contradictions=tuple(_contradictions(listing, item)),
        until=kinds[kind].until if kind else "",
        next_question=_question(item.id, asked) if asked else "",
    )


def _contradictions(listing: Listing, item: Item) -> Iterator[str]:
    """Answers about an owner that cannot stand beside the others; the law sets them aside."""
    facts = listing.visit.edition.facts
    answer = next(iter(listing.answers.values()))
    for found in answer.finding(item.id).assessment.contradicted(list(item.answers)):
        fact = facts[found.fact]
        said, follows = fact.clause(found.answered), fact.clause(found.follows)
        yield f"You said that {said}. Your other answers say that {follows}. We go by those."


def _owner_contract(listing: Listing, found: OwnerFinding, answer: OwnersAnswer) -> OwnerContract:
    law = found.assessment.edition.base
    remedies = found.remedies.remedies if found.remedies else ()
    against = found.follows is not None or found.word is OwnerWord.NO
    return OwnerContract(
        label=load_contracts()[answer.contract].label,
        finding=_shown(listing, found),
        says=_owner_says(found),
        because=tuple(sentence(text) for text in found.because),
        missing=tuple(law.facts[name].label for name in found.missing),
        changes=tuple(tuple(sentence(step.text) for step in way.steps) for way in remedies),
        instead=found.rule.otherwise if against and found.test.each else "",
        softened=tuple(
            Cited(f"{rule.statement} {rule.consequence}", rule_link(rule))
            for rule in found.softened_by
        ),
        follows=_cited(found.follows) if found.follows else None,
        rule=rule_link(found.rule),
        statement=found.rule.statement,
        reason=_reason(listing, found, found.reason) if found.reason else None,
    )


def _owner_says(found: OwnerFinding) -> str:
    if found.word is OwnerWord.IF_NOT_BARRED:
        return "Nothing else stands in the way. A signed declaration is missing."
    if found.word is OwnerWord.OUTSIDER:
        return "This one counts as an outsider. Outsiders together must not outvote the others."
    return ""


def _reason(listing: Listing, found: OwnerFinding, reason: Reason) -> ReasonLine:
    law = found.assessment.edition.base
    origin, change = _origin(law, found, reason)
    return ReasonLine(
        text=sentence(reason.text),
        origin=origin,
        change=change,
        rule=rule_link(law.rules[reason.rule]) if reason.rule else None,
        because=tuple(_reason(listing, found, line) for line in reason.because),
    )


def _origin(law: LawBase, found: OwnerFinding, reason: Reason) -> tuple[str, Link | None]:
    if reason.fact not in law.facts:
        return "", None
    fact = law.facts[reason.fact]
    if reason.inference:
        inference = next(item for item in law.inferences if item.id == reason.inference)
        return sentence(f"This follows from the other answers: {inference.because}"), None
    if not fact.collection:
        return "", None
    href = f"{_question(found.owner.id, fact.name)}?change=1"
    text = "Change" if fact.name in found.owner.answers else "Answer"
    return "", Link(text, href, fact.label)


def _answers(listing: Listing, law: LawBase, item: Item) -> Iterator[AnswerLine]:
    """The answers that were asked for one by one: the kind stands above them."""
    kind = listing.content.kind_of(owner_in(item).answers)
    of_kind = listing.content.kinds[kind].sets if kind else {}
    for name, answer in item.answers.items():
        if name in of_kind:
            continue
        fact = law.facts[name]
        href = f"{_question(item.id, name)}?change=1"
        yield AnswerLine(fact.label, fact.written(answer.value), Link("Change", href, fact.label))


def owner_question_page(
    listing: Listing, item: Item, fact: Fact, *, changing: bool
) -> OwnerQuestionPage:
    """The page around a question about an owner."""
    sources = listing.visit.edition.base.sources
    back = "owners:owner" if changing else "owners:change"
    return OwnerQuestionPage(
        owner=item.title,
        fact=fact,
        sources=tuple(sources[key] for key in fact.sources if key in sources),
        back=address(back, owner=item.id),
    )


def _question(owner: str, fact: str) -> str:
    return address("owners:question", owner=owner, fact=fact)
