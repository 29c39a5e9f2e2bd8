"""A person with an account. There are no passwords: a code by e-mail is the way in."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class PersonManager(BaseUserManager["Person"]):
    """Makes people, each with an address that nobody else has."""

    def create_user(self, email: str, name: str = "", **more: Any) -> Person:
        """A new person who signs in by a code sent to this address."""
        person = self.model(email=self.normalize_email(email).lower(), name=name, **more)
        person.set_unusable_password()
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, email: str | None) -> Person:
        """The person with this address, in whatever case it is written."""
        return self.get(email__iexact=email)


class Person(AbstractBaseUser):
    """Someone who can sign in.

    `id` is random, so that it may stand in a chain of events that outlives the person's name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mail address", max_length=254, unique=True)
    name = models.CharField(max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    # What was known of the person was removed; what they did stays, under their id alone.
    erased_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # So that one address cannot be two people by its capitals alone.
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="address_in_small_letters"
            )
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """The name to show to colleagues."""
        if self.erased_at:
            return "A former colleague"
        return self.name or self.email


class SiteAdministration(models.Model):
    """A time in which a person may look after the site; it ends by itself and is on record."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="administrations")
    begins_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    why = models.CharField(max_length=500)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("begins_at")),
                name="administration_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"Site administration until {self.ends_at:%Y-%m-%d %H:%M}"

    def is_current(self, now: dt.datetime) -> bool:
        """Whether it is running at this time."""
        return self.begins_at <= now < self.ends_at
