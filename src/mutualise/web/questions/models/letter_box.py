"""The letter box: where a question without a name waits for the night.

It shows with all others of its day the morning after, in no order, so that the hour tells nobody
who asked. Against floods a count is kept under a tag that only the day's salt explains; count and
salt are thrown away with the day.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from mutualise.web.tenancy.models import OfWorkspace, Workspace


class Letter(models.Model):
    """A question without a name, not yet shown to anyone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(max_length=32)
    text = models.TextField()
    posted_on = models.DateField()

    objects = OfWorkspace()

    def __str__(self) -> str:
        return f"Letter of {self.posted_on}"


class Salt(models.Model):
    """The secret of one day."""

    day = models.DateField(primary_key=True)
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"Salt of {self.day}"


class Count(models.Model):
    """How many letters one tag has posted on a day."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    tag = models.CharField(max_length=64)
    letters = models.PositiveSmallIntegerField(default=0)

    objects = OfWorkspace()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["workspace", "day", "tag"], name="one_count_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.letters} letters on {self.day}"
