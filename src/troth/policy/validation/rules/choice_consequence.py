"""Does a choice cost the service?

1. A choice whose refusal ends the service is no free one, and neither is consent that is asked for on those terms.
2. The finding names what the notice calls voluntary besides: claims about data, or about the same practices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.claims import VOLUNTARY
from troth.policy.validation.rule import Rule, quoted
from troth.words import Basis, ConsentMode, Modal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Claim, Element, Policy

NO_SERVICE = "no_service"

RULE = Rule(
    id="policy.choice-consequence",
    severity=Severity.WARNING,
    finds="A choice is offered that costs the service, or consent is asked for on those terms.",
    law="GDPR 7(4), recital 42",
    example="""\
data: {cookies: {is: [troth:CookieIdentifier], cite: [s1]}}
practices: [{id: set-cookies, do: collect, data: [cookies], modal: does, cite: [s1]}]
choices: [{id: no-cookies, of: [set-cookies], how: [browser_setting], cost: no_service, cite: [s2]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each choice, and each practice resting on consent, that costs the service."""
    for name, choice in policy.choices.items():
        if choice.available and choice.cost == NO_SERVICE:
            voluntary = _voluntary(policy, set(choice.of))
            practices = [policy.practices[each] for each in choice.of if each in policy.practices]
            on: list[Element] = [*voluntary.values(), *practices]
            beside = f", although giving data is voluntary by {quoted(voluntary)}" if voluntary else ""
            text = f"whoever uses `choices.{name}` goes without the service{beside}"
            yield RULE.found(choice, text, "let the service go on without it, or do not call it a choice", on=on)
    for practice_name, practice in policy.practices.items():
        asks = practice.consent is ConsentMode.OPT_IN or practice.basis is Basis.CONSENT
        if asks and practice.cost == NO_SERVICE and practice.modal is not Modal.NEVER:
            text = f"whoever refuses consent to `practices.{practice_name}` goes without the service"
            yield RULE.found(practice, text, "let the service go on without it, or name another basis")


def _voluntary(policy: Policy, practices: set[str]) -> dict[str, Claim]:
    """The claims that something is voluntary, but for those about other practices alone."""
    return {
        f"claims.{name}": claim
        for name, claim in policy.claims.items()
        if claim.say == VOLUNTARY
        and (not claim.about or any(not a.startswith("practices.") or a[10:] in practices for a in claim.about))
    }
