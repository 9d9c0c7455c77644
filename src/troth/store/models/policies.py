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
