"""What did subjects say, before which words, and whom may therefore nobody address?"""

from __future__ import annotations

from django.db import models

from troth.store.models.organisations import Organisation


class ShownText(models.Model):
    """A text that subjects were shown, kept once for all of them, under its SHA-256."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    text = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organisation", "digest"), name="one_shown_text"),)


class ChoiceEvent(models.Model):
    """What a subject said (`troth.consent.events.ConsentEvent`). Rows are added and never changed."""

    event = models.CharField(max_length=32, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=128)
    kind = models.CharField(max_length=16)
    purpose = models.CharField(max_length=100, null=True)  # noqa: DJ001 -- None is `no purpose`, not an empty name
    choice = models.CharField(max_length=100, null=True)  # noqa: DJ001 -- the same
    channel = models.CharField(max_length=32, null=True)  # noqa: DJ001 -- None stands for every channel
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    version = models.CharField(max_length=100)
    text = models.ForeignKey(ShownText, on_delete=models.PROTECT, related_name="+", null=True)
    surface = models.CharField(max_length=16)
    language = models.CharField(max_length=35)
    late = models.BooleanField(default=False)
    entry = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=("organisation", "subject", "at"), name="choices_of_subject"),)


class SuppressionEntry(models.Model):
    """An entry of the suppression list (`troth.consent.suppression`), or what lifts one; it outlives the subject."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    identifier = models.CharField(max_length=64)
    purpose = models.CharField(max_length=100, null=True)  # noqa: DJ001 -- None stands for every purpose
    channel = models.CharField(max_length=32, null=True)  # noqa: DJ001 -- None stands for every channel
    since = models.DateTimeField()
    reason = models.CharField(max_length=16, blank=True)
    origin = models.CharField(max_length=64)
    lifts = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=("organisation", "identifier"), name="suppressions_of_identifier"),)
