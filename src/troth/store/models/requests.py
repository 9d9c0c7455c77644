"""What did data subjects ask an organisation for, and how far is each request?

What a request says of people stands under the request's own key, which lies in its row under the installation's: where
that key is destroyed, everything the request knew is gone, and that there was one stays.
"""

from __future__ import annotations

from django.db import models

from troth.store.models.organisations import Organisation


class RequestCase(models.Model):
    """One request of a data subject.

    `particulars` (identifiers, corrections, agent), `known` (identifiers that were found), `plan`, `package` and
    `answer` (what a person wrote to the subject) are sealed under the request's key. `counts` says how many rows were
    read, changed, deleted and kept, and not whose. `continues` names the erasure whose kept rows this one is about.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    request = models.CharField(max_length=32)
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=16)
    subject = models.CharField(max_length=128, null=True)  # noqa: DJ001 -- None is `not known yet`
    tier = models.CharField(max_length=16)
    channel = models.CharField(max_length=8, default="", blank=True)
    regimes = models.JSONField(default=list)
    received_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    extended_at = models.DateTimeField(null=True)
    extended_for = models.CharField(max_length=200, default="", blank=True)
    reason = models.CharField(max_length=64, default="", blank=True)
    clauses = models.JSONField(default=list)
    round = models.PositiveSmallIntegerField(default=0)
    plan_digest = models.CharField(max_length=64, default="", blank=True)
    counts = models.JSONField(default=dict)
    assigned_to = models.CharField(max_length=64, default="", blank=True)
    wrapped_key = models.BinaryField()
    particulars = models.BinaryField()
    known = models.BinaryField(default=b"")
    plan = models.BinaryField(default=b"")
    package = models.BinaryField(default=b"")
    package_until = models.DateTimeField(null=True)
    answer = models.BinaryField(default=b"")
    continues = models.CharField(max_length=32, default="", blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organisation", "request"), name="one_request"),)
        indexes = (
            models.Index(fields=("organisation", "state", "due_on"), name="requests_by_state"),
            models.Index(fields=("organisation", "subject"), name="requests_of_subject"),
        )


class RequestStep(models.Model):
    """One step of a request: waiting until `due_at`, taken by a worker until `taken_until`, or ended.

    A step that was taken and whose time is over is taken over by whoever comes next.
    """

    case = models.ForeignKey(RequestCase, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    system = models.CharField(max_length=100, default="", blank=True)
    due_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=64, default="", blank=True)
    taken_until = models.DateTimeField(null=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    ended = models.CharField(max_length=16, default="", blank=True)
    ended_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=64, default="", blank=True)
    rows = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "number"), name="one_step_of_request"),)
        indexes = (models.Index(fields=("ended", "due_at"), name="steps_due"),)


class DataHold(models.Model):
    """A reason to keep data although erasure is asked for, until it is lifted."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    hold = models.CharField(max_length=32)
    ground = models.CharField(max_length=100)
    subject = models.CharField(max_length=128, null=True)  # noqa: DJ001 -- None is `everybody`
    datasets = models.JSONField(default=list)
    until = models.DateField(null=True)
    clauses = models.JSONField(default=list)
    created_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organisation", "hold"), name="one_hold"),)


class EstateVersion(models.Model):
    """A reviewed state of an organisation's estate, as its file was written; the last one holds."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    version = models.CharField(max_length=100)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organisation", "version"), name="one_estate_version"),)
