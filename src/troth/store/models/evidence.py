"""What was recorded, in which order, and where does the log of an organisation end?"""

from __future__ import annotations

from django.db import models

from troth.store.models.organisations import Organisation


class LogHead(models.Model):
    """Where an organisation's log ends. Locked for each change, so that changes of one organisation follow one another.

    `previous` is the leaf hash of the last entry; `signing_key` the log's, under the installation's.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, primary_key=True, related_name="+")
    size = models.BigIntegerField(default=0)
    previous = models.BinaryField()
    at = models.DateTimeField()
    signing_key = models.BinaryField()


class LogEntry(models.Model):
    """One entry as it goes into the tree: its leaf's bytes and hash. Rows are added and never changed."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    index = models.BigIntegerField()
    kind = models.CharField(max_length=64)
    subject = models.CharField(max_length=128, null=True)  # noqa: DJ001 -- None is `nobody`
    at = models.DateTimeField()
    leaf = models.BinaryField()
    leaf_hash = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organisation", "index"), name="one_entry"),)
        indexes = (models.Index(fields=("organisation", "subject", "index"), name="entries_of_subject"),)
