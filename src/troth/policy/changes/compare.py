"""What changed from one policy of an organisation to another, and what of it is material?

1. The elements of both are paired (`align`); a renamed one is compared under its new name.
2. Each pair that differs, and each element that only one policy has, is a change, in the order of the file's kinds.
3. Every rule of `troth.policy.changes.rules` looks at both policies and says which changes are material.

A rule sees a `Comparison`: both policies under the new names, and what was found out about their reach, once for all
rules. What it leaves out: how the words of the notice changed (`troth.notice`), and who must be told (duties).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from troth.errors import WrongUse
from troth.policy.changes.align import align, content
from troth.policy.changes.limits import Longer, find_longer
from troth.policy.changes.reach import Widening, find_widenings
from troth.policy.changes.values import ChangeKind, ElementChange, PolicyDifference
from troth.policy.changes.wording import compare_fields
from troth.policy.model import KINDS, Element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.align import Renames
    from troth.policy.model import Policy

ElementType = TypeVar("ElementType", bound=Element)


@dataclass(frozen=True)
class Comparison:
    """What rules look at: `old` in the new one's names; the rest is worked out when first asked for."""

    old: Policy
    new: Policy
    changes: tuple[ElementChange, ...] = field(default=())

    @cached_property
    def widenings(self) -> tuple[Widening, ...]:
        """Where practices may reach further."""
        return find_widenings(self.old, self.new)

    @cached_property
    def longer(self) -> tuple[Longer, ...]:
        """Where limits may let data be kept longer."""
        return find_longer(self.old, self.new)

    def both(self, kind: type[ElementType]) -> Iterator[tuple[ElementType, ElementType]]:
        """The elements of a kind that both policies have and that differ in content."""
        for name, old in self._elements(self.old, kind).items():
            new = self._elements(self.new, kind).get(name)
            if new is not None and content(old) != content(new):
                yield old, new

    def removed(self, kind: type[ElementType]) -> Iterator[ElementType]:
        """The elements of a kind that the new policy has no more."""
        return (
            each for name, each in self._elements(self.old, kind).items() if name not in self._elements(self.new, kind)
        )

    def added(self, kind: type[ElementType]) -> Iterator[ElementType]:
        """The elements of a kind that the old policy does not have."""
        return (
            each for name, each in self._elements(self.new, kind).items() if name not in self._elements(self.old, kind)
        )

    @staticmethod
    def _elements(policy: Policy, kind: type[ElementType]) -> dict[str, ElementType]:
        key = next(key for key, each in KINDS.items() if each is kind)
        return cast("dict[str, ElementType]", getattr(policy, key))


def compare(old: Policy, new: Policy) -> PolicyDifference:
    """The difference of two policies of one organisation.

    Raises:
        WrongUse: the policies are of two organisations.
    """
    from troth.policy.changes.rules import RULES

    if old.head.organisation != new.head.organisation:
        raise WrongUse(
            f"the policies are of two organisations, `{old.head.organisation}` and `{new.head.organisation}`",
            id="policy.other-organisation",
            help="compare two versions of one organisation's policy",
        )
    aligned, renames = align(old, new)
    changes = tuple(_changes(old, aligned, new, renames))
    if not changes:
        return PolicyDifference(old, new, (), ())
    comparison = Comparison(aligned, new, changes)
    material = [change for rule in RULES for change in rule.find(comparison)]
    order = {
        address: place for place, address in enumerate(address for address, _ in (*new.elements(), *old.elements()))
    }
    material.sort(key=lambda m: (order.get(m.address, len(order)), m.rule, m.text))
    return PolicyDifference(old, new, changes, tuple(dict.fromkeys(material)))


def _changes(old: Policy, aligned: Policy, new: Policy, renames: Renames) -> Iterator[ElementChange]:
    """Every difference of elements (rule 2)."""
    fields = compare_fields(aligned.head, new.head)
    if fields:
        yield ElementChange(ChangeKind.CHANGED, "policy", "policy", old.head, new.head, fields)
    for kind in KINDS:
        news: dict[str, Element] = getattr(new, kind)
        olds: dict[str, Element] = getattr(aligned, kind)
        names = {str(now): before for before, now in renames[kind].items()}
        for id_, element in news.items():
            before = olds.get(id_)
            if before is None:
                yield ElementChange(ChangeKind.ADDED, None, f"{kind}.{id_}", None, element)
                continue
            addresses = f"{kind}.{names.get(str(id_), id_)}", f"{kind}.{id_}"
            fields = compare_fields(before, element)
            if fields or addresses[0] != addresses[1]:
                how = (
                    ChangeKind.RENAMED
                    if content(before) == content(element) and _is_renamed(*addresses, kind)
                    else (ChangeKind.CHANGED)
                )
                if fields or how is ChangeKind.RENAMED:
                    yield ElementChange(how, *addresses, before, element, fields)
        for id_, element in olds.items():
            if id_ not in news:
                yield ElementChange(ChangeKind.REMOVED, f"{kind}.{names.get(str(id_), id_)}", None, element, None)


def _is_renamed(old: str, new: str, kind: str) -> bool:
    """Whether the id that the file gives changed; a number that merely counts is no id."""
    numbered = all(address.removeprefix(f"{kind}.").removeprefix(f"{kind}-").isdecimal() for address in (old, new))
    return old != new and not numbered
