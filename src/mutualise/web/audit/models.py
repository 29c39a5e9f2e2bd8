"""What is kept about the chains of events: signed checkpoints, and when each was last checked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Checkpoint(models.Model):
    """A signed note that stands for the first events of a chain, in the order they happened."""

    # The id of a workspace, or "site", as in the table of events.
    chain = models.CharField(max_length=36)
    size = models.PositiveBigIntegerField()
    note = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["chain", "size"], name="one_checkpoint_for_each_size_of_a_chain"
            )
        ]

    def __str__(self) -> str:
        return f"{self.chain} at {self.size}"


class LastCheck(models.Model):
    """When a chain was last walked from its first event, and what was wrong with it then."""

    chain = models.CharField(max_length=36, unique=True)
    at = models.DateTimeField()
    size = models.PositiveBigIntegerField()
    # One sentence a line; empty when everything held.
    problems = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.chain}: {self.problems or 'whole'}"
