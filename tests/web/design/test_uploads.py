"""Files are taken by what they hold; each refusal says what to do instead."""

from __future__ import annotations

import contextlib
import struct
import zlib
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualise.web.design import uploads
from mutualise.web.design.uploads import KINDS_BY_SUFFIX, Refused, check_upload, safe_name

TYPES = b'<?xml version="1.0"?><Types/>'


def archive(entries: dict[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    whole = BytesIO()
    with ZipFile(whole, "w") as file:
        for name, content in entries.items():
            file.writestr(name, content, ZIP_STORED if name == "mimetype" else compression)
    return whole.getvalue()


def word(**more: bytes) -> bytes:
    parts = {"[Content_Types].xml": TYPES, "word/document.xml": b"<w:document/>"}
    return archive({**parts, **{name.replace("__", "/"): part for name, part in more.items()}})


def excel() -> bytes:
    return archive({"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<workbook/>"})


def open_document(what: str) -> bytes:
    media_type = f"application/vnd.oasis.opendocument.{what}".encode()
    return archive({"mimetype": media_type, "content.xml": b"<office:document-content/>"})


def png(width: int = 2, height: int = 2) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    checked = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + checked


def jpeg(width: int = 2, height: int = 2) -> bytes:
    camera = b"\xff\xe1" + struct.pack(">H", 10) + b"Exif\0\0ab"
    size = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + camera + size + b"\xff\xd9"


GOOD = {
    "plan.pdf": b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n",
    "plan.docx": word(),
    "figures.xlsx": excel(),
    "plan.odt": open_document("text"),
    "figures.ods": open_document("spreadsheet"),
    "list.csv": "Practice A,£1,200\r\n".encode("cp1252"),
    "notes.txt": "Minutes – 3 March\n".encode(),
    "rooms.png": png(),
    "rooms.jpg": jpeg(),
    "ROOMS.JPEG": jpeg(),
}


@pytest.mark.parametrize("name", GOOD)
def test_each_kind_is_taken(name: str) -> None:
    kind = check_upload(name, GOOD[name])
    assert kind is KINDS_BY_SUFFIX[f".{name.rpartition('.')[2].lower()}"]


def test_every_kind_has_an_example() -> None:
    assert {f".{name.rpartition('.')[2].lower()}" for name in GOOD} == set(KINDS_BY_SUFFIX)


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("really", GOOD)
def test_a_file_that_is_called_another_kind_is_refused(name: str, really: str) -> None:
    wanted, given_kind = (check_upload(n, GOOD[n]) for n in (name, really))
    texts = {uploads.CSV, uploads.TXT}
    if wanted is given_kind or {wanted, given_kind} <= texts:
        return
    # The PDF of these examples is all letters, and such a file harms nobody as text.
    if wanted in texts and given_kind is uploads.PDF:
        return
    with pytest.raises(Refused, match=f"is not {wanted.title}"):
        check_upload(name, GOOD[really])


@pytest.mark.parametrize(
    ("name", "lesson"),
    [
        ("setup.exe", r"Files ending in \.exe cannot be kept here\. Choose PDF, Word"),
        ("plan.pdf.exe", r"Files ending in \.exe"),
        ("plan", "Files without an ending"),
        (".pdf", "Files without an ending"),
        ("picture.svg", r"Files ending in \.svg"),
        ("page.html", r"Files ending in \.html"),
        ("old.doc", r"Save it as Word document \(\.docx\) first"),
        ("macro.xlsm", r"Save it without macros, as \.xlsx"),
        ("macro.docm", r"Save it without macros, as \.docx"),
    ],
)
def test_other_endings_are_refused_with_what_to_choose_instead(name: str, lesson: str) -> None:
    with pytest.raises(Refused, match=lesson):
        check_upload(name, b"anything")


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Refused, match="The file is empty"):
        check_upload("plan.pdf", b"")


def test_a_bomb_of_zeros_is_refused_before_it_is_unpacked() -> None:
    bomb = word(word__media=b"\0" * (40 * uploads.MEGABYTE))
    assert len(bomb) < 100_000
    with pytest.raises(Refused, match="unpacks to far more"):
        check_upload("plan.docx", bomb)


def test_many_parts_that_are_large_only_together_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts = {f"word__p{n}": bytes(range(256)) * 400 for n in range(30)}
    assert check_upload("plan.docx", word(**parts))
    monkeypatch.setattr(uploads, "UNPACKED_LIMIT", 20 * 256 * 400)
    with pytest.raises(Refused, match="unpacks to far more"):
        check_upload("plan.docx", word(**parts))


def test_too_many_parts_are_refused() -> None:
    parts = {f"word__p{n}": b"" for n in range(uploads.ENTRIES_LIMIT)}
    with pytest.raises(Refused, match="unpacks to far more"):
        check_upload("plan.docx", word(**parts))


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    honest = word(word__media=b"a" * 5000)
    # The size stands in the part's own header and once more in the list at the end.
    lying = honest.replace(struct.pack("<I", 5000), struct.pack("<I", 50))
    assert lying != honest
    with pytest.raises(Refused, match="is not a Word document"):
        check_upload("plan.docx", lying)


def test_parts_that_share_their_packed_bytes_are_refused() -> None:
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", TYPES)
        file.writestr("word/document.xml", bytes(range(256)) * 40)
        for n in range(60):
            # Listed sixty times, stored once.
            again = file.getinfo("word/document.xml")
            twin = type(again)(f"word/twin{n}.xml")
            for field in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(twin, field, getattr(again, field))
            file.filelist.append(twin)
    with pytest.raises(Refused):
        check_upload("plan.docx", whole.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_markup_that_grows_when_it_is_read_is_refused(encoding: str) -> None:
    laughs = '<!DOCTYPE a [<!ENTITY b "hahaha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    padded = " " * 65_530 + laughs  # across the border of two pieces
    with pytest.raises(Refused, match="unpacks to far more"):
        check_upload("plan.docx", archive({**PARTS, "word/x.xml": padded.encode(encoding)}))


PARTS = {"[Content_Types].xml": TYPES, "word/document.xml": b"<w:document/>"}


@pytest.mark.parametrize("place", ["word/vbaProject.bin", "Basic/script-lb.xml", "Scripts/a.py"])
def test_macros_are_refused(place: str) -> None:
    with pytest.raises(Refused, match="holds programs"):
        check_upload("plan.docx", archive({**PARTS, place: b"x"}))


@pytest.mark.parametrize("place", ["../../etc/passwd", "/etc/passwd", "C:/windows", "a\\..\\b"])
def test_parts_that_lead_out_of_their_folder_are_refused(place: str) -> None:
    with pytest.raises(Refused, match="is not a Word document"):
        check_upload("plan.docx", archive({**PARTS, place: b"x"}))


def test_other_ways_of_packing_are_refused() -> None:
    with pytest.raises(Refused, match="is not a Word document"):
        check_upload("plan.docx", archive(PARTS, ZIP_BZIP2))


def test_a_password_is_named_as_the_reason() -> None:
    locked = bytearray(word())
    for sign in (b"PK\x03\x04", b"PK\x01\x02"):
        at = locked.index(sign) + (6 if sign[2] == 3 else 8)
        locked[at] |= 1
    with pytest.raises(Refused, match="protected with a password"):
        check_upload("plan.docx", bytes(locked))
    with pytest.raises(Refused, match="protected with a password"):
        check_upload("plan.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512)


def test_a_picture_in_front_of_an_archive_is_neither() -> None:
    with pytest.raises(Refused):
        check_upload("plan.docx", png() + word())


@pytest.mark.parametrize("name", ["rooms.png", "rooms.jpg"])
def test_a_picture_of_too_many_points_is_refused(name: str) -> None:
    make = png if name.endswith("png") else jpeg
    assert check_upload(name, make(10_000, 5_000))
    with pytest.raises(Refused, match="more than 50 million points"):
        check_upload(name, make(10_000, 5_001))


@pytest.mark.parametrize("content", [b"a\0b", b"\x1b[2J", b"\xff\xfea", b"MZ\x90\0\x03"])
def test_text_with_what_no_text_has_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="is not a text file"):
        check_upload("notes.txt", content)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("C:\\Users\\Nurse 12\\plan.pdf", "plan.pdf"),
        ("../../etc/plan.pdf", "plan.pdf"),
        ("pl\u202ean\n.pdf", "plan.pdf"),
        ('a<b>"c".pdf', "abc.pdf"),
        ("  the   plan .pdf ", "the plan .pdf"),
        ("x" * 300 + ".docx", "x" * 95 + ".docx"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_names_are_kept_without_tricks(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@given(st.text(max_size=300))
def test_no_name_breaks_out(name: str) -> None:
    kept = safe_name(name)
    assert kept
    assert not set(kept) & set('/\\\r\n"')
    assert len(kept) <= 300


@given(st.sampled_from(sorted(GOOD)), st.binary(max_size=400), st.integers(0, 400))
def test_damaged_files_are_taken_or_refused_but_never_break(
    name: str, noise: bytes, at: int
) -> None:
    content = GOOD[name]
    damaged = content[:at] + noise + content[at + len(noise) :]
    with contextlib.suppress(Refused):
        assert check_upload(name, damaged)
