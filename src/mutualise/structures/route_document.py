"""A route as a document: two pages to forward, from the same blocks as the page of the site."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from mutualise.publishing import (
    Block,
    Bullets,
    Document,
    Heading,
    Note,
    Paragraph,
    Run,
    Table,
    Text,
    text,
)
from mutualise.rules import Confidence, Finding, LawBase, Rule
from mutualise.rules.cards import MEMORY
from mutualise.rules.facts import written_date
from mutualise.rules.findings import least_open
from mutualise.structures.forms import load_contracts, load_finding_words
from mutualise.structures.route_answer import Found, RouteAnswer, StepAnswer, StrainAnswer
from mutualise.structures.route_diagram import route_figures
from mutualise.structures.routes import Cited, Stage, load_parts

KIND = "A route for a GP practice"
PAGES = 2
NOT_ADVICE = "Information, not legal advice."
_SURE = {
    Confidence.HIGH: "high",
    Confidence.MEDIUM: "medium",
    Confidence.LOW: "low",
}


def route_document(answer: RouteAnswer) -> Document:
    """The route on paper: everything to decide on, in two pages."""
    return Document(
        title=answer.route.title,
        kind=KIND,
        day=answer.day,
        foot=(
            f"Mutualise. {NOT_ADVICE} Law as at {written_date(answer.day)}, from older texts: see "
            "“The law behind this”."
        ),
        blocks=(*opening(answer), *body(answer), *_law_in_print(answer)),
    )


def opening(answer: RouteAnswer) -> tuple[Block, ...]:
    """What the route is, and what the law finds of it."""
    by_finding: dict[Finding, list[str]] = {}
    for contract, finding in overall(answer).items():
        by_finding.setdefault(finding, []).append(load_contracts()[contract].short)
    heading = " ".join(
        f"{' and '.join(contracts)}: {finding_label(finding)}."
        for finding, contracts in by_finding.items()
    )
    return (
        Paragraph(text(answer.route.about), "lead"),
        Note(heading, text(_deciding_words(answer))),
    )


def _deciding_words(answer: RouteAnswer) -> str:
    """What is said at the step that makes the route no more open than it is."""
    main = answer.route.main
    worst = overall(answer)[main]
    step = next(step for step in answer.steps[1:] if step.findings[main] is worst)
    return step.words or load_finding_words()[worst.value].explains


def body(answer: RouteAnswer) -> tuple[Block, ...]:
    """What the page and the paper both show."""
    return (
        Heading(2, "Who owns what, step by step"),
        route_figures(answer.route),
        _steps(answer),
        *_moving(answer),
        Heading(2, "What each partner answers for, before and after"),
        _liabilities(answer),
        Heading(2, "Who must agree or be told"),
        _agreements(answer),
        Heading(2, "How long it takes"),
        _timeline(answer),
        Heading(2, "Pensions, indemnity, tax and goodwill"),
        _follows(answer),
        Heading(2, "What can end it"),
        Bullets(tuple(_strain(answer, strain) for strain in answer.strains)),
        Heading(2, "What is not settled"),
        Bullets(tuple(claim(answer, item.text, item) for item in answer.unsettled())),
        Heading(2, "Ask your solicitor"),
        Bullets(tuple(text(question) for question in answer.questions())),
    )


def overall(answer: RouteAnswer) -> dict[str, Finding]:
    """For each contract the least open finding on the way: a route is as open as its worst step."""
    return {
        contract: _least([step.findings[contract] for step in answer.steps[1:]])
        for contract in answer.route.contracts
    }


def finding_label(finding: Finding) -> str:
    """A finding as a person reads it."""
    return load_finding_words()[finding.value].label


def claim(answer: RouteAnswer, words: str, cited: Cited) -> Text:
    """Words, and behind them in brackets what they rest on."""
    return text(words, *_behind(answer.edition.base, cited))


def _behind(law: LawBase, cited: Cited) -> Text:
    """What a claim rests on, in brackets."""
    named = load_parts().name_of
    parts = [Run(rule, quiet=True, ref=f"rule:{rule}") for rule in cited.rules]
    parts += [
        Run(named(key), quiet=True, ref=f"source:{key}") for key in cited.sources if key != MEMORY
    ]
    if cited.estimate:
        parts.append(Run("our estimate", quiet=True))
    if is_unread(law, cited):
        parts.append(Run("part unchecked", quiet=True))
    return in_brackets(parts)


def in_brackets(parts: Sequence[Run]) -> Text:
    """Quiet words one after another, with brackets around them all."""
    if not parts:
        return ()
    between = [Run(", ", quiet=True)] * len(parts)
    joined = [run for pair in zip(between, parts, strict=True) for run in pair]
    return (Run(" (", quiet=True), *joined[1:], Run(")", quiet=True))


def is_unread(law: LawBase, cited: Cited) -> bool:
    """Whether part of a claim rests on what nobody has read."""
    by_rule = any(MEMORY in law.rules[rule].sources for rule in cited.rules)
    return by_rule or MEMORY in cited.sources


def _steps(answer: RouteAnswer) -> Table:
    contracts = [load_contracts()[contract].short for contract in answer.route.contracts]
    return Table(
        "What the law finds at each step",
        ("Step", "What happens, and what the law says", *contracts),
        tuple(_step_row(answer, step) for step in answer.steps),
        (3, 15, *(2 for _ in contracts)),
    )


def _step_row(answer: RouteAnswer, step: StepAnswer) -> tuple[Text, ...]:
    said = text(f"{step.step.does} {step.words}", *_behind(answer.edition.base, step.step))
    found = (text(load_finding_words()[item.finding.value].short) for item in step.found)
    return (text(step.step.title), said, *found)


def _moving(answer: RouteAnswer) -> Iterator[Block]:
    route, moving = answer.route, answer.procurement
    if route.two_steps is not None and moving is not None:
        yield Heading(2, "Why in two steps")
        found = (
            f"Same owners first: {finding_label(moving.apart.finding)}. "
            f"All at once: {finding_label(moving.together.finding)}."
        )
        words = f" {route.two_steps.text} {moving.words}"
        yield Paragraph(
            text(Run(found, strong=True), words, *_behind(answer.edition.base, route.two_steps))
        )
    elif route.one_step is not None and answer.why_no_move:
        yield Heading(2, "Why no novation")
        yield Paragraph(claim(answer, answer.why_no_move, route.one_step))


def _liabilities(answer: RouteAnswer) -> Table:
    return Table(
        "Liabilities and guarantees",
        ("For", "Today", "Afterwards"),
        tuple(
            (text(row.subject), text(row.today), claim(answer, row.after, row))
            for row in answer.route.liabilities
        ),
        (4, 9, 17),
    )


def _agreements(answer: RouteAnswer) -> Table:
    return Table(
        "Consents and notices",
        ("Who", "What", "When"),
        tuple(
            (text(row.who), claim(answer, row.what, row), text(row.when))
            for row in answer.route.agree
        ),
        (7, 37, 6),
    )


def _timeline(answer: RouteAnswer) -> Table:
    stages = answer.route.timeline
    shortest, longest = total_weeks(stages)
    rows = [
        (
            text(stage.name),
            text(f"{weeks(*stage.weeks)}{', meanwhile' if stage.beside else ''}"),
            _basis(answer, stage),
        )
        for stage in stages
    ]
    whole = (
        text("Altogether"),
        text(weeks(shortest, longest)),
        text("If nothing has to be done twice"),
    )
    return Table(
        "Stages", ("Stage", "Time", "Where the figure is from"), (*rows, whole), (14, 10, 20)
    )


def _basis(answer: RouteAnswer, stage: Stage) -> Text:
    if stage.note:
        return claim(answer, stage.note, stage)
    return text("Our estimate") if stage.estimate else claim(answer, "As the law says", stage)


def total_weeks(stages: tuple[Stage, ...]) -> tuple[int, int]:
    """All stages one after another; those beside a stage count only as far as they outlast it."""
    shortest = longest = 0
    low = high = 0
    for stage in stages:
        if stage.beside:
            low, high = max(low, stage.weeks[0]), max(high, stage.weeks[1])
        else:
            shortest, longest = shortest + low, longest + high
            low, high = stage.weeks
    return shortest + low, longest + high


def weeks(low: int, high: int) -> str:
    """A range as people say it: weeks, and months once weeks are hard to picture."""
    unit = "months" if low >= _MANY else "weeks"
    first, last = (_months(low), _months(high)) if low >= _MANY else (low, high)
    return f"{first} to {last} {unit}" if first != last else f"{first} {unit}"


_MANY = 20
_WEEKS_IN_A_YEAR = 52
_MONTHS_IN_A_YEAR = 12


def _months(number: int) -> int:
    return round(number * _MONTHS_IN_A_YEAR / _WEEKS_IN_A_YEAR)


def _follows(answer: RouteAnswer) -> Table:
    return Table(
        "What follows",
        ("For", "What happens"),
        tuple(
            (text(item.follow.subject), claim(answer, item.words, item.follow))
            for item in answer.follows
        ),
        (4, 20),
    )


def _strain(answer: RouteAnswer, item: StrainAnswer) -> Text:
    before = next(s for s in answer.steps if s.step.id == item.strain.step).findings
    changed = any(before[found.contract] is not found.finding for found in item.found)
    rules = _behind_strain(item, answer.route.main)
    return text(
        Run(f"{item.strain.title}.", strong=True),
        f" {item.strain.text}",
        f" {_found_words(item.found)}" if changed else "",
        *in_brackets([Run(rule, quiet=True, ref=f"rule:{rule}") for rule in rules]),
    )


def _behind_strain(item: StrainAnswer, main: str) -> tuple[str, ...]:
    """The rules that then apply; where none fires, the one that now says no."""
    if item.applies:
        return item.applies
    found = next(found for found in item.found if found.contract == main)
    return tuple(dict.fromkeys(found.rules()))[1:2]


def _found_words(found: tuple[Found, ...]) -> str:
    words = load_finding_words()
    said = "; ".join(
        f"{load_contracts()[item.contract].short}: {words[item.finding.value].short.lower()}"
        for item in found
    )
    return f"Then {said}."


def _law_in_print(answer: RouteAnswer) -> Iterator[Block]:
    law = answer.edition.base
    rules = answer.deciding()
    yield Heading(2, "The law behind this")
    said = "; ".join(f"{rule.id}: {rule.provision} ({_SURE[rule.confidence]})" for rule in rules)
    yield Paragraph(
        text(
            f"Rules that decide, and how sure we are: {said}. Read: {_texts(law, rules)}. Checked "
            f"from {written_date(_oldest(rules))}. “Part unchecked”: rests in part on what nobody "
            "has read. Assumed: nobody is barred, and owners are as drawn.",
        ),
        "small",
    )


def _texts(law: LawBase, rules: tuple[Rule, ...]) -> str:
    """The statutes that were read, each with the date of its text."""
    keys = dict.fromkeys(key for rule in rules for key in rule.sources)
    read = [law.sources[key] for key in keys if "legislation.gov.uk" in law.sources[key].url]
    # Where a statute was read in two texts, the newer one is what the rules were checked against.
    newest: dict[str, str] = {}
    for source in read:
        name = _statute(source.title)
        newest[name] = max(newest.get(name, ""), source.text_date)
    return "; ".join(f"{name}, {_text_of(text_date)}" for name, text_date in newest.items())


# A title ends where the provisions that were read begin.
_PROVISIONS = re.compile(r",? (SI \d|ss?\.|regs? |Schs? ).*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _statute(title: str) -> str:
    return _PROVISIONS.sub("", title)


def _text_of(text_date: str) -> str:
    """The date of a text as people write it, without the notes on how it was found."""
    dated = _DATE.match(text_date)
    if dated is None:
        return f"text: {text_date}"
    return f"text of {written_date(dt.date.fromisoformat(dated.group()))}"


def _oldest(rules: tuple[Rule, ...]) -> dt.date:
    return min(rule.checked for rule in rules)


def _least(findings: list[Finding]) -> Finding:
    if Finding.NOT_KNOWN in findings:
        return Finding.NOT_KNOWN
    return least_open(findings)
