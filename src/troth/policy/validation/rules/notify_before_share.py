"""Are third parties given data without the notice that is promised?

1. The promise is a duty to notify when third parties collect (`third_party_collection`).
2. Sharing, selling or transferring to a third party, or letting it collect, breaks it unless consent is asked for first
   or a fact in `if` says that the subject was told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.model import Deed, Duty, Event, Practice
from troth.policy.validation.overlap import DISCLOSURES, Trees
from troth.policy.validation.rule import Rule, quoted
from troth.words import ConsentMode, Modal, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

TOLD = ("announced", "notified", "told", "informed")
"""Facts that say the subject was told before."""

RULE = Rule(
    id="policy.notify-before-share",
    severity=Severity.WARNING,
    finds="People are always to be told when outsiders collect, and data are given to third parties without telling.",
    law="GDPR 13(1)(e), 14",
    example="""\
parties: {partners: {role: third_party, cite: [s2]}}
data: {email: {is: [pd:EmailAddress], cite: [s1]}}
practices: [{id: pass-on, do: share, data: [email], with: [partners], modal: may, cite: [s2]}]
duties: [{id: announce, when: third_party_collection, do: notify, who: [subject], cite: [s1]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """One problem for each such duty, with the practices that pass it by."""
    trees = Trees.of(policy)
    silent = {
        f"practices.{name}": practice
        for name, practice in policy.practices.items()
        if _is_silent(policy, trees, practice)
    }
    for name, duty in policy.duties.items():
        if silent and _promises(duty):
            text = f"`duties.{name}` has people told of outsiders, and they are given data untold by {quoted(silent)}"
            help_ = "tell people in these cases too, or say for which the promise holds"
            yield RULE.found(duty, text, help_, on=silent.values())


def _promises(duty: Duty) -> bool:
    return duty.when is Event.THIRD_PARTY_COLLECTION and Deed.NOTIFY in duty.do and duty.modal is Modal.DOES


def _is_silent(policy: Policy, trees: Trees, practice: Practice) -> bool:
    """Whether a permitted practice gives data to a third party, and neither asks nor tells before."""
    third = {name for name, party in policy.parties.items() if party.role is Role.THIRD_PARTY}
    reached = trees.parties.reach(practice.with_)
    gives = bool(DISCLOSURES & set(practice.do)) and not reached.isdisjoint(third)
    told = any(fact.fact in TOLD for fact in practice.if_)
    return practice.modal is not Modal.NEVER and gives and not told and practice.consent is not ConsentMode.OPT_IN
