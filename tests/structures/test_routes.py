"""The routes for a GP practice: what they say is what the law finds, on the day it is asked."""

import datetime as dt
import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from mutualise.content.loader import ContentError
from mutualise.publishing import pdf_of, words_of
from mutualise.rules import Finding, load_law
from mutualise.structures import routes as content
from mutualise.structures.route_answer import answer_route, situation
from mutualise.structures.route_diagram import step_diagram
from mutualise.structures.route_document import (
    PAGES,
    overall,
    route_document,
    total_weeks,
    weeks,
)
from mutualise.structures.routes import (
    Claim,
    Question,
    Route,
    Stage,
    Unsettled,
    load_parts,
    load_routes,
)

DAY = dt.date(2026, 11, 24)
ROUTES = list(load_routes())
YES, NO = Finding.YES, Finding.NO
IF_AGREED, PRECEDENT = Finding.YES_IF_AGREED, Finding.PRECEDENT


@pytest.fixture(scope="module")
def edition():
    return load_law().at(DAY)


@pytest.fixture(scope="module")
def answers(edition):
    return {name: answer_route(edition, route) for name, route in load_routes().items()}


# What the statutes say, worked out by hand: NHS Act 2006 ss.83(2), 86 and 93; GMS Regulations
# 2015 Sch 3 paras 57 to 59, which give no route from a partnership to a company.
@pytest.mark.parametrize(
    ("route", "step", "gms", "pms"),
    [
        ("staying-a-partnership", "wider", YES, YES),
        ("company-by-shares", "today", YES, YES),
        ("company-by-shares", "move", IF_AGREED, IF_AGREED),
        ("company-by-shares", "wider", YES, YES),
        ("cic-by-shares", "move", IF_AGREED, IF_AGREED),
        ("cic-by-shares", "wider", YES, YES),
        # PMS Regulations 2015 Sch 2 para 52: a change of partners is a variation that both sign.
        ("wider-partnership", "first", YES, IF_AGREED),
        ("wider-partnership", "wider", YES, IF_AGREED),
        ("employee-trust", "move", IF_AGREED, IF_AGREED),
        ("employee-trust", "wider", PRECEDENT, PRECEDENT),
        ("apms", "award", NO, NO),
        ("apms", "wider", NO, NO),
    ],
)
def test_each_step_has_the_finding_that_the_statutes_give(answers, route, step, gms, pms):
    found = next(item for item in answers[route].steps if item.step.id == step).findings
    assert (found["gms"], found["pms"]) == (gms, pms)


def test_a_guarantee_company_may_hold_apms(answers):
    assert answers["apms"].last.findings["apms"] is YES


# PSR Regulations 2023 reg 13(1)(b): only identity may change. Same owners: arguable (PSR-11).
@pytest.mark.parametrize("route", ["company-by-shares", "cic-by-shares", "employee-trust"])
def test_moving_first_can_be_argued_and_widening_at_once_cannot(answers, route):
    moving = answers[route].procurement
    assert moving.apart.finding is Finding.ARGUABLE
    assert moving.apart.qualified_by == ("PSR-11",)
    assert moving.together.finding is NO


# GMS Regulations 2015 Sch 3 para 65 and reg 6(1); PMS needs no GP (NHS Act 2006 s.93).
@pytest.mark.parametrize("route", ["company-by-shares", "cic-by-shares", "wider-partnership"])
def test_without_a_gp_the_contract_is_lost_for_gms_and_not_for_pms(answers, route):
    last_gp = answers[route].strains[0]
    assert last_gp.strain.title.startswith("The last GP")
    found = {item.contract: item.finding for item in last_gp.found}
    assert found["gms"] is NO
    assert found["pms"] in (YES, IF_AGREED)
    assert last_gp.applies == ("GMS-11",)


@pytest.mark.parametrize("route", ROUTES)
def test_one_barred_person_fails_every_contract(answers, route):
    barred = next(item for item in answers[route].strains if "barred" in item.strain.title)
    assert {item.finding for item in barred.found} == {NO}


