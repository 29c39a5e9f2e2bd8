"""A case in tables: nothing is overwritten, so that any earlier state can be read again.

Each save is a numbered revision. An answer counts from the revision that wrote it until the one
that ended it; so does the frame, which holds everything of a case but its answers.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from mutualise.web.tenancy.models import OfWorkspace, Person, Workspace


class Case(models.Model):
    """The case of one workspace, and the number of its last revision."""

    workspace = models.OneToOneField(
        Workspace, on_delete=models.CASCADE, primary_key=True, related_name="case"
    )
    revision = models.PositiveIntegerField(default=0)

    objects = OfWorkspace()

    def __str__(self) -> str:
        return f"Case of {self.workspace_id}"


class Revision(models.Model):
    """One save: who and when. What it changed are the rows that name its number."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    # What was done, where a word helps: "imported", "brought back".
    how = models.CharField(max_length=40, blank=True)

    objects = OfWorkspace()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["workspace", "number"], name="one_revision_for_each_number"
            )
        ]

    def __str__(self) -> str:
        return f"Revision {self.number}"


class Lasting(models.Model):
    """What counts from one revision until another."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    begins = models.PositiveIntegerField()
    ends = models.PositiveIntegerField(null=True, blank=True)
    # Makes the hash in the record tell nothing to those who do not have this row.
    salt = models.CharField(max_length=32)

    objects = OfWorkspace()

    class Meta:
        abstract = True


class Frame(Lasting):
    """Everything of a case but its answers: title, notes, sources, options, items."""

    # A case file without answers, as the library writes and reads it.
    text = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["workspace"], condition=models.Q(ends__isnull=True), name="one_frame_counts"
            )
        ]

    def __str__(self) -> str:
        return f"Frame from revision {self.begins}"


class AnswerVersion(Lasting):
    """One answer as it stood for a time. `value` None is an open "not known"."""

    # "present", "option:plan" or "owners:gp-1": see mutualise.casefile.AnswerPlace.
    place = models.CharField(max_length=120)
    fact = models.CharField(max_length=100)
    # As a case file writes it.
    value = models.TextField(null=True, blank=True)  # noqa: DJ001 - not known is not empty
    source = models.TextField(blank=True)
    why = models.TextField(blank=True)
    # Who and when as an imported file said it; else the revision says so.
    who = models.TextField(blank=True)
    when = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["workspace", "place", "fact"],
                condition=models.Q(ends__isnull=True),
                name="one_answer_counts",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["workspace", "place", "fact"], name="answer_history")
        ]

    def __str__(self) -> str:
        return f"{self.fact} at {self.place}"


class Snapshot(models.Model):
    """A name for a revision, so that it can be found, compared and shared."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="snapshots")
    name = models.CharField(max_length=100)
    note = models.TextField(blank=True)
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = OfWorkspace()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_snapshot_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class SectionWork(models.Model):
    """Who looks after a section of the case, and whether the team calls it complete."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=60)
    assigned_to = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due = models.DateField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OfWorkspace()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["workspace", "section"], name="one_row_for_a_section"),
            models.CheckConstraint(
                condition=models.Q(completed_at__isnull=True, completed_by__isnull=True)
                | models.Q(completed_at__isnull=False, completed_by__isnull=False),
                name="completed_at_and_by_go_together",
            ),
        ]

    def __str__(self) -> str:
        return f"Work on {self.section}"


class Comment(models.Model):
    """What someone said about a section or one answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=60)
    # Empty for a comment on the section as a whole.
    place = models.CharField(max_length=120, blank=True)
    fact = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OfWorkspace()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True, settled_by__isnull=True)
                | models.Q(settled_at__isnull=False, settled_by__isnull=False),
                name="settled_at_and_by_go_together",
            )
        ]

    def __str__(self) -> str:
        return f"Comment on {self.section}"


class Attachment(models.Model):
    """A paper that shows where an answer comes from. It lies in the database, with its backups."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=120)
    fact = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfWorkspace()

    def __str__(self) -> str:
        return self.name


class KeptResult(models.Model):
    """What the law said of an option when someone last looked, to say later what moved."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    # Empty for the present position.
    option = models.CharField(max_length=80, blank=True)
    content = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    objects = OfWorkspace()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["workspace", "option"], name="one_kept_result")
        ]

    def __str__(self) -> str:
        return f"Result of {self.option or 'the present position'}"
