"""Who are the subjects of an organisation, by which identifiers are they known, and under which key are their data?"""

from __future__ import annotations

from django.db import models

from troth.store.models.organisations import Organisation


class Subject(models.Model):
    """A subject and what holds for her besides her words.

    `wrapped_key` is her key under the installation's, empty once it was destroyed: then nothing that it sealed opens
    again. `kinds` and `accepted` are JSON of names and dates.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=128)
    wrapped_key = models.BinaryField()
    kinds = models.JSONField(default=list)
    age = models.PositiveSmallIntegerField(null=True)
    parental_consent = models.BooleanField(default=False)
    restricted = models.BooleanField(default=False)
    erased = models.BooleanField(default=False)
    first_on = models.DateField()
    accepted = models.JSONField(default=list)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organisation", "subject"), name="one_subject"),)


class SubjectIdentifier(models.Model):
    """That a subject has an identifier: its keyed hash to find her by, and itself only under her own key."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=128)
    identifier = models.CharField(max_length=64)
    sealed = models.BinaryField()
    shared = models.BooleanField(default=False)
    proven_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("organisation", "identifier", "subject"), name="one_identifier"),
        )
        indexes = (models.Index(fields=("organisation", "subject"), name="identifiers_of_subject"),)