def test_a_route_is_only_as_open_as_its_least_open_step(answers):
    assert overall(answers["company-by-shares"]) == {"gms": IF_AGREED, "pms": IF_AGREED}


@pytest.mark.parametrize("route", ROUTES)
def test_somebody_has_written_for_everything_that_the_law_finds(answers, route):
    answer = answers[route]
    for step in answer.steps:
        assert step.words, f"{step.step.id}: no 'explains' fits {dict(step.findings)}"
    for follow in answer.follows:
        assert follow.words, f"{follow.follow.subject}: no words for {follow.finding}"
    if answer.procurement is not None:
        assert answer.procurement.words, answer.procurement
    else:
        assert answer.why_no_move, f"no 'explains' of one_step fits {dict(answer.last.findings)}"


@pytest.mark.parametrize("route", ROUTES)
def test_every_strain_changes_a_finding_or_brings_a_rule_and_each_rule_it_names_applies(
    answers, route
):
    answer = answers[route]
    for item in answer.strains:
        before = next(s for s in answer.steps if s.step.id == item.strain.step).findings
        changed = any(before[found.contract] is not found.finding for found in item.found)
        assert changed or item.applies, item.strain.title
        assert set(item.applies) == set(item.strain.fires), item.strain.title


@pytest.mark.parametrize("route", ROUTES)
def test_the_answers_of_a_step_can_stand_beside_each_other(edition, route):
    told = load_routes()[route]
    for step in told.steps:
        for contract in told.contracts:
            against = situation(edition, step, contract).contradictions()
            assert not [found for found in against if found.binding], step.id


# Words that claim a finding are chosen by the finding: they stand under 'explains' only.
CLAIMS = re.compile(
    r"\b(can|may|cannot|could)( not| never)? (hold|keep) (a |the |its )?(GMS|PMS|APMS|contract)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("route", ROUTES)
def test_no_finding_is_typed_by_hand(route):
    told = load_routes()[route]
    prose = [told.title, told.about]
    prose += [step.does for step in told.steps]
    prose += [strain.text for strain in told.strains]
    prose += [line for row in told.liabilities for line in (row.today, row.after)]
    prose += [row.what for row in told.agree] + [item.text for item in told.open]
    prose += [told.two_steps.text] if told.two_steps else []
    assert not [line for line in prose if CLAIMS.search(line)]


def test_the_words_follow_the_finding_when_the_law_differs(answers):
    """Before the Provider Selection Regime there is nothing to find, so nothing is claimed."""
    before = answer_route(load_law().at(dt.date(2023, 12, 31)), load_routes()["company-by-shares"])
    assert before.procurement.apart.finding is Finding.NOT_KNOWN
    assert before.procurement.words == ""
    now = " ".join(words_of(route_document(answers["company-by-shares"])))
    then = " ".join(words_of(route_document(before)))
    claim = "the argument is weaker, and we find no other ground"
    assert claim in now
    assert claim not in then
    assert "31 December 2023" in route_document(before).foot


@pytest.mark.parametrize("route", ROUTES)
def test_the_drawing_shows_the_owners_that_were_put_to_the_law(route):
    for step in load_routes()[route].steps:
        drawn = {box.title for box in step_diagram(step).boxes()}
        assert {owner.title for owner in step.owners} <= drawn


@pytest.mark.parametrize("route", ROUTES)
def test_the_document_is_two_pages_that_anyone_can_read(answers, route):
    answer = answers[route]
    made = PdfReader(io.BytesIO(pdf_of(route_document(answer), pages=PAGES)))
    assert len(made.pages) == 2
    assert made.metadata.title == answer.route.title
    root = made.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"].value is True
    for page in made.pages:
        words = " ".join(page.extract_text().split())
        assert (
            "Information, not legal advice. Law as at 24 November 2026, from older texts" in words
        )
        assert not re.search(r"https?:|www\.|\.(uk|com|org)\b", words)
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_says_who_must_agree_what_it_costs_in_time_and_what_to_ask(route):
    told = load_routes()[route]
    asked = " ".join(row.who for row in told.agree)
    for who in ("ICB", "partner", "Landlord", "Care Quality Commission", "NHSBSA", "Staff"):
        assert who in asked, who
    subjects = " ".join(row.subject for row in told.liabilities)
    for subject in ("Lease", "Loans", "Staff", "Tax", "Clinical claims", "Surgery"):
        assert subject in subjects, subject
    follows = " ".join(item.subject for item in told.follows)
    for subject in ("NHS pensions", "Clinical indemnity", "VAT", "Goodwill"):
        assert subject in follows, subject
    assert len(told.questions) >= 4
    assert told.timeline
    assert told.open


def test_every_stage_has_a_source_or_is_called_an_estimate(answers):
    for name, answer in answers.items():
        words = " ".join(words_of(route_document(answer)))
        assert any(stage.estimate for stage in answer.route.timeline), name
        assert "Our estimate" in words or "our estimate" in words


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (1, 3, "1 to 3 weeks"),
        (4, 4, "4 weeks"),
        (19, 30, "19 to 30 weeks"),
        (20, 52, "5 to 12 months"),
        (26, 26, "6 months"),
    ],
)
def test_a_range_is_said_as_people_say_it(low, high, said):
    assert weeks(low, high) == said


