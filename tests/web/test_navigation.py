"""The menu marks the area a visitor is in, and only that one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from mutualise.web.navigation import Area, navigation


@pytest.mark.parametrize(
    ("name", "menu"),
    [
        ("structures:index", "Find a form"),
        ("structures:result", "Find a form"),
        ("structures:examples", "Worked cases"),
        ("law:index", "The law"),
    ],
)
def test_one_area_is_the_current_one(name, menu):
    assert [item.text for item in navigation(reverse(name)) if item.current] == [menu]


def test_elsewhere_none_is():
    assert not any(item.current for item in navigation("/"))


def test_an_area_that_is_used_now_and_then_is_on_the_start_page_alone(client, monkeypatch):
    seldom = Area("law:sources", "Sources", "See what was read", "Every text.", in_menu=False)
    monkeypatch.setattr("mutualise.web.navigation.AREAS", (seldom,))
    monkeypatch.setattr("mutualise.web.home.views.AREAS", (seldom,))

    assert navigation("/law/sources/") == []
    assert "See what was read" in client.get("/").content.decode()
