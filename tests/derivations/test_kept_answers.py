"""Your answer changed because ...: what is kept of an answer, and what moved since."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualise import __version__
from mutualise.casefile import (
    PRESENT,
    Answer,
    AnswerPlace,
    load_examples,
    read_case,
    with_answer_at,
    with_item,
)
from mutualise.casefile.model import Item
from mutualise.casefile.overlay import UnknownOptionError
from mutualise.derivations import derive_structures
from mutualise.derivations.kept import KeptFormatError, from_json, keep, to_json
from mutualise.derivations.moved import what_moved
from mutualise.derivations.moved_records import About, Change, Of, Step
from mutualise.derivations.moved_words import moved_words
from mutualise.rules import load_law
from mutualise.rules.reforms import Reform, RuleChange, load_reforms
from mutualise.rules.what_if import reformed

LAW = load_law()
DAY = dt.date(2026, 11, 24)
CASES = {slug: dataclasses.replace(case, as_at=None) for slug, case in load_examples().items()}
SOCIETY = reformed(LAW, load_reforms()["society-holds-gms"])

PRACTICE = """
mutualise: 1
title: Riverside practice
present:
  answers:
    team.kind: gp_partnership
    entity.form: partnership
    contract.type: gms
    holder.any_disqualified: no
options:
  company:
    title: A company limited by shares
    answers:
      entity.form: cls
      shares.gp_share: yes
      shares.others_nhs_family: yes
      shares.other_doctors_ok: yes
      shares.held_on_trust: no
  society:
    title: A benefit society
    answers: {entity.form: cbs}
