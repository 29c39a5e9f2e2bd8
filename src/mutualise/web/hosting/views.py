"""Answers for machines: is the site well, and whom to tell of a weakness."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mutualise.web.hosting.security_txt import security_txt as as_text
from mutualise.web.tenancy.access import public

PLAIN: Final = "text/plain; charset=utf-8"


@public("tells a monitor whether the site works; holds nothing else")
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when the site can reach its database, 503 when it cannot."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_migrations")
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", status=503, content_type=PLAIN)
    return HttpResponse("The site is well.\n", content_type=PLAIN)


@public("tells anyone whom to write to about a weakness, as RFC 9116 asks")
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness."""
    host = settings.HOSTS[0] if settings.HOSTS and settings.HTTPS else ""
    text = as_text(settings.SECURITY_CONTACT, settings.SECURITY_EXPIRES, host)
    if text is None:
        raise Http404("The host has named nobody")
    return HttpResponse(text, content_type=PLAIN)
