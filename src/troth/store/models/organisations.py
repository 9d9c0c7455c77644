"""Whose installation is it, and whose policies run in it?"""

from __future__ import annotations

from django.db import models


class Installation(models.Model):
    """One row: which key the secrets of this database hang on."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    key_fingerprint = models.CharField(max_length=32)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="one_installation"),)


class Organisation(models.Model):
    """Whoever published a notice. INVARIANT: its id is that of its policies, and never changes."""

    id = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField()
