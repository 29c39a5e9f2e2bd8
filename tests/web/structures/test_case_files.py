"""Download, load again, worked cases; and a bad upload that loses nothing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mutualise.casefile import load_examples
from mutualise.rules import load_law


def upload(client, data, name="case.yaml"):
    return client.post(reverse("structures:load"), {"case": SimpleUploadedFile(name, data)})


def test_what_is_downloaded_loads_again_to_the_same_answers(practice):
    saved = practice.client.get(reverse("structures:download"))
    assert saved["Content-Type"] == "text/yaml; charset=utf-8"
    assert ".yaml" in saved["Content-Disposition"]
    practice.client.post(reverse("structures:restart"))

    response = upload(practice.client, saved.content)

    assert response["Location"] == reverse("structures:result")
    assert practice.client.get(reverse("structures:download")).content == saved.content


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"mutualise: 1\npresent: {answers: {shares.gp_shares: true}}", "Line 2: There is no fact"),
        (b"mutualise: 1\npresent: {answers: {entity.form: banana}}", "cannot be &#39;banana&#39;"),
        (b"mutualise: 1\n  bad: [", "not valid YAML"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe\x00", "not a text file"),
        (b"<html>not a case</html>", "This is not a case file"),
        (b"mutualise: 1\na: &a [1]\nb: *a\n", "Anchors and aliases"),
        (b"!!python/object/apply:os.system ['true']", "not allowed"),
        (b"", "The file is empty"),
        (b"x" * (513 * 1024), "The file is too large. It must be 512 KB or smaller"),
    ],
)
def test_a_bad_file_is_named_and_the_answers_here_are_kept(practice, data, says):
    before = practice.client.get(reverse("structures:download")).content

    response = upload(practice.client, data)

    assert response.status_code == 200
    assert says in response.content.decode()
    assert practice.client.get(reverse("structures:download")).content == before


def test_a_file_of_fifty_megabytes_is_refused_and_nothing_is_lost(practice):
    before = practice.client.get(reverse("structures:download")).content

    response = upload(practice.client, b"x" * (50 * 1024 * 1024))

    assert response.status_code == 413
    assert "too large" in response.content.decode()
    assert practice.client.get(reverse("structures:download")).content == before


def test_a_file_that_grows_when_it_is_written_out_is_refused_and_nothing_is_lost(practice):
    # Small as it was typed in one line; each answer takes a line and more once written out.
    names = [fact.name for fact in load_law().facts if fact.collection and fact.type == "bool"]
    answers = ",".join(f"{name}: {{value: yes, who: A}}" for name in names[:6])
    owners = "".join(f"{{id: o{i}, answers: {{{answers}}}}}," for i in range(1_500))
    data = f"mutualise: 1\ncollections: {{owners: [{owners}]}}".encode()
    assert len(data) < 512 * 1024
    before = practice.client.get(reverse("structures:download")).content

    response = upload(practice.client, data)

    assert "Written out in full, this case is" in response.content.decode()
    assert practice.client.get(reverse("structures:download")).content == before


def test_no_file_chosen_says_so(visitor):
    page = visitor.client.post(reverse("structures:load"), {}).content.decode()

    assert "Choose the case file to load" in page


def test_the_six_worked_cases_are_listed_in_order(visitor):
    page = visitor.see("examples")

    places = [page.index(case.title) for case in load_examples().values()]
    assert len(places) == 6
    assert places == sorted(places)


@pytest.mark.parametrize("slug", load_examples())
def test_a_worked_case_tells_its_story_and_opens(visitor, slug):
    case = load_examples()[slug]
    page = visitor.see("example", slug=slug)
    assert case.title in page
    for key in case.sources:
        assert f'id="source-{key}"' in page

    address = reverse("structures:example", kwargs={"slug": slug})
    response = visitor.client.post(address)

    assert response["Location"] == reverse("structures:result")
    assert case.title in visitor.see("answers")


def test_an_unknown_case_is_not_found(visitor):
    address = reverse("structures:example", kwargs={"slug": "nowhere"})
    assert visitor.client.get(address).status_code == 404


def test_an_option_is_chosen_by_address_and_remembered(visitor):
    visitor.client.post(reverse("structures:example", kwargs={"slug": "minehead"}))
    option = list(load_examples()["minehead"].options.values())[-1]
    name = list(load_examples()["minehead"].options)[-1]

    visitor.client.get(f"{reverse('structures:answers')}?option={name}")

    assert f"You are looking at <strong>{option.title}</strong>" in visitor.see("answers")


def test_a_session_that_can_no_longer_be_read_starts_empty_and_keeps_the_text(visitor):
    session = visitor.client.session
    session["case"] = "mutualise: 1\npresent: {answers: {gone.fact: true}}"
    session.save()

    assert "You have not answered any questions yet" in visitor.see("answers")
    assert "Nothing is lost" in visitor.see("index")
    saved = visitor.client.get(reverse("structures:download") + "?earlier=1").content.decode()
    assert "gone.fact" in saved


def test_starting_again_forgets_the_earlier_text_too(visitor):
    session = visitor.client.session
    session["case"] = "mutualise: 1\npresent: {answers: {gone.fact: true}}"
    session.save()
    assert "Nothing is lost" in visitor.see("index")

    visitor.client.post(reverse("structures:restart"))

    assert "Nothing is lost" not in visitor.see("index")
    saved = visitor.client.get(reverse("structures:download") + "?earlier=1").content.decode()
    assert "gone.fact" not in saved


def test_opening_a_case_keeps_the_earlier_text_to_download(visitor):
    session = visitor.client.session
    session["case"] = "mutualise: 1\npresent: {answers: {gone.fact: true}}"
    session.save()
    visitor.see("index")

    visitor.client.post(reverse("structures:example", kwargs={"slug": "minehead"}))

    assert "Nothing is lost" in visitor.see("index")


def test_words_in_a_case_file_are_shown_as_words_and_never_run(visitor):
    hostile = "<script>alert(1)</script>'\\\"><img src=x onerror=alert(1)>"
    data = f"""
mutualise: 1
title: "{hostile}"
about: "{hostile}"
sources: {{A: {{title: "{hostile}", url: "https://example.org/?q=<script>"}}}}
present:
  answers:
    team.kind: {{value: gp_partnership, why: "{hostile}", source: A}}
    contract.type: gms
options:
  one: {{title: "{hostile}", about: "{hostile}", answers: {{entity.form: cls}}}}
  two: {{title: "{hostile}", answers: {{entity.form: clg}}}}
"""
    assert upload(visitor.client, data.encode()).status_code == 302

    for name in ("answers", "result", "note", "compare", "index", "load", "restart"):
        page = visitor.see(name)
        assert "<script>alert" not in page, name
        assert "<img src=x" not in page, name
    saved = visitor.client.get(reverse("structures:download"))
    assert "\n" not in saved["Content-Disposition"]
