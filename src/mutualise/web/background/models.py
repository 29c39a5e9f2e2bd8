"""When each periodic work is due, so that several processes share it."""

from __future__ import annotations

from django.db import models


class PeriodicRun(models.Model):
    """One periodic work: when it is due, who does it now, and how it went last."""

    name = models.CharField(max_length=64, primary_key=True)
    due_at = models.DateTimeField()
    # Whoever does it holds it until then; one that was killed half-way leaves it to others.
    taken_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name
