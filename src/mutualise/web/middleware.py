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
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
        "encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection",
        "local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
        "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip

# Django writes some of these too; here they reach even the answers that its own middleware never
# saw, such as the refusal of an unknown host name.
HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# For a year, and for every name below the site's own.
STAY_WITH_HTTPS: Final = "max-age=31536000; includeSubDomains"


class SecurityHeaders:
    """Keeps the browser strict; outermost, so that errors, redirects and files have it too."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if self.is_personal(request, response):
            response.headers.setdefault("Cache-Control", "no-store")
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            response.headers.setdefault("Strict-Transport-Security", STAY_WITH_HTTPS)
        return response

    @staticmethod
    def is_personal(request: HttpRequest, response: HttpResponse) -> bool:
        """Whether the answer may hold what belongs to one visitor.

        Judged by the cookie and not by each view, so that no view can forget it.
        """
        return settings.SESSION_COOKIE_NAME in request.COOKIES or bool(response.cookies)


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
