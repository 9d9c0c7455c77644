"""Does one processing stand on two legal bases?

1. What a practice stands on is the basis it names; else consent, where it asks for it (`opt_in`); else, where it goes
   on until somebody says no, `opt_out`. A practice that says none of these is compared with nothing.
2. Two that overlap in act, data, purpose, recipient and kind of subject, and stand on different things, clash.
3. A special case does not clash with what is said in general, and neither does a practice for facts of its own (`if`).
4. Practices that name no purpose are compared with nothing: a basis belongs to a purpose.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.overlap import Trees, grouped, permissions
from troth.policy.validation.rule import Rule, quoted
from troth.words import Basis, ConsentMode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy, Practice

RULE = Rule(
    id="policy.same-processing-two-bases",
    severity=Severity.WARNING,
    finds="The same data are processed for the same purpose on two different bases.",
    law="GDPR 6(1), 13(1)(c)",
    example="""\
data: {email: {is: [pd:EmailAddress], cite: [s1]}}
purposes: {offers: {is: [dpv:DirectMarketing], cite: [s1]}}
practices:
  - {id: offers-asked, do: use, data: [email], for: [offers], modal: does, basis: consent, cite: [s1]}
  - {id: offers-sent, do: use, data: [email], for: [offers], modal: does, basis: legitimate_interest, cite: [s2]}
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each practice that clashes with others, the one with most others first."""
    trees = Trees.of(policy)
    standing = {
        address: practice for address, practice in permissions(policy) if _stands_on(practice) and practice.for_
    }
    pairs = {(one, other) for one, other in combinations(standing, 2) if _clash(trees, standing[one], standing[other])}
    for hub, partners in grouped(pairs):
        theirs = sorted({_stands_on(standing[partner]) for partner in partners})
        ours = _stands_on(standing[hub])
        text = f"`{hub}` ({ours}) has processing in common with {quoted(partners)} ({' or '.join(theirs)})"
        help_ = "one processing has one basis: name it in the notice, or part the purposes"
        yield RULE.found(standing[hub], text, help_, on=[standing[partner] for partner in partners])


def _stands_on(practice: Practice) -> str:
    """What a practice stands on, in a word; empty where it says nothing of it."""
    if practice.basis is not None:
        return practice.basis.value
    if practice.consent is ConsentMode.OPT_IN:
        return Basis.CONSENT.value
    return ConsentMode.OPT_OUT.value if practice.consent is ConsentMode.OPT_OUT else ""


def _clash(trees: Trees, one: Practice, other: Practice) -> bool:
    return (
        _stands_on(one) != _stands_on(other)
        and not (one.if_ or other.if_)
        and trees.overlap(one, other)
        and not trees.beneath(one, other)
        and not trees.beneath(other, one)
    )
