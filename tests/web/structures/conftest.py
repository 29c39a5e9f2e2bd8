"""A visitor who answers questions."""

from __future__ import annotations

import pytest
from django.urls import reverse


class Visitor:
    """Answers by address, as a browser would, following every redirect."""

    def __init__(self, client):
        self.client = client

    def answers(self, **answers):
        for name, value in answers.items():
            fact = name.replace("__", ".")
            response = self.client.post(self.question(fact), {"answer": value})
            assert response.status_code == 302, (fact, value)
        return self

    def question(self, fact, **query):
        address = reverse("structures:question", kwargs={"fact": fact})
        return address + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")

    def see(self, name, **kwargs):
        response = self.client.get(reverse(f"structures:{name}", kwargs=kwargs or None))
        return response.content.decode()


@pytest.fixture
def visitor(client, db):
    return Visitor(client)


PRACTICE = {
    "team__kind": "gp_partnership",
    "contract__type": "gms",
    "team__present_form": "partnership",
    "entity__form": "cic_cls",
}


@pytest.fixture
def practice(visitor):
    """A GP partnership that looks at a CIC by shares for its GMS contract."""
    return visitor.answers(**PRACTICE)
