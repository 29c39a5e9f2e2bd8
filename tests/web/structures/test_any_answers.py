"""Whatever a team answers, every page can be built, and what it says holds good."""

from __future__ import annotations

import datetime as dt
import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mutualise.casefile import Answer, CaseFile, CaseOption
from mutualise.rules import Assessment, load_law, smallest_changes
from mutualise.rules.limits import telling_values
from mutualise.structures import load_contracts, progress
from mutualise.structures.plain import answer_as_dict
from mutualise.web.structures.cell_page import cell_page
from mutualise.web.structures.compare_page import compare_page
from mutualise.web.structures.note_page import note_page
from mutualise.web.structures.result_page import result_page
from mutualise.web.structures.session import Visit

LAW = load_law()
DAY = dt.date(2026, 11, 24)
EDITION = LAW.at(DAY)
ASKABLE = [fact for fact in LAW.facts if fact.askable and not fact.collection]
VALUES = {fact.name: telling_values(EDITION, fact.name) or (5,) for fact in ASKABLE}
CODE_NAME = re.compile(r"\b[a-z]+\.[a-z]+_[a-z_]+")

some_names = st.lists(st.sampled_from(sorted(VALUES)), unique=True, max_size=60)
some_answers = some_names.flatmap(
    lambda names: st.fixed_dictionaries({name: st.sampled_from(VALUES[name]) for name in names})
)


def visit_with(answers):
    plan = CaseOption("Plan", answers={name: Answer(value) for name, value in answers.items()})
    return Visit(CaseFile("Any team", options={"plan": plan}), "plan", DAY)


@settings(max_examples=25)
@given(some_answers, st.sampled_from([*load_contracts(), None]), st.randoms(use_true_random=False))
def test_every_page_can_be_built_and_shows_no_code_name(answers, contract, chance):
    if contract is not None:
        answers = {**answers, "contract.type": contract}
    visit = visit_with(answers)
    page, note = result_page(visit), note_page(visit)
    answer_as_dict(visit.answer())
    compare_page(visit, [])
    for cell in chance.sample(list(visit.answer().matrix.cells.values()), 4):
        cell_page(visit, cell)

    lines = [line for group in page.groups for line in (*group.applies, *group.open)]
    words = [page.headline, *page.warnings, *note.not_known, *note.where]
    words += [f"{line.lead} {line.text}" for line in lines]
    assert not CODE_NAME.findall(" ".join(words))


@settings(max_examples=25)
@given(some_answers)
def test_every_remedy_in_the_law_base_turns_its_answer(answers):
    situation = Assessment(EDITION, answers)
    for name in LAW.definitions:
        if situation.truth(name) is not True:
            for remedy in smallest_changes(situation, name).remedies:
                steps = {step.fact: step.value for step in remedy.steps}
                assert situation.with_answers(steps).truth(name) is True


@settings(max_examples=25)
@given(some_answers, st.data())
def test_one_more_answer_never_overturns_what_was_settled(answers, data):
    before = Assessment(EDITION, answers)
    name = data.draw(st.sampled_from(sorted(set(VALUES) - set(answers))))
    after = before.with_answers({name: data.draw(st.sampled_from(VALUES[name]))})
    # An answer in place of what was only taken from others may well change things.
    if before.value(name) is not None:
        return
    for definition in LAW.definitions:
        settled = before.truth(definition)
        if settled is not None and not before.provisos_for(definition):
            assert after.truth(definition) is settled, definition


@settings(max_examples=25)
@given(some_answers)
@example({"contract.type": "gms"})
def test_the_interview_always_ends(answers):
    known, asked = dict(answers), []
    while (step := progress(EDITION, known, not_known=asked)).question:
        assert step.question not in known
        assert step.question not in asked
        asked.append(step.question)
        assert len(asked) <= 25
