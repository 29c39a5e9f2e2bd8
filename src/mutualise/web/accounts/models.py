"""The table in which attempts are counted, shared by every process of the site."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Limit(models.Model):
    """One count. Django's database cache reads and writes it; see CACHES in the settings."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField()

    class Meta:
        db_table = "accounts_limit"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["expires"], name="accounts_limit_expires")
        ]

    def __str__(self) -> str:
        return self.cache_key
