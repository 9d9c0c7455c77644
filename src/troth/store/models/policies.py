"""Which texts is an organisation bound by, and since when?"""

from __future__ import annotations

from django.db import models

from troth.store.models.organisations import Organisation


class PolicyVersion(models.Model):
    """A version of a policy with the notice it was made from: a draft until it is published, and then unchangeable.

    `policy_text` is the file as it was written, and is the truth; `decoded` is the policy read from it, so that a start
    need not read YAML, and `decoded_by` says which form of the model that has.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    version = models.CharField(max_length=100)
    policy_text = models.TextField()
    policy_digest = models.CharField(max_length=64)
    notice_name = models.CharField(max_length=200)
    notice_text = models.TextField()
    notice_digest = models.CharField(max_length=64)
    decoded = models.BinaryField()
    decoded_by = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organisation", "version"), name="one_policy_version"),)


class PolicyProposal(models.Model):
    """A policy that was proposed from a notice, and how far its review has come (`troth.store.proposals`).

    `policy_text`, `decoded` and `decoded_by` are as in `PolicyVersion`; `review` is the file `policy.review.json`.
    `acts` counts what was done since it was begun, undoing included; `drafted` is the version that it went on as.
    """

    id = models.CharField(max_length=32, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=100, blank=True)
    notice_name = models.CharField(max_length=200)
    notice_text = models.TextField()
    notice_digest = models.CharField(max_length=64)
    policy_text = models.TextField()
    decoded = models.BinaryField()
    decoded_by = models.CharField(max_length=64)
    review = models.BinaryField()
    acts = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=64)
    drafted = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = (models.Index(fields=("organisation", "created_at"), name="proposals_of_organisation"),)


class ProposalStep(models.Model):
    """What a proposal was before an act, so that the act can be undone: policy and review, compressed."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(PolicyProposal, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    deed = models.CharField(max_length=16)
    about = models.CharField(max_length=200)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    policy_text = models.BinaryField()
    review = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("proposal", "number"), name="one_step"),)
