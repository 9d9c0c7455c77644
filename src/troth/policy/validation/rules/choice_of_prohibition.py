"""Is there something to choose in every choice?

What the notice never does cannot be opted out of, and not opted in to either: a prohibition that a subject may lift is
`never` with `unless: {consent: opt_in}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.rule import Rule, quoted
from troth.words import ConsentMode, Modal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

RULE = Rule(
    id="policy.choice-of-prohibition",
    severity=Severity.ERROR,
    finds="A choice is about a practice that the notice never does, and that consent does not lift.",
    example="""\
data: {email: {is: [pd:EmailAddress], cite: [s1]}}
practices: [{id: no-sale, do: sell, data: [email], modal: never, cite: [s1]}]
choices: [{id: stop-sale, of: [no-sale], cite: [s1]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each choice that is about prohibitions."""
    for name, choice in policy.choices.items():
        practices = {each: policy.practices[each] for each in choice.of if each in policy.practices}
        nevers = {
            each: practice
            for each, practice in practices.items()
            if practice.modal is Modal.NEVER
            and not any(fact.fact == "consent" and ConsentMode.OPT_IN in fact.values for fact in practice.unless)
        }
        if nevers:
            text = (
                f"`choices.{name}` is about {quoted(f'practices.{each}' for each in nevers)}, which the notice forbids"
            )
            help_ = "name the practices that are permitted, or say `unless: {consent: opt_in}` in the prohibition"
            yield RULE.found(choice, text, help_, on=nevers.values())
