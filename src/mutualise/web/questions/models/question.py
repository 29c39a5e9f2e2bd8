"""A question that the team can read, and every answer it was given."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from mutualise.web.tenancy.models import OfWorkspace, Person, Workspace


class State(models.TextChoices):
    """Where a question stands."""

    WAITING = "waiting", "Waiting for an answer"
    ANSWERED = "answered", "Answered"
    DECLINED = "declined", "Not answered"
    MERGED = "merged", "Same as another question"


class Question(models.Model):
    """What was asked. Of one asked without a name, nothing here or elsewhere says by whom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="questions")
    topic = models.CharField(max_length=32)
    # Empty once the words were taken off.
    text = models.TextField(blank=True)
    # Stands for the text in the record of events; gone when the words are.
    salt = models.CharField(max_length=64, blank=True)
    # A date alone: the minute would tell who was at a computer.
    asked_on = models.DateField()
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    # Given with the first answer, for the consultation paper: an earlier number would show in
    # which order questions came in.
    number = models.PositiveIntegerField(null=True, blank=True)
    same_as = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, blank=True, related_name="duplicates"
    )
    words_removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfWorkspace()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["workspace", "number"], name="one_answer_for_each_number"
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.MERGED, same_as__isnull=False)
                | (~models.Q(state=State.MERGED) & models.Q(same_as__isnull=True)),
                name="merged_with_another_question",
            ),
        ]

    def __str__(self) -> str:
        return f"Question {self.number or self.id}"


class Answer(models.Model):
    """What the team said to a question, or why it does not answer; the newest one counts."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField()
    salt = models.CharField(max_length=64)
    declines = models.BooleanField(default=False)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"Answer to {self.question_id}"