"""
CASE = read_case(PRACTICE, LAW.facts)
COMPANY = AnswerPlace("option", "company")


def kept(case=CASE, option="company", law=LAW, day=DAY):
    return from_json(to_json(keep(law, case, option, as_at=day)))


def moved(before, case=CASE, option="company", law=LAW, day=DAY):
    return what_moved(before, law, case, option, as_at=day)


def own(found):
    return next(one for one in found if one.own)


def without_words(law, rule):
    return dataclasses.replace(
        law, rules={**law.rules, rule: law.rules[rule].model_copy(update={"consequence": "Other."})}
    )


def with_answers(**answers):
    case = CASE
    for name, value in answers.items():
        answer = None if value is None else Answer(value)
        case = with_answer_at(case, COMPANY, name.replace("__", "."), answer)
    return case


@pytest.mark.parametrize("slug", CASES)
def test_nothing_moved_in_any_worked_case_while_nothing_changed(slug):
    for option in (None, *CASES[slug].options):
        before = kept(CASES[slug], option)

        assert moved(before, CASES[slug], option) == ()
        assert moved(before, CASES[slug], option, day=DAY + dt.timedelta(days=1)) == ()


@pytest.mark.parametrize("slug", CASES)
def test_a_kept_answer_is_small_and_comes_back_from_its_json(slug):
    for option in (None, *CASES[slug].options):
        answer = keep(LAW, CASES[slug], option, as_at=DAY)

        text = to_json(answer)
        assert from_json(text) == answer
        assert len(text) < 40_000


def test_a_kept_answer_says_what_was_found_and_by_which_rules():
    answer = kept()

    assert answer.version == __version__
    assert answer.own == ("cls", "gms")
    assert answer.cells["cls", "gms"].word == "yes_if_agreed"
    assert "GMS-01" in answer.cells["cls", "gms"].decided_by
    assert answer.answers["shares.gp_share"] is True


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 1}', "null", '{"format": 1, "own": 3}']
)
def test_what_is_not_a_kept_answer_is_said_not_to_be_one(text):
    with pytest.raises(KeptFormatError, match="This is not a kept answer"):
        from_json(text)


def test_an_answer_kept_in_another_format_is_not_guessed_at():
    newer = json.dumps({**json.loads(to_json(kept())), "format": 2})

    with pytest.raises(KeptFormatError, match="kept in format 2; this version reads format 1"):
        from_json(newer)


def test_an_option_that_is_gone_is_named():
    before = kept()
    case = dataclasses.replace(CASE, options={})

    with pytest.raises(UnknownOptionError, match="no option called 'company'"):
        moved(before, case)


def test_a_rule_that_this_version_changed_is_the_cause():
    before = kept(option="society")

    found = own(moved(before, option="society", law=SOCIETY))
    assert (found.before, found.after) == ("never", "depends")
    assert {(cause.step, cause.id, cause.change) for cause in found.causes} == {
        (Step.VERSION, "GMS-01", Change.CHANGED),
        (Step.VERSION, "GMS-05", Change.CHANGED),
    }
    assert moved_words(found) == (
        "GMS held by a community benefit society: was 'Never', is now 'It depends', because "
        "rules GMS-01 and GMS-05 were changed in this version of Mutualise."
    )
    assert all(cause.url.startswith("https://") for cause in found.causes)


def test_a_change_that_begins_on_a_day_is_the_cause_only_once_that_day_has_come():
    begins = dt.date(2027, 4, 1)
    law = reformed(LAW, dataclasses.replace(load_reforms()["society-holds-gms"], begins=begins))
    before = kept(option="society", law=law)

    assert moved(before, option="society", law=law, day=dt.date(2027, 3, 31)) == ()
    found = own(moved(before, option="society", law=law, day=begins))
    assert moved_words(found) == (
        "GMS held by a community benefit society: was 'Never', is now 'It depends', because "
        "rules GMS-01 and GMS-05 were changed on 1 April 2027."
    )


def test_a_version_that_changes_the_words_of_a_rule_only_says_so():
    follows = kept().follows
    rule = next(name for name, certainty in follows.items() if certainty == "applies")
    law = without_words(LAW, rule)

    (found,) = moved(kept(), law=law)
    assert (found.about, found.rule, found.before) == (About.CONSEQUENCE, rule, found.after)
    assert moved_words(found).endswith(
        f"(rule {rule}): still 'it follows', because rule {rule} was put in other words in this "
        "version of Mutualise."
    )


def test_a_rule_that_is_taken_out_takes_its_consequence_with_it():
    follows = kept().follows
    rule = next(name for name, certainty in follows.items() if certainty == "applies"
                and not LAW.rules[name].defines)  # fmt: skip
    law = reformed(LAW, Reform("Out", rules={rule: RuleChange(off=True)}))

    (found,) = (one for one in moved(kept(), law=law) if one.rule == rule)
    assert found.after == ""
    assert "was 'it follows', is no longer named, because" in moved_words(found)
    assert f"rule {rule} no longer counts in this version of Mutualise" in moved_words(found)


def test_a_figure_that_moved_is_named_with_its_values_and_its_day():
    case = with_answer_at(CASE, PRESENT, "tax.taxable_turnover", Answer(88_000))
    before = kept(case, day=dt.date(2024, 3, 30))

    assert what_moved(before, LAW, case, "company", as_at=dt.date(2024, 3, 31)) == ()
    found = what_moved(before, LAW, case, "company", as_at=dt.date(2024, 4, 1))
    (registration,) = (one for one in found if one.rule == "VAT-06")
    assert moved_words(registration).endswith(
        "(rule VAT-06): was 'it follows', is no longer named, because 'Taxable turnover in 12 "
        "months above which you must register for VAT' changed from £85,000 to £90,000 on "
        "1 April 2024."
    )
    (figure,) = registration.causes
    assert (figure.of, figure.step, figure.when) == (Of.FIGURE, Step.DATE, dt.date(2024, 4, 1))
    assert figure.source
    assert figure.url.startswith("https://")


def test_a_figure_that_this_version_has_otherwise_says_so():
    case = with_answer_at(CASE, PRESENT, "tax.taxable_turnover", Answer(88_000))
    lowered = Reform("Lower", figures={"vat_registration_threshold": 85_000})
    before = kept(case)

    (found,) = moved(before, case, law=reformed(LAW, lowered))
    assert found.after == "applies"
    assert moved_words(found).endswith(
        "changed from £90,000 to £85,000 in this version of Mutualise."
    )


def test_on_the_day_before_a_rule_begins_it_is_not_the_cause_and_on_the_day_it_is():
    case = CASES["leading-lives"]
    before = kept(case, "as_done", day=dt.date(2025, 2, 23))

    same = what_moved(before, LAW, case, "as_done", as_at=dt.date(2025, 2, 23))
    found = what_moved(before, LAW, case, "as_done", as_at=dt.date(2025, 2, 24))
    assert same == ()
    (reserved,) = (one for one in found if one.rule == "PA-01")
    assert moved_words(reserved).endswith(
        "(rule PA-01): was not named, is now 'it follows', because rule PA-01 came into force "
        "on 24 February 2025."
    )


def test_a_date_that_goes_back_names_no_day_on_which_something_happened():
    case = CASES["leading-lives"]
    before = kept(case, "as_done")

    found = what_moved(before, LAW, case, "as_done", as_at=dt.date(2025, 2, 23))
    (reserved,) = (one for one in found if one.rule == "PA-01")
    assert moved_words(reserved).endswith(
        "is no longer named, because rule PA-01 is not in force on the date of the law that is "
        "used now."
    )


def test_a_rule_of_many_sentences_is_named_by_its_first():
    found = moved(kept(), with_answers(entity__form="clg"))

    (pension,) = (one for one in found if one.rule == "PEN-01")
    assert pension.label.count(". ") > 1
    assert moved_words(pension).startswith(
        "A practice that holds a GMS contract or PMS agreement is an employer in the NHS Pension "
        "Scheme because of that contract (rule PEN-01): was "
    )


def test_an_answer_of_the_team_is_the_cause_and_only_the_one_that_mattered():
    after = with_answers(shares__gp_share=False, cqc__regulated_activity=True)

    found = own(moved(kept(), after))
    assert (found.before, found.after) == ("yes_if_agreed", "no")
    label = LAW.facts["shares.gp_share"].label
    assert moved_words(found) == (
        "GMS held by a company limited by shares: was 'Yes, if someone else agrees', is now "
        "'No', because the answer to "
        f"'{label}' changed from 'Yes' to 'No'."
    )


def test_an_answer_that_was_taken_back_is_the_cause():
    found = own(moved(kept(), with_answers(shares__gp_share=None)))

    assert found.after == "depends"
    assert "was taken back; it was 'Yes'" in moved_words(found)


def test_two_answers_of_which_either_would_do_are_both_named():
    after = with_answers(shares__gp_share=False, shares__others_nhs_family=False)

    causes = own(moved(kept(), after)).causes
    assert [cause.id for cause in causes] == ["shares.gp_share", "shares.others_nhs_family"]


def test_another_legal_form_is_told_beside_the_one_it_was():
    after = with_answers(entity__form="clg")

    found = own(moved(kept(), after))
    assert found.about is About.OWN
    assert moved_words(found) == (
        "GMS held by a company limited by guarantee: 'Never', where GMS held by a company "
        "limited by shares was 'Yes, if someone else agrees', because the answer to "
        f"'{LAW.facts['entity.form'].label}' changed from "
        f"'{LAW.facts['entity.form'].written('cls')}' to "
        f"'{LAW.facts['entity.form'].written('clg')}'."
    )


def test_the_law_and_the_team_may_both_have_moved_one_answer():
    before = kept(option="society")
    society = AnswerPlace("option", "society")
    case = CASE
    for fact in ("shares.gp_share", "shares.others_nhs_family", "shares.other_doctors_ok"):
        case = with_answer_at(case, society, fact, Answer(value=True))

    found = own(moved(before, case, "society", law=SOCIETY))
    assert found.after not in ("never", "depends")
    assert {cause.step for cause in found.causes} == {Step.VERSION, Step.TEAM}


def test_an_owner_who_was_added_is_the_cause():
    nobody = with_answers(shares__others_nhs_family=None, shares__gp_share=None)
    gp = Item("gp-1", "GP 1", {n: Answer(value=True) for n in GP})
    before_case = with_item(nobody, "owners", gp)
    outsider = Item("x", "An outside investor", {n: Answer(value=False) for n in GP})
    after = with_item(before_case, "owners", outsider)

    found = own(moved(kept(before_case), after))
    assert moved_words(found).endswith("because the owner 'An outside investor' was added.")
    assert [str(AnswerPlace.parse(cause.id)) for cause in found.causes] == ["owners:x"]


GP = [
    "person.individual", "person.is_gp", "person.is_doctor", "person.owns_outright",
    "person.employed_in_connection_with_services",
]  # fmt: skip


def test_an_answer_that_the_law_no_longer_knows_leaves_no_trace_but_the_version():
    written = json.loads(to_json(kept()))
    written["answers"]["shares.no_such_fact"] = True
    written["answers"]["entity.form"] = "guild"

    found = moved(from_json(json.dumps(written)))
    assert all(one.causes for one in found)


SHARES = ["shares.gp_share", "shares.others_nhs_family", "shares.other_doctors_ok",
          "shares.held_on_trust", "holder.any_disqualified"]  # fmt: skip
changes = st.dictionaries(st.sampled_from(SHARES), st.sampled_from([True, False, None]))


@given(changes, st.sampled_from([LAW, SOCIETY]), st.dates(dt.date(2024, 1, 1), DAY))
def test_whatever_changes_every_finding_that_moved_has_a_cause_in_words(answers, law, day):
    case = CASE
    for name, value in answers.items():
        case = with_answer_at(case, COMPANY, name, None if value is None else Answer(value))
    before = BEFORE[day < dt.date(2025, 6, 1)]

    derived = derive_structures(law, case, option="company", as_at=day)
    found = what_moved(before, law, case, "company", as_at=day, derived=derived)
    by_pair = {one.pair: one for one in found if one.about is About.CELL}
    for pair, cell in derived.result.matrix.cells.items():
        assert (pair in by_pair) is (before.cells[pair].word != cell.word)
    assert all(one.causes and moved_words(one).endswith(".") for one in found)
    if law is LAW:
        assert all(c.step is not Step.VERSION for one in found for c in one.causes)
    if not (case.options["company"].answers.items() ^ CASE.options["company"].answers.items()):
        assert all(c.step is not Step.TEAM for one in found for c in one.causes)


BEFORE = {
    False: keep(LAW, CASE, "company", as_at=DAY),
    True: keep(LAW, CASE, "company", as_at=dt.date(2024, 6, 30)),
}


def test_keeping_and_comparing_cost_little_beside_the_answer_itself():
    case, option = CASES["back-office"], "customer_society"
    derived = derive_structures(LAW, case, option=option, as_at=DAY)
    before = keep(LAW, case, option, as_at=dt.date(2024, 6, 30))

    def seconds(work) -> float:
        began = time.process_time()
        work()
        return time.process_time() - began

    # The best of three: another process may be busy beside this one.
    assert min(seconds(lambda: keep(LAW, case, option, as_at=DAY, derived=derived))
               for _ in range(3)) < 0.05  # fmt: skip
    assert min(seconds(lambda: what_moved(before, LAW, case, option, as_at=DAY, derived=derived))
               for _ in range(3)) < 0.05  # fmt: skip


def test_the_present_position_is_kept_like_an_option():
    before = keep(LAW, CASE, as_at=DAY)
    case = with_answer_at(CASE, PRESENT, "contract.type", Answer("apms"))

    assert before.own == ("partnership", "gms")
    found = what_moved(before, LAW, case, as_at=DAY)
    assert found
    assert {c.id for one in found for c in one.causes} == {"contract.type"}
