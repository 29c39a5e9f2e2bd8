"""What people are told, how often they want to be, and up to where they were."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from mutualise.web.tenancy.models import OfWorkspace, Person, Workspace


class Every(models.TextChoices):
    """How often a person is told what changed in a workspace."""

    DAY = "day", "Each day"
    WEEK = "week", "Each week, on Monday"
    NEVER = "never", "Never"


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


class Wish(models.Model):
    """How often a person wants to hear of a workspace; without one, each week."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    every = models.CharField(max_length=8, choices=Every.choices)

    objects = OfWorkspace()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "workspace"], name="one_wish_each")
        ]

    def __str__(self) -> str:
        return self.every


class Told(models.Model):
    """Up to which event of a workspace a person was told, and on which day."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveBigIntegerField()
    day = models.DateField()

    objects = OfWorkspace()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "workspace"], name="told_up_to_one_event")
        ]

    def __str__(self) -> str:
        return f"Told up to event {self.number}"
