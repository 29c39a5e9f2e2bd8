"""Every address says who may call it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from mutualise.web.gate import Gate
from mutualise.web.tenancy.access import Needs, declared_access, public
from tests.web.addresses import all_addresses


def test_every_view_declares_who_may_call_it() -> None:
    undeclared = [
        f"{address.route} ({address.view.__module__}.{address.view.__qualname__})"
        for address in all_addresses()
        if declared_access(address.view) is None
    ]
    assert not undeclared, f"Decorate these views, for example with @public: {undeclared}"


def test_every_view_outside_workspaces_says_why() -> None:
    for address in all_addresses():
        declared = declared_access(address.view)
        assert declared
        if isinstance(declared, Needs):
            assert "workspace" in address.needs or "<slug:workspace>" in address.route
            continue
        assert len(declared.why.split()) >= 3, address.route


def silent(request: HttpRequest) -> HttpResponse:
    return HttpResponse("secret")


def test_view_that_declares_nothing_is_not_run(rf: RequestFactory) -> None:
    guard = Gate(silent)
    with pytest.raises(ImproperlyConfigured, match=r"silent does not say who may call it.*@public"):
        guard.process_view(rf.get("/"), silent, [], {})
    guard.process_view(rf.get("/"), public("a test of the guard")(silent), [], {})


def test_a_reason_is_required() -> None:
    with pytest.raises(ValueError, match="Say why"):
        public(" ")
