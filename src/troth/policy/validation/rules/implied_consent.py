"""Is consent implied where the notice, or the law, wants it expressed?

1. Using the service counts as consent, and beside it practices or trackers ask for consent (`opt_in`).
2. Consent to process sensitive data is deemed given by use or by entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.claims import USE_IS_CONSENT
from troth.policy.validation.meaning import is_sensitive
from troth.policy.validation.overlap import Trees, permissions
from troth.policy.validation.rule import Rule, quoted
from troth.words import Basis, ConsentMode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

DEEMED = (ConsentMode.BY_USE, ConsentMode.BY_ENTRY)

RULE = Rule(
    id="policy.implied-consent",
    severity=Severity.WARNING,
    finds="Use counts as consent beside practices that ask for it, or consent for sensitive data is deemed given.",
    law="GDPR 4(11), 7, 9(2)(a)",
    example="""\
data: {email: {is: [pd:EmailAddress], cite: [s1]}}
practices: [{id: offers, do: use, data: [email], modal: does, consent: opt_in, cite: [s1]}]
claims: [{id: use-is-consent, say: use_is_consent, cite: [s2]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each claim that use is consent, and for each practice on sensitive data with deemed consent."""
    trees = Trees.of(policy)
    claims = {f"claims.{name}": claim for name, claim in policy.claims.items() if claim.say == USE_IS_CONSENT}
    asking = {
        address: practice
        for address, practice in permissions(policy)
        if practice.consent is ConsentMode.OPT_IN or practice.basis is Basis.CONSENT
    }
    for address, claim in claims.items() if asking else ():
        text = f"`{address}` takes use as consent, and consent is asked for by {quoted(asking)}"
        help_ = "consent is a statement or clear act for each purpose; use is neither"
        yield RULE.found(claim, text, help_, on=asking.values())
    for address, practice in permissions(policy):
        if practice.consent in DEEMED and is_sensitive(policy, trees, practice.data):
            text = f"`{address}` deems consent given for sensitive data"
            # LAW: GDPR 9(2)(a) wants explicit consent
            help_ = "consent for sensitive data is explicit: ask for it (`consent: opt_in`)"
            yield RULE.found(practice, text, help_, on=claims.values())
