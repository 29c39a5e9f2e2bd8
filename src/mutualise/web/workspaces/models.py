"""What one workspace has shared: the only way for anything to cross between workspaces."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from mutualise.web.tenancy.models import OfWorkspace, Person, Workspace
from mutualise.web.tenancy.roles import Role
from mutualise.web.tenancy.seats import Seat


class Shares(OfWorkspace["Share"]):
    """Reaches shares through the workspace that made them, or the seat that may see them."""

    def open_to(self, seat: Seat, now: dt.datetime) -> models.QuerySet[Share]:
        """The shares that run now for this person in this workspace."""
        here = models.Q(workspace=seat.workspace)
        roles = [role.value for role in seat.roles]
        return self.get_queryset().filter(
            models.Q(with_workspace=seat.workspace)
            | (here & models.Q(with_role__in=roles))
            | (here & models.Q(with_person=seat.person)),
            ended_at__isnull=True,
            ends_at__gt=now,
            # A closed workspace shares no more, whatever it had agreed.
            workspace__closed_at__isnull=True,
        )


class Share(models.Model):
    """A record that something of a workspace may be seen by someone until a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="shares")
    # What is shared: a kind that an app has registered, and the id of the thing within it.
    kind = models.CharField(max_length=32)
    thing = models.CharField(max_length=64)
    # With whom: one of the three. A role or a person of the same workspace, or another workspace.
    with_role = models.CharField(
        max_length=32, blank=True, choices=[(role.value, role.value) for role in Role]
    )
    with_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    with_workspace = models.ForeignKey(
        Workspace, null=True, blank=True, on_delete=models.CASCADE, related_name="received"
    )
    note = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Shares] = Shares()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("made_at")),
                name="a_share_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(with_role__gt="", with_person=None, with_workspace=None)
                    | models.Q(with_role="", with_person__isnull=False, with_workspace=None)
                    | models.Q(with_role="", with_person=None, with_workspace__isnull=False)
                ),
                name="a_share_is_with_one",
            ),
            models.CheckConstraint(
                condition=models.Q(with_workspace=None)
                | ~models.Q(with_workspace=models.F("workspace")),
                name="a_share_leads_to_another_workspace",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing} until {self.ends_at:%Y-%m-%d}"

    def is_running(self, now: dt.datetime) -> bool:
        """Whether it can be opened at this time."""
        return self.ended_at is None and now < self.ends_at
