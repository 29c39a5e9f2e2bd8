"""Which statute and section a rule rests on."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from mutualise.rules import load_law
from mutualise.rules.places import Place, narrowest, places_asked, places_in_address, read_places
from mutualise.rules.statutes import (
    citations,
    cited_in,
    instrument_path,
    load_statutes,
    numbered,
)

LAW = load_law()


def said(text):
    return [str(place) for place in read_places(text)]


@pytest.mark.parametrize(
    ("provision", "places"),
    [
        ("s.86(3)", ["section 86"]),
        ("s.86(1)(b), (2)", ["section 86"]),
        ("s.93(3), applied by s.86(5)", ["section 93", "section 86"]),
        ("ss.92(3)-(4), 107(3)-(4)", ["section 92", "section 107"]),
        ("s.102(1)-(3C)", ["section 102"]),
        ("regs 13(1) to (5) and 15", ["regulation 13", "regulation 15"]),
        ("regs 4 to 6", ["regulations 4 to 6"]),
        ("ss.236H to 236U", ["sections 236H to 236U"]),
        ("ss.36 to 40 and 53 to 55", ["sections 36 to 40", "sections 53 to 55"]),
        ("Sch 3 paras 44(10)-(11) and 69", ["Schedule 3 paragraph 44", "Schedule 3 paragraph 69"]),
        ("Sch 3 para 65(3)(a), opening words, and para 59(4)", ["Schedule 3 paragraph 65",
                                                               "Schedule 3 paragraph 59"]),
        ("Schedule 1 Part III paragraph 43A", ["Schedule 1 Part III paragraph 43A"]),
        ("Schedule 2 Part 3 paragraphs 3 to 8 and 12", ["Schedule 2 Part 3 paragraphs 3 to 8",
                                                       "Schedule 2 Part 3 paragraph 12"]),
        ("s.53, Schedule 15 Part 3 and Schedule 8", ["section 53", "Schedule 15 Part 3",
                                                    "Schedule 8"]),
        ("Schedule 9, Groups 7 and 16", ["Schedule 9 Group 7", "Schedule 9 Group 16"]),
        ("ss.57, 58, Schs 6, 7", ["section 57", "section 58", "Schedule 6", "Schedule 7"]),
        ("Part 11", ["Part 11"]),
        ("reg 2(1) (ancillary health services, paragraph (c)) and 2(2)(a)", ["regulation 2"]),
        ("general condition 21 and paragraph 3", []),
    ],
)  # fmt: skip
def test_a_provision_is_read_to_its_sections(provision, places):
    assert said(provision) == places


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://www.legislation.gov.uk/ukpga/2006/41/section/86", "section 86"),
        ("https://legislation.gov.uk/uksi/1/2/schedule/3/paragraph/58", "Schedule 3 paragraph 58"),
        ("https://www.legislation.gov.uk/ukpga/2000/36/schedule/1/part/III", "Schedule 1 Part III"),
        ("https://www.legislation.gov.uk/uksi/2015/94/part/8/made", "Part 8"),
        ("https://www.legislation.gov.uk/ukpga/2006/41/section/86/2026-04-01", "section 86"),
    ],
)  # fmt: skip
def test_an_address_is_read_to_its_section(address, place):
    assert [str(found) for found in places_in_address(address)] == [place]


def test_an_address_of_a_whole_act_names_no_section():
    assert places_in_address("https://www.legislation.gov.uk/uksi/2024/307/made") == ()


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://www.legislation.gov.uk/ukpga/2006/41/section/86", "ukpga/2006/41"),
        ("http://legislation.gov.uk/uksi/2015/94", "uksi/2015/94"),
        ("https://www.legislation.gov.uk/ukpga/Vict/53-54/39", "ukpga/Vict/53-54/39"),
        ("https://www.gov.uk/ukpga/2006/41", ""),
        ("", ""),
    ],
)
def test_an_instrument_is_known_by_its_path(address, path):
    assert instrument_path(address) == path


def test_a_place_covers_what_lies_in_it():
    schedule, paragraph = (Place((("schedule", "3"),)), *places_asked("Sch 3 para 58"))
    range_ = next(read_places("ss.236H to 236U"))
    inside, outside = (Place((("section", number),)) for number in ("236N", "237"))
    assert schedule.covers(paragraph)
    assert not paragraph.covers(schedule)
    assert paragraph.meets(schedule)
    assert range_.covers(inside)
    assert range_.covers(range_)
    assert not range_.covers(outside)
    assert not inside.covers(range_)
    assert not schedule.covers(inside)


def test_a_link_that_only_leads_to_a_named_place_adds_nothing():
    named = [*read_places("Schedule 2 Part 3 paragraph 1"), Place((("schedule", "2"),))]
    assert [str(place) for place in narrowest(named)] == ["Schedule 2 Part 3 paragraph 1"]
    in_range = [*read_places("regs 4 to 6"), Place((("regulation", "4"),))]
    assert [str(place) for place in narrowest(in_range)] == ["regulations 4 to 6"]


def test_places_are_sorted_as_the_statute_has_them():
    places = [*read_places("Sch 21"), *read_places("ss.102, 86, 25D, 25")]
    assert [place.key for place in sorted(places, key=lambda place: place.order)] == [
        "section-25", "section-25D", "section-86", "section-102", "schedule-21",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("86", ["section-86", "regulation-86", "article-86"]),
        ("s.86", ["section-86"]),
        ("s 86", ["section-86"]),
        ("Section 86", ["section-86"]),
        ("reg 5(1)(c)", ["regulation-5"]),
        ("sch 3 para 58", ["schedule-3-paragraph-58"]),
        ("section-236H-to-236U", ["section-236H-to-236U"]),
        ("schedule-1-part-III-paragraph-43A", ["schedule-1-part-III-paragraph-43A"]),
        ("what?", []),
    ],
)
def test_a_section_as_a_person_writes_it(written, keys):
    assert [place.key for place in places_asked(written)] == keys


def test_every_place_that_a_rule_names_can_be_asked_for_by_its_key():
    for cited in citations(LAW).values():
        for citation in cited:
            for place in citation.places:
                assert places_asked(place.key) == (place,)


def test_names_numbers_and_short_names_are_the_same_statute():
    for text in ("NHS Act 2006 s.86", "National Health Service Act 2006 s.86(3)"):
        assert [str(found) for found in cited_in(text)] == [
            "National Health Service Act 2006, section 86"
        ]
    [found] = cited_in("GDS Regulations 2005 (SI 2005/3361) regs 3 and 4")
    assert (found.statute.id, len(found.places)) == ("gds-regulations-2005", 2)


def test_a_section_before_the_name_belongs_to_that_name():
    words = "Employment Rights Act 2025 s.32, adding Part 5A to the Procurement Act 2023"
    assert list(map(str, cited_in(words))) == [
        "Employment Rights Act 2025, section 32",
        "Procurement Act 2023, Part 5A",
    ]


def test_a_shorter_name_inside_a_longer_one_is_not_taken_for_it():
    assert [found.statute.id for found in cited_in("Care Act 2014 s.79")] == ["care-act-2014"]
    assert [found.statute.id for found in cited_in("2014 Act s.84")] == ["societies-act-2014"]


def test_a_statute_without_a_title_goes_by_its_number():
    [found] = cited_in("SI 2031/7 reg 2")
    assert str(found) == "SI 2031/7, regulation 2"
    assert found.statute.address(found.places[0]).endswith("/uksi/2031/7/regulation/2")
    assert numbered("ukpga/2031/7").title == "ukpga 2031 number 7"


@pytest.mark.parametrize("rule_id", LAW.rules)
def test_every_link_and_source_in_legislation_is_a_statute_of_the_rule(rule_id):
    rule = LAW.rules[rule_id]
    cited = citations(LAW)[rule_id]
    paths = {citation.statute.path for citation in cited}
    addresses = [link.url for link in rule.links] + [LAW.sources[s].url for s in rule.sources]
    for address in addresses:
        if (urlsplit(address).hostname or "").endswith("legislation.gov.uk"):
            assert instrument_path(address) in paths
    for link in rule.links:
        for place in places_in_address(link.url):
            found = [c for c in cited if c.statute.path == instrument_path(link.url)]
            assert any(place.meets(named) for c in found for named in c.places)


@pytest.mark.parametrize("rule_id", LAW.rules)
def test_every_section_in_a_provision_is_found(rule_id):
    """A section that is written down and not found would leave the rule out of the answer."""
    provision = LAW.rules[rule_id].provision
    cited = {place for citation in citations(LAW)[rule_id] for place in citation.places}
    if citations(LAW)[rule_id]:
        assert all(any(p.meets(c) for c in cited) for p in read_places(provision))


def test_every_statute_that_a_rule_cites_has_a_title():
    without = {
        f"{rule_id}: {citation.statute.title}"
        for rule_id, cited in citations(LAW).items()
        for citation in cited
        if citation.statute.id not in load_statutes()
    }
    assert without == set()


def test_no_two_statutes_share_a_name_or_a_place():
    statutes = load_statutes().values()
    names = [name for statute in statutes for name in (statute.title, *statute.called)]
    addresses = [statute.url for statute in statutes if statute.url]
    assert len(set(names)) == len(names)
    assert len(set(addresses)) == len(addresses)


@pytest.mark.parametrize("rule_id", LAW.rules)
def test_no_statute_is_named_in_a_provision_and_not_known(rule_id):
    """Its sections would otherwise be taken for those of the statute named before it."""
    provision = LAW.rules[rule_id].provision
    names = [name for s in load_statutes().values() for name in (s.title, *s.called)]
    for name in sorted(names, key=len, reverse=True):
        provision = provision.replace(name, "")
    assert not re.search(r"\b(?:Act|Regulations|Order|Directions?) \d{4}", provision), provision
