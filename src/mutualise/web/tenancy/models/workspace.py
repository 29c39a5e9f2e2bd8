"""Workspaces, the roles people hold in them, and what one has shared with another."""

from __future__ import annotations

import uuid
from typing import ClassVar, Generic, TypeVar

from django.db import models
from django.utils import timezone

from mutualise.web.tenancy.models.person import Person
from mutualise.web.tenancy.roles import Kind, Role

ModelT = TypeVar("ModelT", bound=models.Model)


class OfWorkspace(models.Manager[ModelT], Generic[ModelT]):
    """Reaches rows through their workspace, so that no view can reach those of another."""

    def of(self, workspace: Workspace) -> models.QuerySet[ModelT]:
        """The rows of one workspace."""
        return self.get_queryset().filter(workspace=workspace)


class Workspace(models.Model):
    """A team, a funder or a coalition: its people and their records, closed to everyone else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # What its address says: short, random, and no hint at the name.
    address = models.SlugField(max_length=16, unique=True)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in Kind])
    title = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Membership(models.Model):
    """A role that a person holds, or held, in a workspace."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=32, choices=[(role.value, role.value) for role in Role])
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = OfWorkspace()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["workspace", "person", "role"],
                condition=models.Q(ended_at__isnull=True),
                name="a_role_is_held_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} in {self.workspace_id}"


class Invitation(models.Model):
    """An invitation by e-mail to take up roles; it acts only once the invited person accepts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=32, choices=[(role.value, role.value) for role in Role])
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = OfWorkspace()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["workspace", "email", "role"],
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_for_each_role",
            )
        ]

    def __str__(self) -> str:
        return f"Invitation to {self.workspace_id}"
