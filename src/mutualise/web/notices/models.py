"""What people are told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from mutualise.web.tenancy.models import OfWorkspace, Person, Workspace


class Notice(models.Model):
    """One thing that concerns one person, such as an answer to their question.

    `text` says what happened and never repeats what a workspace keeps to itself.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=200)
    address = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=timezone.now)
    # When it was seen on the page, and when a mail carried it.
    seen_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = OfWorkspace()

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return self.text
