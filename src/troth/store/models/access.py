"""Who and what may come in: staff, programs, and subjects with a one-time proof? Secrets stand here as hashes only."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from troth.store.models.organisations import Organisation


class Membership(models.Model):
    """That an account has a role in an organisation; in all of them where none is named."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", null=True)
    role = models.CharField(max_length=16)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "organisation"), name="one_membership"),
            models.UniqueConstraint(
                fields=("user",), condition=models.Q(organisation=None), name="one_membership_of_all"
            ),
        )


class Invitation(models.Model):
    """A one-time link by which somebody becomes a member; no address stands in it, and its id opens nothing."""

    id = models.CharField(max_length=32, primary_key=True)
    token_hash = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", null=True)
    role = models.CharField(max_length=16)
    invited_by = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class ApiKey(models.Model):
    """A program's key to one organisation. `scopes` is JSON of names; `last_used_at` is rough (`store.key_uses`)."""

    id = models.CharField(max_length=32, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    rate = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    replaces = models.CharField(max_length=32, blank=True)


class IdempotentAnswer(models.Model):
    """What was answered to a request that may come again: the same request gets the same answer, once done."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    api_key = models.CharField(max_length=32)
    idempotency_hash = models.CharField(max_length=64)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "api_key", "idempotency_hash"), name="one_idempotent_answer"
            ),
        )


class OneTimeProof(models.Model):
    """That somebody asked to prove an identifier: link and code as hashes, the identifier only as ciphertext."""

    token_hash = models.CharField(max_length=64, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64)
    identifier = models.CharField(max_length=64)
    sealed = models.BinaryField()
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("organisation", "identifier", "created_at"), name="proofs_of_identifier"),)
