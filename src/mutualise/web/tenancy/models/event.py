"""The table of events: append-only, one chain for each workspace and one for the site."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mutualise.ledger import Link

# The chain of what belongs to no workspace: accounts and the administration of the site.
SITE = "site"


class Event(models.Model):
    """One thing that happened. The database itself refuses to change or delete it.

    No personal data stands here: people appear as ids, and values as salted hashes.
    """

    # The id of the workspace, or SITE.
    chain = models.CharField(max_length=36)
    number = models.PositiveBigIntegerField()
    at = models.CharField(max_length=40)
    actor = models.CharField(max_length=36)
    kind = models.CharField(max_length=64)
    about = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["chain", "number"], name="one_event_for_each_number"),
            models.UniqueConstraint(fields=["chain", "previous"], name="a_chain_never_forks"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.chain} {self.number})"

    @property
    def link(self) -> Link:
        """The event as the ledger sees it."""
        return Link(
            self.number, self.previous, self.at, self.actor, self.kind, self.about, self.body
        )
