"""Which tables hold what an installation knows?

Rows are this stage's own: what crosses to other stages are domain values. Every row but the installation's belongs to
one organisation, and no query goes without one.
"""

from troth.store.models.access import ApiKey, IdempotentAnswer, Invitation, Membership, OneTimeProof
from troth.store.models.choices import ChoiceEvent, ShownText, SuppressionEntry
from troth.store.models.evidence import LogEntry, LogHead
from troth.store.models.organisations import Installation, Organisation
from troth.store.models.policies import PolicyProposal, PolicyVersion, ProposalStep
from troth.store.models.requests import DataHold, EstateVersion, RequestCase, RequestStep
from troth.store.models.subjects import Subject, SubjectIdentifier

__all__ = [
    "ApiKey",
    "ChoiceEvent",
    "DataHold",
    "EstateVersion",
    "IdempotentAnswer",
    "Installation",
    "Invitation",
    "LogEntry",
    "LogHead",
    "Membership",
    "OneTimeProof",
    "Organisation",
    "PolicyProposal",
    "PolicyVersion",
    "ProposalStep",
    "RequestCase",
    "RequestStep",
    "ShownText",
    "Subject",
    "SubjectIdentifier",
    "SuppressionEntry",
]
