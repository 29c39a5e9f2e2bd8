"""A data protection impact assessment: from the settings, the roles and the content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.db import connection
from django.utils import timezone

from mutualise.content.loader import Record, build_one
from mutualise.publishing import Block, Bullets, Document, Heading, Note, Paragraph, Table, text
from mutualise.publishing.blocks import Text
from mutualise.web.privacy.registry import purposes
from mutualise.web.retention import everything_kept
from mutualise.web.tenancy.permissions import WORDS
from mutualise.web.tenancy.roles import ROLES


class Risk(Record):
    """One risk to people, what is done about it, and what is left."""

    risk: str
    likelihood: str
    severity: str
    measures: str
    left: str


class Source(Record):
    """What a statement rests on, and whether that was checked."""

    title: str
    url: str
    used_for: str
    verified: str


class Assessment(Record):
    """The parts that settings cannot tell."""

    checked: dt.date
    need: tuple[str, ...]
    asked_of: tuple[str, ...]
    necessity: tuple[str, ...]
    measures: tuple[str, ...]
    risks: tuple[Risk, ...]
    decide: tuple[str, ...]
    sources: tuple[Source, ...]


@cache
def assessment() -> Assessment:
    """The content."""
    return build_one(Assessment, "privacy/dpia.yaml")


def assessment_today() -> Document:
    """The whole assessment, dated today."""
    return dpia(timezone.localdate())


def dpia(day: dt.date) -> Document:
    """The whole assessment of this site as it is set up now."""
    content = assessment()
    blocks: list[Block] = [
        Note(
            "This is a draft.",
            text(
                "It is made from the settings of this copy of Mutualise. The organisation that "
                "runs it decides, with its data protection officer, and signs."
            ),
        ),
        Note(
            "No patient data.",
            text(
                "Mutualise holds no patient data, needs none, and must not be given any. Nobody "
                "needs to name or describe a patient to use it."
            ),
        ),
        Heading(2, "1. Why an assessment"),
        *(Paragraph(text(each)) for each in content.need),
        Heading(2, "2. What is processed"),
        *_described(),
        Heading(2, "3. Whom to ask"),
        Paragraph(text("Write beside each when they were asked, and what they said.")),
        _bullets(content.asked_of),
        Heading(2, "4. Necessity and proportion"),
        _bullets(content.necessity),
        Heading(2, "5. Risks"),
        _risks(content),
        Heading(2, "6. Measures"),
        _bullets(content.measures),
        Heading(2, "7. For the organisation to decide, and to sign"),
        _bullets(content.decide),
        Heading(2, "Sources"),
        _sources(content),
    ]
    foot = "Made by Mutualise from its settings. Not legal advice."
    return Document("Data protection impact assessment", day, tuple(blocks), foot)


def _described() -> list[Block]:
    return [
        Heading(3, "What is held, why, and who sees it"),
        Paragraph(
            text(
                "“You” is the person that it is about. The lawful basis is a suggestion for the "
                "controller to decide."
            )
        ),
        _table(
            "What is held",
            ("What", "Holds", "Why", "Who sees it", "Suggested lawful basis", "After erasure"),
            (
                (
                    each.title,
                    each.what,
                    each.why,
                    each.seen_by,
                    each.lawful_basis,
                    each.stays or "nothing stays",
                )
                for each in purposes()
            ),
        ),
        Heading(3, "Who can do what in a workspace"),
        _table(
            "Roles",
            ("Role", "What it is for", "Can", "Second factor"),
            (
                (
                    card.title,
                    card.about,
                    "; ".join(WORDS[each].lower() for each in WORDS if each in card.allows),
                    "required" if card.privileged else "as the person chooses",
                )
                for card in ROLES.values()
            ),
        ),
        Heading(3, "How long it is kept"),
        _table(
            "Retention",
            ("What", "How long", "Then"),
            ((each.what, each.how_long, each.then) for each in everything_kept()),
        ),
        Heading(3, "Where it is"),
        _table("This site", ("What", "Set up as"), _site()),
    ]


def _site() -> list[tuple[str, str]]:
    mail = settings.MAIL
    where = "SQLite, a file in the data folder of the computer that runs the site"
    if connection.vendor == "postgresql":
        where = "PostgreSQL"
    return [
        ("Run by", settings.CONTACT or "not said: set MUTUALISE_CONTACT"),
        ("Reached at", ", ".join(settings.HOSTS) or "this computer only"),
        ("Encrypted on the way", "yes, https" if settings.HTTPS else "no"),
        ("Database", where),
        ("Mail goes through", mail.host if mail else "nowhere: it is shown in the terminal"),
        ("Who may make an account", "everyone" if settings.SIGN_UP == "open" else "invited people"),
        ("Sent to other countries", "nothing by the site; ask where the computer and mail are"),
        ("Encrypted at rest", "not by the site; ask whoever runs the computer about its disks"),
    ]


def _risks(content: Assessment) -> Table:
    return _table(
        "Risks",
        ("Risk", "Likelihood", "Severity", "What is done", "What is left to you"),
        (
            (each.risk, each.likelihood, each.severity, each.measures, each.left)
            for each in content.risks
        ),
    )


def _sources(content: Assessment) -> Table:
    return _table(
        "Sources",
        ("Source", "Used for", "Checked", "Address"),
        ((each.title, each.used_for, each.verified, each.url) for each in content.sources),
    )


def _bullets(lines: tuple[str, ...]) -> Bullets:
    return Bullets(tuple(text(line) for line in lines))


def _table(caption: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    cells: tuple[tuple[Text, ...], ...] = tuple(tuple(map(text, row)) for row in rows)
    return Table(caption, columns, cells)
