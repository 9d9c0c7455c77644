"""Does a list item stand under the wrong lead-in?

1. A lead-in speaks of data that are not personal when at least two other of its items make practices, and these are all
   on data that the notice calls not personal.
2. An item under it whose practices are on personal data (`direct`), or on sensitive data, is a stray.

Silent without the notice: only the notice knows which item stands under which lead-in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.model import Personal, Practice
from troth.policy.validation.meaning import is_sensitive
from troth.policy.validation.overlap import Trees
from troth.policy.validation.rule import Rule, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy
    from troth.words import ClauseId, PracticeId

AT_LEAST = 2
"""So many other items make it plain what a lead-in speaks of."""

RULE = Rule(
    id="policy.stray-bullet",
    severity=Severity.WARNING,
    finds="A list item makes a practice on personal data under a lead-in that speaks of data that are not personal.",
    law="GDPR 5(1)(a), 12(1)",
    example="""\
data:
  statistics: {is: [troth:AggregateData], personal: none, cite: [s1]}
  feedback: {is: [troth:Feedback], personal: direct, cite: [s4]}
practices:
  - {id: improve, do: use, data: [statistics], modal: may, cite: [s1, s2]}
  - {id: plan, do: use, data: [statistics], modal: may, cite: [s1, s3]}
  - {id: patients, do: use, data: [feedback], modal: may, cite: [s1, s4]}
""",
    example_notice="We may use statistics to:\n\n- improve the site;\n- plan ahead;\n- see what patients say.\n",
)


def check(policy: Policy, notice: Notice | None) -> Iterator[Problem]:
    """A problem for each practice that an item under such a lead-in makes."""
    if notice is None:
        return
    trees = Trees.of(policy)
    lists: dict[ClauseId, dict[ClauseId, list[PracticeId]]] = {}
    for name, practice in policy.practices.items():
        for cited in practice.clauses:
            clause = notice.clause(cited)
            if clause is not None and clause.lead_in:
                lists.setdefault(clause.lead_in, {}).setdefault(clause.id, []).append(name)
    for lead_in, items in lists.items():
        for item, names in items.items():
            others = [each for other in items if other != item for each in items[other]]
            if len(items) <= AT_LEAST or not all(_is_not_personal(policy, policy.practices[each]) for each in others):
                continue
            for name in names:
                practice = policy.practices[name]
                if _is_personal(policy, trees, practice):
                    text = f"`practices.{name}` is on {quoted(f'data.{each}' for each in practice.data)}, and `{item}` "
                    text += f"stands under `{lead_in}`, whose other items speak of data that are not personal"
                    help_ = "move the item under a lead-in about personal data, or have the notice say what it means"
                    yield RULE.found(practice, text, help_, clauses=[lead_in, item])


def _is_not_personal(policy: Policy, practice: Practice) -> bool:
    known = [policy.data[name] for name in practice.data if name in policy.data]
    return bool(known) and all(category.personal is Personal.NONE for category in known)


def _is_personal(policy: Policy, trees: Trees, practice: Practice) -> bool:
    known = [policy.data[name] for name in practice.data if name in policy.data]
    direct = any(category.personal is Personal.DIRECT for category in known)
    return direct or is_sensitive(policy, trees, practice.data)
