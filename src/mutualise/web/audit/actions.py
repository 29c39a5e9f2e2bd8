"""Checks of the chains and the checkpoints of them, kept in tables."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from django.utils import timezone

from mutualise.ledger import sign_checkpoint
from mutualise.recordkey import Handover
from mutualise.web.audit import keys
from mutualise.web.audit.checking import Checked, check_chain
from mutualise.web.audit.models import Checkpoint, LastCheck
from mutualise.web.audit.selectors import Chain, KeptNote, chains, last_check, note_of_size
from mutualise.web.tenancy.events import record

logger = logging.getLogger(__name__)


class BrokenRecord(Exception):
    """A chain that was changed is not signed; the text says where it breaks."""


def check_now(*, chain: Chain, now: dt.datetime) -> Checked:
    """Walk the whole chain, and keep what was found for the pages."""
    checked = check_chain(chain, keys.verifier_keys())
    with transaction.atomic():
        LastCheck.objects.update_or_create(
            chain=chain.id,
            defaults={
                "at": now,
                "size": checked.walked.size,
                "problems": "\n".join(checked.problems),
            },
        )
    return checked


def make_checkpoint(*, chain: Chain, now: dt.datetime) -> KeptNote:
    """Sign the chain as it is now, once it is known to be whole. The same size is signed once."""
    return _sign(check_now(chain=chain, now=now), now)


def make_checkpoints(now: dt.datetime) -> tuple[str, ...]:
    """Check each chain once a day, and sign those that have grown. What is wrong comes back."""
    problems: list[str] = []
    for chain in chains():
        before = last_check(chain.id)
        if before and _day(before.at) >= _day(now):
            continue
        checked = check_now(chain=chain, now=now)
        if checked.problems:
            logger.error("The record of %s: %s", chain.title, " ".join(checked.problems))
            problems += [f"{chain.title}: {problem}" for problem in checked.problems]
        elif checked.walked.size:
            _sign(checked, now)
    return tuple(problems)


@transaction.atomic
def change_key() -> Handover:
    """Sign with a new key from now on; both keys stand in the site's own record."""
    handover = keys.hand_over()
    body = {"from": str(handover.old), "to": str(handover.new)}
    record("site.record_key_changed", by=None, body=body)
    return handover


def _sign(checked: Checked, now: dt.datetime) -> KeptNote:
    chain, walked = checked.chain, checked.walked
    if checked.problems:
        raise BrokenRecord(" ".join(checked.problems))
    kept = note_of_size(chain.id, walked.size)
    if kept is None:
        note = sign_checkpoint(chain.id, walked.size, walked.root, keys.signing_key())
        with transaction.atomic():
            # Of two that sign the same events at once, one is kept; both are as good.
            row, _ = Checkpoint.objects.get_or_create(
                chain=chain.id, size=walked.size, defaults={"note": note, "made_at": now}
            )
        kept = KeptNote(row.chain, row.size, row.note, row.made_at)
    return kept


def _day(at: dt.datetime) -> dt.date:
    return timezone.localtime(at).date()
