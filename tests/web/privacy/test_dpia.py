"""The assessment says what this site really does."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from pytest_django import Settings

from mutualise.publishing import markdown_of, pdf_of, words_of
from mutualise.web.privacy.dpia import assessment, dpia
from mutualise.web.privacy.registry import purposes
from mutualise.web.tenancy.models import SiteAdministration
from mutualise.web.tenancy.roles import ROLES
from tests.web.people import make_person, signed_in

DAY = dt.date(2026, 11, 24)


@pytest.mark.django_db
def test_it_says_what_is_held_who_can_do_what_and_for_how_long(settings: Settings):
    settings.KEEP_DAYS = {**settings.KEEP_DAYS, "notices": 21}
    settings.CONTACT, settings.HOSTS, settings.HTTPS = "Riverside", ["mutual.example.org"], True
    words = " ".join(words_of(dpia(DAY)))
    for purpose in purposes():
        assert purpose.what in words
    for card in ROLES.values():
        assert card.title in words
    for fact in ("3 weeks", "Riverside", "mutual.example.org", "holds no patient data"):
        assert fact in words


@pytest.mark.django_db
def test_each_source_says_whether_it_was_read():
    words = " ".join(words_of(dpia(DAY)))
    for source in assessment().sources:
        assert source.url.startswith("https://")
        assert source.verified in words
    assert "suggestion for the controller to decide" in words


@pytest.mark.django_db
def test_it_comes_as_markdown_and_pdf():
    assert markdown_of(dpia(DAY)).startswith("# Data protection impact assessment\n\n> **This is")
    assert pdf_of(dpia(DAY)).startswith(b"%PDF")


@pytest.mark.django_db
def test_those_who_look_after_the_site_can_read_it_and_others_cannot():
    administrator, now = make_person("administrator"), timezone.now()
    SiteAdministration.objects.create(
        person=administrator, ends_at=now + dt.timedelta(hours=1), why="to look at the site"
    )
    browser = signed_in(administrator, second_factor=True)
    there = "/administration/data-protection/"
    assert "Data protection impact assessment" in browser.get(there).content.decode()
    assert browser.get(f"{there}assessment.md").content.startswith(b"# Data protection")
    assert browser.get(f"{there}assessment.pdf").headers["Content-Type"] == "application/pdf"
    assert browser.get(f"{there}assessment.exe").status_code == 404
    assert signed_in(make_person("nurse 12")).get(there).status_code == 404
