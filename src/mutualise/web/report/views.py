"""The page on the commissioning report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mutualise.content.recommendations import load_report
from mutualise.web.report.features import feature_links
from mutualise.web.report.pages import report_page
from mutualise.web.tenancy.access import public


@public("shows a published report and public sources; holds no team's data")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Each point and recommendation of the report, in order."""
    page = report_page(load_report(), feature_links())
    return render(request, "report/report.jinja", {"page": page})
