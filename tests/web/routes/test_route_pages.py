"""The pages on the routes: what they show, and the two pages to forward."""

import io
import re

import pytest
from django.urls import reverse
from pypdf import PdfReader

from mutualise.structures import load_finding_words
from mutualise.structures.routes import load_parts, load_routes

ROUTES = list(load_routes())


def page(client, name, **arguments):
    response = client.get(reverse(name, kwargs=arguments))
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_has_every_route_with_its_finding_and_its_document(client):
    html = page(client, "routes:index")
    for route in load_routes().values():
        assert reverse("routes:route", kwargs={"route": route.id}) in html
        assert reverse("routes:pdf", kwargs={"route": route.id}) in html
        assert route.title in html
    assert load_finding_words()["precedent"].label in html


@pytest.mark.parametrize("route", ROUTES)
def test_a_route_has_one_drawing_for_each_step_and_words_in_each(client, route):
    html = page(client, "routes:route", route=route)
    drawings = re.findall(r"<svg .*?</svg>", html)
    assert len(drawings) == len(load_routes()[route].steps)
    assert all("<title" in drawing and "<desc" in drawing for drawing in drawings)
    assert "style=" not in html


@pytest.mark.parametrize("route", ROUTES)
def test_ids_are_not_used_twice(client, route):
    ids = re.findall(r'\sid="([^"]+)"', page(client, "routes:route", route=route))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("route", ROUTES)
def test_every_link_into_the_page_has_a_place_to_go(client, route):
    html = page(client, "routes:route", route=route)
    for anchor in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{anchor}"' in html, anchor


def test_a_claim_leads_to_its_rule_and_its_source(client):
    html = page(client, "routes:route", route="company-by-shares")
    assert reverse("law:rule", kwargs={"rule_id": "TRF-03"}) in html
    assert f"{reverse('law:sources')}#S25" in html
    assert 'href="#source-R01"' in html
    assert "part unchecked" in html
    assert "Our estimate" in html


def test_the_page_says_why_and_what_it_takes_for_granted(client):
    html = page(client, "routes:route", route="company-by-shares")
    assert "What this takes for granted" in html
    assert "the same partners own and run the new company" in html.lower()
    assert "nobody involved is barred" in html.lower()


@pytest.mark.parametrize("route", ROUTES)
def test_every_short_name_on_the_page_is_explained(client, route):
    html = page(client, "routes:route", route=route)
    shown = html[html.index("<h1") : html.index("Why the law")]
    words = re.sub(r"<svg .*?</svg>|<[^>]+>", " ", shown)
    explained = set(load_parts().short_names)
    # Known to every practice, or part of a name: of a firm, of an instrument, of a file.
    known = {"GP", "NHS", "VWV", "MHA", "DR", "SI", "PDF", "HM"}
    used = set(re.findall(r"\b[A-Z]{2,}\b(?!-\d)", words)) - known
    assert used <= explained, used - explained
    for name in used:
        assert f"<dt>{name}</dt>" in html


def test_the_document_opens_in_the_browser_under_a_name_to_keep(client):
    response = client.get(reverse("routes:pdf", kwargs={"route": "employee-trust"}))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="mutualise-employee-trust.pdf"'
    assert len(PdfReader(io.BytesIO(response.content)).pages) == 2


@pytest.mark.parametrize("name", ["routes:route", "routes:pdf"])
def test_a_route_that_does_not_exist_is_not_found(client, name):
    assert client.get(reverse(name, kwargs={"route": "to-nowhere"})).status_code == 404


def test_the_finder_leads_here(client, db):
    assert reverse("routes:index") in page(client, "structures:index")


@pytest.mark.parametrize(("team", "led"), [("gp_partnership", True), ("adult_social_care", False)])
def test_the_result_leads_a_gp_practice_here_and_nobody_else(client, db, team, led):
    answer = reverse("structures:question", kwargs={"fact": "team.kind"})
    assert client.post(answer, {"answer": team}).status_code == 302
    assert (reverse("routes:index") in page(client, "structures:result")) is led


def test_a_route_leads_to_the_check_of_owners_and_warns_of_older_texts(client):
    page = client.get("/routes/company-by-shares/").content.decode()

    assert 'href="/owners/"' in page
    assert "the law may have changed since" in page
