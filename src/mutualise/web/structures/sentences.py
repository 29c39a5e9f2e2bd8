"""An answer in sentences: read aloud, each should sound like a person speaking."""

from __future__ import annotations

from mutualise.rules import Confidence, Finding, load_law
from mutualise.rules.facts import inside_sentence, with_article
from mutualise.structures import (
    CONTRACT,
    Contract,
    HoldingAnswer,
    LegalForm,
    Progress,
    StructureAnswer,
)

_CONFIDENCE = {
    Confidence.HIGH: "High: we read it in the law or official guidance, and the words are clear.",
    Confidence.MEDIUM: "Medium: we read it, but it is unclear, old, or only described elsewhere.",
    Confidence.LOW: "Low: we have not read the text itself. Check it before you rely on it.",
}


def sentence(text: str) -> str:
    """A clause as a sentence: a capital first and one full stop last."""
    text = text.strip()
    ending = "" if text.endswith((".", "?", "!", ":")) else "."
    return f"{text[:1].upper()}{text[1:]}{ending}"


def form_words(form: LegalForm) -> str:
    """A legal form inside a sentence."""
    return with_article(form.label)


def contract_words(contract: Contract) -> str:
    """A contract inside a sentence; a title keeps its capitals."""
    return inside_sentence(load_law().facts[CONTRACT].values[contract.id])


def headline(answer: StructureAnswer) -> str:
    """The answer in one line."""
    if answer.holding is not None:
        return _holding_headline(answer.holding)
    if answer.contract is not None and not answer.contract.definition:
        return f"Who can hold {contract_words(answer.contract)}"
    if answer.contract is not None:
        return f"Which legal forms can hold {contract_words(answer.contract)}"
    if answer.form is not None:
        return f"Which contracts {form_words(answer.form)} can hold"
    return "Legal forms and the contracts they can hold"


def _holding_headline(holding: HoldingAnswer) -> str:
    form = sentence(form_words(holding.form)).removesuffix(".")
    contract = contract_words(holding.contract)
    match holding.result.finding:
        case Finding.YES:
            return f"{form} can hold {contract}"
        case Finding.YES_IF_AGREED:
            return f"{form} can hold {contract}, if {commissioner(holding.contract)} agrees"
        case Finding.ARGUABLE:
            return f"It is arguable whether {form_words(holding.form)} can hold {contract}"
        case Finding.PRECEDENT:
            return (
                f"On the words of the law {form_words(holding.form)} cannot hold {contract}, "
                "but it has been done"
            )
        case Finding.NO if holding.cell.word == "never":
            return f"{form} can never hold {contract}"
        case Finding.NO:
            return f"{form}, as you describe it, cannot hold {contract}"
    return _not_known_headline(holding, form, contract)


def _not_known_headline(holding: HoldingAnswer, form: str, contract: str) -> str:
    remedies = holding.remedies.remedies
    if remedies and not remedies[0].changes:
        count = len(remedies[0].confirms)
        things = "one thing" if count == 1 else f"{count} things"
        who = who_must_agree(holding)
        agreed = f" and {who} agrees" if who else ""
        return f"{form} can hold {contract}, if you can confirm {things}{agreed}"
    if remedies:
        return f"{form} could hold {contract}, with changes"
    return f"Nobody can say yet whether {form_words(holding.form)} can hold {contract}"


def who_must_agree(holding: HoldingAnswer) -> str:
    """Who outside the team must agree, now or once everything is confirmed; else nothing."""
    found = holding.result.finding
    if holding.remedies.remedies:
        steps = {step.fact: step.value for step in holding.remedies.remedies[0].steps}
        done = holding.cell.assessment.with_answers(steps)
        found = done.finding(holding.result.about).finding
    return commissioner(holding.contract) if found is Finding.YES_IF_AGREED else ""


def commissioner(contract: Contract) -> str:
    """Who buys under a contract, inside a sentence."""
    name = contract.commissioner.removeprefix("Expected to be ")
    return f"{name[:1].lower()}{name[1:]}" if name.startswith(("The ", "A ")) else name


def still_open(step: Progress, *, form_chosen: bool) -> str:
    """What the questions of this part of the interview can still change, as a clause."""
    if step.holding_settled:
        return "what follows from holding the contract"
    if form_chosen:
        return "whether this legal form can hold the contract"
    return "which legal forms can hold the contract"


def confidence_words(confidence: Confidence, *, from_memory: bool) -> str:
    """How sure we are of the law behind an answer."""
    words = _CONFIDENCE[confidence]
    if from_memory:
        words += " Part of it is from general knowledge and is not yet checked against the source."
    return words
