"""The menu marks the area a visitor is in, and only that one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from mutualise.web.navigation import navigation


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
