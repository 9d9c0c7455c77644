"""What can be shown to somebody who does not trust us? The tamper-evident log of one organisation.

    log = Log.create(path, "troth/acme", clock)
    receipt = log.append(Draft(organisation, "choice.recorded", subject, public=..., sealed=...))
    log.checkpoint()
    log.forget_subject(subject)

1. `Log` records; `troth.evidence.verify.verify`, also a program of its own, checks a log, a copy or a bundle and trusts
   nothing of this. It is not imported here, so that it stands alone.
2. What is personal is sealed under a key per subject: destroying the key erases the data and keeps the proof.

What it leaves out: deciding what is recorded. docs/evidence.md tells the life of an entry.
"""

from troth.evidence.bundle import export_bundle
from troth.evidence.checkpoint import Checkpoint, Signer, Verifier
from troth.evidence.entry import Draft, Entry, Receipt
from troth.evidence.log import FORGOTTEN, Log

__all__ = [
    "FORGOTTEN",
    "Checkpoint",
    "Draft",
    "Entry",
    "Log",
    "Receipt",
    "Signer",
    "Verifier",
    "export_bundle",
]
