"""Headers that keep the browser strict, and a limit on requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from mutualise.web import errors

GetResponse = Callable[[HttpRequest], HttpResponse]

# The one inline script of the page template (it marks that scripts run). It never changes within
# a release of nhsuk-frontend-jinja; tests/web/test_security.py computes it from a rendered page.
INLINE_SCRIPT: Final = "sha256-tDOvXJi1PXbg0CWjLCCYSNHRXtps26K4JXkE3M6u/c0="

CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        f"script-src 'self' '{INLINE_SCRIPT}'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

# The site needs none of what a browser could offer it.
PERMISSIONS_POLICY: Final = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
)


class SecurityHeaders:
    """Adds the policies that Django has no setting for; outermost, so that errors have them too."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class RequestLimit:
    """Refuses a large request by its announced size, before any of it is read into memory."""

    # A browser shows our page only when its upload was taken in; so that much is read and thrown
    # away, piece by piece. Past it the connection is simply closed.
    DRAIN: Final = 64 * 1024 * 1024
    PIECE: Final = 64 * 1024

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = self.announced(request)
        if announced <= settings.REQUEST_LIMIT:
            return self.get_response(request)
        left = min(announced, self.DRAIN)
        while left > 0:
            piece = request.read(min(left, self.PIECE))
            if not piece:
                break
            left -= len(piece)
        return errors.too_large(request)

    @staticmethod
    def announced(request: HttpRequest) -> int:
        """The size in the request's own header; the server never hands over more than that."""
        try:
            return int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            return 0
