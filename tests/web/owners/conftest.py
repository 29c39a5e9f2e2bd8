"""A visitor who lists owners."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse


class Lister:
    """Adds owners and reads pages as text."""

    def __init__(self, client):
        self.client = client

    def add(self, label, kind, outright="yes", **answers):
        """Add an owner; `answers` are to the questions that follow, without "person."."""
        response = self.client.post(
            reverse("owners:add"), {"label": label, "kind": kind, "outright": outright}
        )
        asked = []
        while "/question/" in response["Location"]:
            fact = response["Location"].rstrip("/").rpartition("/")[2].removeprefix("person.")
            asked.append(fact)
            given = answers.get(fact, "not_known")
            response = self.client.post(response["Location"], {"answer": given})
        assert response["Location"] == reverse("owners:index")
        return asked

    def about(self, form="cls", complete="yes", declared="yes", votes="not_known"):
        data = {"form": form, "complete": complete, "declared": declared, "votes": votes}
        response = self.client.post(reverse("owners:about"), data)
        assert response.status_code == 302

    def upload(self, data, complete="yes"):
        file = SimpleUploadedFile("owners.csv", data if isinstance(data, bytes) else data.encode())
        return self.client.post(reverse("owners:upload"), {"owners": file, "complete": complete})

    def see(self, name="index", **kwargs):
        return words(self.client.get(reverse(f"owners:{name}", kwargs=kwargs or None)))


def words(response):
    """What a page says, tags left out."""
    assert response.status_code == 200
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", html.unescape(text))


@pytest.fixture
def lister(client, db):
    return Lister(client)
