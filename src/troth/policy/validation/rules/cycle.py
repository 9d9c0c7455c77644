"""Is anything above itself?

Parties, kinds of subject, data and purposes are trees: no name may be wider than itself, over however many steps. The
same holds for who controls whom.
"""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.rule import Rule, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Element, Policy

RULE = Rule(
    id="policy.cycle",
    severity=Severity.ERROR,
    finds="Parties, kinds of subject, data or purposes are above themselves, or a party controls itself.",
    example="""\
parties:
  group: {role: affiliate, is: [subsidiaries], cite: [s1]}
  subsidiaries: {role: affiliate, is: [group], cite: [s1]}
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """One problem for each cycle, at the element of it that stands first in the file."""
    for kind in ("parties", "subjects", "data", "purposes"):
        tree: dict[str, Element] = getattr(policy, kind)
        yield from _cycles(tree, {name: getattr(element, "is_", ()) for name, element in tree.items()}, kind, "is")
    parties: dict[str, Element] = {str(name): party for name, party in policy.parties.items()}
    controls = {str(name): (str(party.control),) if party.control else () for name, party in policy.parties.items()}
    yield from _cycles(parties, controls, "parties", "control")


def _cycles(
    tree: Mapping[str, Element], above: Mapping[str, tuple[str, ...]], kind: str, key: str
) -> Iterator[Problem]:
    """The cycles of one tree: one is found, reported and opened, until none is left."""
    graph = {name: set(parents) & tree.keys() for name, parents in above.items()}
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1][:-1]
            first = min(circle, key=lambda each: tree[each].place)
            text = f"{quoted(sorted(circle))} of `{kind}` stand above themselves by `{key}`"
            yield RULE.found(tree[first], text, f"take one step of `{key}` away", on=[tree[each] for each in circle])
            graph[first] -= set(circle)
        else:
            return
