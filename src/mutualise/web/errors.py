"""Pages for when something is wrong: what happened, and what to do now."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from mutualise.web.database_trouble import Trouble, what_is_wrong
from mutualise.web.design.forms import too_large_sentence

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ErrorPage:
    """One sentence on what happened, then what to do."""

    status: int
    title: str
    what_to_do: tuple[str, ...]


BAD_REQUEST: Final = ErrorPage(
    400,
    "Sorry, we could not read that request",
    ("Go back, check the address or the form, and try again.",),
)
FORBIDDEN: Final = ErrorPage(
    403,
    "You cannot see this page",
    ("If you think you should, ask the person in your team who looks after this site.",),
)
FORM_EXPIRED: Final = ErrorPage(
    403,
    "This form has expired",
    (
        "Nothing was changed. Go back, load the page again and send the form once more.",
        "If it happens again, check that your browser accepts cookies from this site.",
    ),
)
NOT_FOUND: Final = ErrorPage(
    404,
    "Page not found",
    (
        "If you typed the web address, check it is correct.",
        "If you pasted the web address, check you copied all of it.",
    ),
)
TOO_MANY: Final = ErrorPage(
    429,
    "You are sending too much at once",
    (
        "Nothing was changed by what you sent last. Wait a minute, go back and send it again.",
        "If you did not send much, other people who share your connection may have.",
    ),
)
TOO_OFTEN: Final = ErrorPage(
    429,
    "Please wait a few minutes",
    (
        "This was asked for too many times in a short while. We wait, so that nobody can guess.",
        "Nothing was changed. Go back and try again in 5 minutes.",
    ),
)
SERVER_ERROR: Final = ErrorPage(
    500,
    "Sorry, there is a problem with this site",
    ("Try again later. What you saved before is still there.",),
)

UNAVAILABLE: Final = ErrorPage(
    503,
    "Sorry, the site cannot reach its data at the moment",
    (
        "What you saved before is still there.",
        "What you sent just now was probably not saved.",
        "Wait a minute, load the page again, and look before you send it once more.",
    ),
)
FULL: Final = ErrorPage(
    507,
    "Sorry, this site has run out of space",
    (
        "What you saved before is still there. What you sent just now was not saved.",
        "Tell the person who looks after this site.",
        "Once there is space again, go back and send it once more.",
    ),
)

# For the day on which even the template cannot be shown.
_LAST_RESORT: Final = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
    "<body><main><h1>{title}</h1><p>{text}</p></main></body></html>"
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400; not where Django takes a session that could not be saved for one that is gone."""
    return _in_trouble(request, exception) or error_response(request, BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403"""
    return error_response(request, FORBIDDEN)


@requires_csrf_token
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, for a form whose secret no longer fits."""
    return error_response(request, FORM_EXPIRED)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404"""
    return error_response(request, NOT_FOUND)


def too_often(request: HttpRequest) -> HttpResponse:
    """429, for ways in that were tried too often."""
    response = error_response(request, TOO_OFTEN)
    response.headers["Retry-After"] = "300"
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    """413, for an upload that was refused before it was read."""
    page = ErrorPage(
        413,
        "The file is too large",
        (f"{too_large_sentence()}.", "Go back and choose a smaller file. Nothing was saved."),
    )
    return error_response(request, page)


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """429, for more forms than a person can fill in."""
    response = error_response(request, TOO_MANY)
    response.headers["Retry-After"] = str(seconds)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500; leans on nothing that may be what failed, the database least of all.

    Where the database is what failed, and will do again, 503 or 507 says so.
    """
    # Django calls this while it handles what the view raised.
    return _in_trouble(request, sys.exception()) or error_response(request, SERVER_ERROR)


def _in_trouble(request: HttpRequest, problem: BaseException | None) -> HttpResponse | None:
    trouble = what_is_wrong(problem)
    if trouble is None:
        return None
    response = error_response(request, FULL if trouble is Trouble.FULL else UNAVAILABLE)
    response.headers["Retry-After"] = "30"
    return response


def error_response(request: HttpRequest, page: ErrorPage) -> HttpResponse:
    """The page in the look of the site, or bare where the look itself is broken."""
    try:
        # Without the request, so that no session and no form secret is looked up.
        html: str = render_to_string("design/error.jinja", {"page": page, "path": request.path})
    except Exception:
        logger.exception("The error page itself could not be shown")
        html = _LAST_RESORT.format(title=page.title, text=page.what_to_do[0])
    return HttpResponse(html, status=page.status)
