"""Pages about the site itself."""

from __future__ import annotations

import pytest
from django.test import Client
from pydantic import ValidationError
from pytest_django import Settings

from mutualise.web.information.pages import InformationPage, information_page


@pytest.mark.parametrize("name", ["accessibility", "cookies", "privacy"])
def test_page_shows_its_content(client: Client, name: str) -> None:
    page = information_page(name)
    html = client.get(f"/{name}/").content.decode()
    assert f"<h1>{page.title}</h1>" in html
    assert all(f"<h2>{section.heading}</h2>" in html for section in page.sections)
    assert f"{page.checked.day} {page.checked:%B %Y}" in html


def test_contact_is_the_hosts_own(client: Client, settings: Settings) -> None:
    assert "the person in your organisation who runs it" in client.get("/privacy/").content.decode()
    settings.CONTACT = "Riverside practice, office@riverside.example"
    assert "office@riverside.example" in client.get("/privacy/").content.decode()


def test_known_issues_link_to_their_discussion(client: Client) -> None:
    html = client.get("/accessibility/").content.decode()
    for issue in information_page("accessibility").known_issues:
        assert issue.url in html


def test_misspelt_content_is_refused() -> None:
    with pytest.raises(ValidationError, match="titel"):
        InformationPage.model_validate(
            {"title": "x", "titel": "x", "checked": "2026-11-24", "introduction": "x",
             "sections": []}
        )  # fmt: skip
