"""Large requests are refused by their announced size, and are never held in memory."""

from __future__ import annotations

from io import RawIOBase

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory

from mutualise.web.design.forms import SmallFileField
from mutualise.web.middleware import RequestLimit

FIFTY_MEGABYTES = 50 * 1024 * 1024


class Pouring(RawIOBase):
    """A body that is made as it is read, and remembers the largest piece asked for."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.largest = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "the whole body was asked for at once"
        self.largest = max(self.largest, size)
        piece = min(size, self.left)
        self.left -= piece
        return b"\0" * piece


def test_large_upload_is_taken_in_small_pieces_and_refused(rf: RequestFactory) -> None:
    body = Pouring(FIFTY_MEGABYTES)
    request = rf.post("/", content_type="multipart/form-data; boundary=x")
    request.environ["wsgi.input"] = body
    request = type(request)({**request.environ, "CONTENT_LENGTH": str(FIFTY_MEGABYTES)})
    seen: list[object] = []
    answer = RequestLimit(lambda r: seen.append(r) or HttpResponse())(request)
    assert answer.status_code == 413
    assert "must be 512 KB or smaller" in answer.content.decode()
    assert not seen
    assert body.left == 0
    assert body.largest <= RequestLimit.PIECE


def test_endless_upload_is_not_read_to_its_end(rf: RequestFactory) -> None:
    body = Pouring(10**12)
    request = type(rf.post("/"))(
        {**rf.post("/").environ, "wsgi.input": body, "CONTENT_LENGTH": str(10**12)}
    )
    assert RequestLimit(lambda _: HttpResponse())(request).status_code == 413
    assert 10**12 - body.left <= RequestLimit.DRAIN


@pytest.mark.parametrize(("extra", "status"), [(0, 405), (1, 413)])
def test_limit_and_one_more(client: Client, extra: int, status: int) -> None:
    body = b"x" * (settings.REQUEST_LIMIT + extra)
    assert client.post("/", body, content_type="text/plain").status_code == status


@pytest.mark.parametrize("announced", ["", "no number"])
def test_odd_announcements_are_no_announcement(rf: RequestFactory, announced: str) -> None:
    request = rf.get("/")
    request.META["CONTENT_LENGTH"] = announced
    assert RequestLimit(lambda _: HttpResponse())(request).status_code == 200


def test_file_field_knows_the_same_limit() -> None:
    field = SmallFileField()
    fits = SimpleUploadedFile("case.yaml", b"x" * settings.UPLOAD_LIMIT)
    assert field.clean(fits) is fits
    with pytest.raises(ValidationError, match="must be 512 KB or smaller"):
        field.clean(SimpleUploadedFile("case.yaml", b"x" * (settings.UPLOAD_LIMIT + 1)))