def test_stages_beside_another_count_only_as_far_as_they_outlast_it():
    def stage(low, high, beside=False):
        return Stage(name="x", weeks=(low, high), beside=beside, estimate=True)

    assert total_weeks((stage(6, 12), stage(13, 26), stage(10, 30, beside=True))) == (19, 42)
    assert total_weeks(()) == (0, 0)


def test_a_claim_that_rests_on_nothing_is_refused():
    with pytest.raises(ValueError, match="say what this rests on"):
        Claim(text="Banks are kind.")


def test_a_question_is_our_own_or_that_of_a_rule():
    with pytest.raises(ValueError, match="either 'text' or 'rule'"):
        Question(text="Why?", rule="TRF-03")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"open": (Unsettled(text="x", rules=("GMS-99",)),)}, "there is no rule GMS-99"),
        ({"open": (Unsettled(text="x", sources=("R99",)),)}, "there is no source R99"),
        ({"open": (Unsettled(text="x", sources=("S05",)),)}, "needs a short name under 'names'"),
        (
            {"open": (Unsettled(text="x", rules=("TRF-03",), point="nothing"),)},
            "there is no open point 'nothing'",
        ),
        ({"questions": (Question(rule="GMS-01"),)}, "brings no question for a solicitor"),
        ({"main": "gmss"}, "there is no contract 'gmss'"),
    ],
)
def test_a_route_that_names_what_does_not_exist_is_refused(changed, said):
    route: Route = load_routes()["company-by-shares"].model_copy(update=changed)
    assert any(said in problem for problem in content._problems(route, load_parts()))


def test_a_shared_line_that_does_not_exist_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "wrong.yaml"
    path.write_text("id: wrong\nliabilities: [leese]\n", encoding="utf-8")
    monkeypatch.setattr(content, "content_files", lambda *_: [("routes/wrong.yaml", path)])
    with pytest.raises(ContentError, match="'leese' is not one of the shared liabilities"):
        content.load_routes.__wrapped__()


def test_a_point_of_the_law_that_is_closed_is_no_longer_called_unsettled(answers):
    answer = answers["company-by-shares"]
    closed = Unsettled(text="x", rules=("TRF-02",), point="gms-pms-amendments-2025-26")
    told = answer.route.model_copy(update={"open": (*answer.route.open, closed)})
    assert closed not in replace(answer, route=told).unsettled()
    assert replace(answer, route=told).unsettled() == answer.route.open
