"""Which files may be kept: judged by what they hold, not by what they are called.

A pure function: `check_upload(name, content)` gives the kind of the file or says, in one sentence
for the person who chose it, why it cannot be taken. Size is the form's affair (`SmallFileField`).
"""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MEGABYTE: Final = 1024 * 1024
# What the documents inside may come to when unpacked: a long report with pictures, and no bomb.
UNPACKED_LIMIT: Final = 64 * MEGABYTE
# Text of a large sheet shrinks to a thirtieth; a bomb to a thousandth. Small entries are let off.
RATIO_LIMIT: Final = 200
RATIO_MATTERS_FROM: Final = MEGABYTE
ENTRIES_LIMIT: Final = 2000
PIXEL_LIMIT: Final = 50_000_000
NAME_LIMIT: Final = 100


class Refused(Exception):
    """The file cannot be taken; the text is a whole sentence for the person who chose it."""


@dataclass(frozen=True)
class Kind:
    """A kind of file that may be kept."""

    # As people call it, with its article.
    title: str
    suffix: str
    media_type: str


PDF: Final = Kind("a PDF", ".pdf", "application/pdf")
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
DOCX: Final = Kind("a Word document", ".docx", f"{_OFFICE}.wordprocessingml.document")
XLSX: Final = Kind("an Excel workbook", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet")
_ODF: Final = "application/vnd.oasis.opendocument"
ODT: Final = Kind("an OpenDocument text", ".odt", f"{_ODF}.text")
ODS: Final = Kind("an OpenDocument spreadsheet", ".ods", f"{_ODF}.spreadsheet")
CSV: Final = Kind("a CSV file", ".csv", "text/csv")
TXT: Final = Kind("a text file", ".txt", "text/plain")
PNG: Final = Kind("a PNG picture", ".png", "image/png")
JPEG: Final = Kind("a JPEG picture", ".jpg", "image/jpeg")

KINDS: Final = {kind.suffix: kind for kind in (PDF, DOCX, XLSX, ODT, ODS, CSV, TXT, PNG, JPEG)}
KINDS_BY_SUFFIX: Final = {**KINDS, ".jpeg": JPEG}

# For the hint beside the field, and the `accept` of the input.
ALLOWED: Final = (
    "PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt, .ods), CSV, text, PNG or JPEG"
)
ACCEPT: Final = ",".join(KINDS_BY_SUFFIX)


def check_upload(name: str, content: bytes) -> Kind:
    """The kind of a file that may be kept. Raises `Refused` for any other."""
    suffix = suffix_of(name)
    kind = KINDS_BY_SUFFIX.get(suffix)
    if kind is None:
        raise Refused(_refuse_suffix(suffix))
    if not content:
        raise Refused("The file is empty. Check it on your computer and choose it again")
    _LOOKS[kind](kind, content)
    return kind


def suffix_of(name: str) -> str:
    """The last ending, in small letters: what the computer of whoever downloads it will go by."""
    stem, dot, ending = safe_name(name).rpartition(".")
    return f".{ending.lower()}" if stem and dot else ""


def safe_name(name: str) -> str:
    """The name to keep and to offer again: no folders, nothing invisible, not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    seen = " ".join(seen.split()).strip(". ")
    stem, dot, ending = seen.rpartition(".")
    if not dot:
        return seen[:NAME_LIMIT] or "file"
    return f"{stem[: NAME_LIMIT - len(ending) - 1]}.{ending}"


def _refuse_suffix(suffix: str) -> str:
    older = {".doc": "Word document (.docx)", ".xls": "Excel workbook (.xlsx)"}
    if suffix in older:
        return f"Files ending in {suffix} cannot be checked. Save it as {older[suffix]} first"
    if suffix in {".docm", ".xlsm", ".xltm", ".dotm"}:
        return (
            f"Files ending in {suffix} can hold programs (macros). Save it without macros, "
            f"as {'.docx' if suffix[1] == 'd' else '.xlsx'}"
        )
    what = f"Files ending in {suffix}" if suffix else "Files without an ending such as .pdf"
    return f"{what} cannot be kept here. Choose {ALLOWED}"


def _other(kind: Kind) -> Refused:
    return Refused(
        f"The file ends in {kind.suffix} but is not {kind.title}. Open it, save it again as "
        f"{kind.title}, and choose the new file"
    )


def _look_at_pdf(kind: Kind, content: bytes) -> None:
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise _other(kind)


def _look_at_text(kind: Kind, content: bytes) -> None:
    """Text in the encodings that spreadsheets write, with nothing in it that no text has."""
    has_mark = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    for encoding in ("utf-16",) if has_mark else ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(c in "\t\n\r\f" or ord(c) >= 32 for c in text):
            return
        break
    raise _other(kind)


def _look_at_png(kind: Kind, content: bytes) -> None:
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or content[12:16] != b"IHDR":
        raise _other(kind)
    if len(content) < 24:
        raise _other(kind)
    width, height = struct.unpack(">II", content[16:24])
    _refuse_too_many_pixels(width * height)


def _look_at_jpeg(kind: Kind, content: bytes) -> None:
    """Walk from marker to marker up to the one that holds the size."""
    at = 2
    if not content.startswith(b"\xff\xd8\xff"):
        raise _other(kind)
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            _refuse_too_many_pixels(width * height)
            return
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    raise _other(kind)


def _refuse_too_many_pixels(pixels: int) -> None:
    if pixels > PIXEL_LIMIT:
        raise Refused(
            f"The picture has more than {PIXEL_LIMIT // 1_000_000} million points. Make it smaller "
            "and choose it again"
        )


def _look_at_office(kind: Kind, content: bytes) -> None:
    main = "word/document.xml" if kind is DOCX else "xl/workbook.xml"
    with _opened(kind, content) as archive:
        if not {"[Content_Types].xml", main} <= set(archive.namelist()):
            raise _other(kind)
        _look_inside(archive, kind, content)


def _look_at_open_document(kind: Kind, content: bytes) -> None:
    with _opened(kind, content) as archive:
        entries = archive.infolist()
        # The standard puts the type first and uncompressed, so that it can be told from outside.
        if not entries or entries[0].filename != "mimetype" or entries[0].file_size > 100:
            raise _other(kind)
        _look_inside(archive, kind, content)
        if archive.read("mimetype").strip() != kind.media_type.encode():
            raise _other(kind)


def _opened(kind: Kind, content: bytes) -> ZipFile:
    # At its very beginning: a file that is a picture in front and an archive behind is neither.
    if not content.startswith(b"PK\x03\x04"):
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            raise Refused(_LOCKED)
        raise _other(kind)
    try:
        return ZipFile(BytesIO(content))
    except _DAMAGED:
        raise _other(kind) from None


# What Python's reader of archives says of those that are damaged, found by damaging many.
_DAMAGED: Final = (
    BadZipFile, EOFError, OSError, RuntimeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
_LOCKED: Final = (
    "The file is protected with a password or in an older format, so it cannot be checked. "
    "Save it without a password and choose it again"
)
_TOO_MUCH: Final = (
    "The file unpacks to far more than it seems to hold, as harmful files do. Copy what you need "
    "into a new document and choose that"
)


def _look_inside(archive: ZipFile, kind: Kind, content: bytes) -> None:
    """Refuse what would fill a computer, run on one, or reach out of its folder."""
    entries = archive.infolist()
    if len(entries) > ENTRIES_LIMIT:
        raise Refused(_TOO_MUCH)
    if len({entry.filename for entry in entries}) < len(entries):
        raise _other(kind)
    # Entries that share their packed bytes unpack to more than all limits on each would allow.
    if sum(entry.compress_size for entry in entries) > len(content):
        raise Refused(_TOO_MUCH)
    left = UNPACKED_LIMIT
    for entry in entries:
        _refuse_entry(entry, kind)
        left -= _unpack(archive, entry, kind, left)


def _refuse_entry(entry: ZipInfo, kind: Kind) -> None:
    if entry.flag_bits & 0x1:
        raise Refused(_LOCKED)
    if entry.file_size > UNPACKED_LIMIT or (
        entry.file_size > RATIO_MATTERS_FROM
        and entry.file_size > RATIO_LIMIT * max(entry.compress_size, 1)
    ):
        raise Refused(_TOO_MUCH)
    parts = entry.filename.replace("\\", "/").lower().split("/")
    if "vbaproject.bin" in parts or parts[0] in {"basic", "scripts"}:
        # A plan needs no program, and whoever opens the file trusts the team that it comes from.
        raise Refused(
            "The file holds programs (macros), which could harm whoever opens it. Save it without "
            "macros and choose the new file"
        )
    # Names that lead out of the folder it is unpacked in, and ways of packing that no office uses.
    out = ".." in parts or parts[0] == "" or ":" in parts[0]
    if out or entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise _other(kind)


def _unpack(archive: ZipFile, entry: ZipInfo, kind: Kind, left: int) -> int:
    """How much the entry really holds; what its header says may be a lie."""
    size, before = 0, b""
    is_markup = entry.filename.lower().endswith((".xml", ".rels"))
    try:
        with archive.open(entry) as unpacked:
            while piece := unpacked.read(64 * 1024):
                size += len(piece)
                if size > left:
                    raise Refused(_TOO_MUCH)
                # Entities defined in a document can make it grow without end when it is read.
                # Without zero bytes, so that two bytes for each letter hide nothing.
                if is_markup and b"<!ENTITY" in (before + piece).replace(b"\0", b""):
                    raise Refused(_TOO_MUCH)
                before = piece[-16:]
    except _DAMAGED:
        raise _other(kind) from None
    return size


_LOOKS: Final[dict[Kind, Callable[[Kind, bytes], None]]] = {
    PDF: _look_at_pdf,
    DOCX: _look_at_office,
    XLSX: _look_at_office,
    ODT: _look_at_open_document,
    ODS: _look_at_open_document,
    CSV: _look_at_text,
    TXT: _look_at_text,
    PNG: _look_at_png,
    JPEG: _look_at_jpeg,
}
