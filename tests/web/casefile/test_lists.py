"""The lists of a case: contracts, staff groups, partner organisations and sites."""

from __future__ import annotations

import pytest

from mutualise.web.tenancy.roles import Role

pytestmark = pytest.mark.django_db


def test_a_contract_is_listed_answered_renamed_and_taken_off(team):
    editor = team.browser(Role.EDITOR)
    contracts = f"{team.path}/case/lists/contracts/"

    editor.post(contracts, {"title": "GMS contract (held)", "note": "Since 2004", "seen": "0"})
    (contract,) = team.case.collections["contracts"].items
    place = f"contracts:{contract.id}"
    editor.post(
        f"{team.path}/case/answer/{place}/contract.type/change/", {"answer": "gms", "seen": "1"}
    )
    editor.post(f"{contracts}{contract.id}/", {"title": "The GMS contract", "note": ""})

    (contract,) = team.case.collections["contracts"].items
    assert contract.title == "The GMS contract"
    assert contract.answers["contract.type"].value == "gms"
    assert team.case.collections["contracts"].complete is False
    editor.post(f"{contracts}complete/", {"complete": "yes"})
    assert team.case.collections["contracts"].complete is True
    page = editor.get(f"{contracts}{contract.id}/").content.decode()
    assert "General Medical Services" in page
    editor.post(f"{contracts}{contract.id}/remove/")
    assert "contracts" not in team.case.collections


def test_an_item_of_no_name_is_asked_for_one(team):
    editor = team.browser(Role.EDITOR)

    page = editor.post(f"{team.path}/case/lists/sites/", {"title": "", "note": "x"})

    assert "Write what you call this site" in page.content.decode()


def test_a_list_that_is_none_does_not_exist(team):
    editor = team.browser(Role.EDITOR)

    assert editor.get(f"{team.path}/case/lists/patients/").status_code == 404
    assert editor.get(f"{team.path}/case/lists/owners/").status_code == 404


def test_two_people_add_a_site_each_from_the_same_page(team):
    one, other = team.browser(Role.EDITOR, "editor one"), team.browser(Role.EDITOR, "editor two")
    sites = f"{team.path}/case/lists/sites/"
    one.post(sites, {"title": "Health centre", "note": "", "seen": "0"})

    other.post(sites, {"title": "Branch surgery", "note": "", "seen": "0"})

    titles = [item.title for item in team.case.collections["sites"].items]
    assert titles == ["Health centre", "Branch surgery"]
