"""Mail that waits to be sent. A letter goes from here as soon as it is sent."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone


class Letter(models.Model):
    """One message to one person, until it is sent or given up.

    It stands here and not in the arguments of a task, so that nothing that was sent, such as a
    code to sign in with, is left in the record of finished tasks.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    asked_at = models.DateTimeField(default=timezone.now)
    # After this time nobody is helped by it any more: a code to sign in with has ended.
    useless_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.subject} ({self.id})"
