"""Can every permission ever apply?

A permission is shadowed when one `never` speaks of everything it permits, with nothing that lifts it: no condition, no
exception, no period of its own, and nothing narrower in the permission, which would lift it (docs/policy-format.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.overlap import Trees, narrows
from troth.policy.validation.rule import Rule, quoted
from troth.words import EVERYTHING, Modal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy, Practice

RULE = Rule(
    id="policy.shadowed-practice",
    severity=Severity.WARNING,
    finds="A practice can never apply, because a `never` forbids all that it permits.",
    example="""\
data: {email: {is: [pd:EmailAddress], cite: [s1]}}
practices:
  - {id: no-sale, do: sell, data: [email], modal: never, cite: [s1]}
  - {id: sell, do: sell, data: [email], modal: may, cite: [s2]}
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each permission that a prohibition leaves nothing of."""
    trees = Trees.of(policy)
    nevers = {
        name: practice
        for name, practice in policy.practices.items()
        if practice.modal is Modal.NEVER and not (practice.if_ or practice.unless or practice.period)
    }
    for name, practice in policy.practices.items():
        if practice.modal is Modal.NEVER:
            continue
        over = {each: never for each, never in nevers.items() if _shadows(trees, never, practice)}
        if over:
            text = f"`practices.{name}` can never apply, because of {quoted(f'practices.{each}' for each in over)}"
            help_ = "say when the prohibition is lifted (`unless`), narrow one of them, or take one away"
            yield RULE.found(practice, text, help_, on=over.values())


def _shadows(trees: Trees, never: Practice, practice: Practice) -> bool:
    """Whether the prohibition speaks of everything that the practice permits, and is not lifted by it."""
    circumstances = ((never.via, practice.via), (never.where, practice.where), (never.from_, practice.from_))
    by_everything = EVERYTHING in never.data or EVERYTHING in never.for_
    return (
        set(practice.do) <= set(never.do)
        and trees.data.holds(never.data, practice.data)
        and trees.purposes.holds(never.for_, practice.for_)
        and trees.parties.holds(never.with_, practice.with_)
        and trees.parties.holds(never.by, practice.by)
        and trees.subjects.holds(never.subjects, practice.subjects)
        and all(not theirs or (ours and set(ours) <= set(theirs)) for theirs, ours in circumstances)
        and (by_everything or not narrows(practice, never))
    )
