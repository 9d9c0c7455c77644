"""What may be done with one category of data for one purpose, and does the new policy let more be done?

Trees make the reach of one practice depend on others: of two permissions the narrower decides, and a narrower one
lifts a prohibition. So policies are compared spot by spot. A spot is an act, a category and a purpose; there,
every rank in the trees is a number, and what is left of a practice are sets that can be compared (`grants`).

The new policy allows no more at a spot when
1. every permission of the new one lies within a permission of the old one, on the same terms or stricter; and where a
   narrower permission of the old one took precedence over that, a narrower one still does, or its terms are met too;
2. every prohibition of the old one lies within a prohibition of the new one, and no more permissions lift that.

The converse does not hold: two old practices may together permit what one new practice does. What is not shown to be
allowed by the old policy is reported, once for all spots alike.

What it leaves out: time limits by category (`limits`), ages, transfers, and what is no permission at all (the rules).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.policy.changes.grants import Bar, Grant, bars_of, grants_of
from troth.policy.changes.spans import Span
from troth.policy.model import Slot
from troth.policy.tree import upward
from troth.words import EVERYTHING, Act, PurposeName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from troth.policy.model import Policy, Practice

_FURTHEST = 1_000_000
"""The rank of what names everything, or nothing: further up than any name."""

COMPATIBLE = "compatible"
"""The slot that stands for: permitted without an assessment of compatibility. LAW: GDPR 6(4)."""


class Loss(StrEnum):
    """How the new policy lets more be done at a spot."""

    WIDER = "wider"
    WEAKER = "weaker"
    UNMASKED = "unmasked"
    BAR_LOST = "bar-lost"
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True)
class Widening:
    """Spots alike at which more may be done.

    `practice` is the new permission, or the old prohibition that was lost; `other` the old permission it is measured
    by, the narrower one that no longer decides, or the new permission that now lifts the prohibition. `parts` are the
    slots that reach further or the terms that are lacking, `recipients` those who come to get the data.
    """

    loss: Loss
    act: Act
    data: tuple[str, ...]
    purposes: tuple[str, ...]
    practice: Practice
    other: Practice | None = None
    parts: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _HereGrant:
    grant: Grant
    by_data: int
    by_purpose: int
    only_compatible: bool

    def is_closer_than(self, other: _HereGrant) -> bool:
        """Whether this names the category or the purpose more closely, and is not the wider one as to subjects."""
        by_data, by_purpose = other.by_data - self.by_data, other.by_purpose - self.by_purpose
        if not self.grant.practice.subjects and other.grant.practice.subjects:
            return False
        return by_data >= 0 and by_purpose >= 0 and by_data + by_purpose > 0

    def outside(self, other: _HereGrant) -> tuple[str, ...]:
        """The slots in which this reaches further than the other."""
        wider = self.grant.region.outside(other.grant.region)
        return (*wider, COMPATIBLE) if other.only_compatible and not self.only_compatible else wider


@dataclass(frozen=True, slots=True)
class _HereBar:
    bar: Bar
    by_data: int | None
    by_purpose: int | None
    is_outside: bool

    def is_lifted_by(self, here: _HereGrant) -> bool:
        """Whether a permission names a category or purpose beneath the one by which the prohibition speaks."""
        by_data = _steps(here.by_data, self.by_data)
        by_purpose = _steps(here.by_purpose, self.by_purpose)
        if by_data is None or by_purpose is None or by_data > 0 or by_purpose > 0:
            return False
        return by_data + by_purpose < 0

    def forbids_less(self, old: _HereBar) -> bool:
        """Whether the old one forbids something here that this does not, before anything lifts it."""
        if self.bar.reaches_less(old.bar):
            return True
        if self.is_outside:
            return False
        if old.is_outside:
            return True
        return not all(
            any(slot == other and mine.lies_in(theirs) for other, mine in self.bar.closed)
            for slot, theirs in old.bar.closed
        )


def _steps(narrow: int, wide: int | None) -> int | None:
    """How much further up the tree one names the thing: None where what is said of everything cannot be narrowed."""
    if wide is None:
        return None
    if wide == _FURTHEST:
        return 0
    return None if narrow == _FURTHEST else narrow - wide


class View:
    """One policy, ready to be looked at spot by spot."""

    def __init__(self, policy: Policy, new: Policy) -> None:
        self.policy = policy
        self.grants = grants_of(policy)
        self.bars = bars_of(policy, new)
        self._data: dict[str, tuple[str, ...]] = {name: upward(policy.data, name) for name in policy.data}
        self._purposes: dict[str, tuple[str, ...]] = {name: upward(policy.purposes, name) for name in policy.purposes}

    def like(self, data: str) -> tuple[object, ...]:
        """What tells categories apart: equal for two that every practice treats alike."""
        if data not in self._data:
            return ()
        return tuple(_rank(slot, self._data[data]) for slot in self._slots("data"))

    def like_purpose(self, purpose: str) -> tuple[object, ...]:
        """The same of purposes."""
        if purpose not in self._purposes:
            return ()
        slots = self._slots("purposes")
        return tuple((_rank(slot, self._purposes[purpose]), self._is_compatible(slot, purpose)) for slot in slots)

    def _slots(self, name: str) -> list[tuple[str, ...]]:
        return [getattr(each, name) for each in (*self.grants, *self.bars)]

    def permitted(self, act: Act, data: str, purpose: str) -> list[_HereGrant]:
        """The permissions that speak of a spot."""
        if data not in self._data or purpose not in self._purposes:
            return []
        found = []
        for grant in self.grants:
            if act not in grant.acts:
                continue
            by_data = _rank(grant.data, self._data[data])
            if by_data == _FURTHEST and EVERYTHING not in grant.data:
                continue
            by_purpose = _rank(grant.purposes, self._purposes[purpose])
            named = not grant.purposes or EVERYTHING in grant.purposes or by_purpose != _FURTHEST
            if named or self._is_compatible(grant.purposes, purpose):
                found.append(_HereGrant(grant, by_data, by_purpose, only_compatible=not named))
        return found

    def forbidden(self, act: Act, data: str, purpose: str) -> list[_HereBar]:
        """The prohibitions that speak of a spot."""
        found = []
        for bar in self.bars:
            if act not in bar.acts or data not in self._data or purpose not in self._purposes:
                continue
            by_data, by_purpose = _rank(bar.data, self._data[data]), _rank(bar.purposes, self._purposes[purpose])
            in_data = EVERYTHING in bar.data or by_data != _FURTHEST
            in_purpose = not bar.purposes or EVERYTHING in bar.purposes or by_purpose != _FURTHEST
            only = bar.practice.only if bar.practice.modal != "never" else ()
            outside = (Slot.DATA in only and not in_data) or (Slot.FOR in only and not in_purpose)
            if not (in_data or Slot.DATA in only) or not (in_purpose or Slot.FOR in only):
                continue
            if only and not outside and not bar.closed:
                continue
            wide_data = None if EVERYTHING in bar.data else by_data
            wide_purpose = None if EVERYTHING in bar.purposes else by_purpose
            found.append(_HereBar(bar, wide_data, wide_purpose, is_outside=outside or not only))
        return found

    def names_more_widely(self, one: _HereGrant, other: _HereGrant, recipient: str | None) -> bool:
        """Whether, as to recipients, one permission is surely wider than the other: then it does not go before it."""
        if recipient is None:
            return False
        up = upward(self.policy.parties, recipient)
        return _rank(one.grant.practice.with_, up) > _rank(other.grant.practice.with_, up)

    def names_as_closely(self, one: _HereGrant, other: _HereGrant, recipient: str | None) -> bool:
        """Whether, as to recipients, one permission surely is not the wider one."""
        theirs = other.grant.practice.with_
        if recipient is None:
            return not theirs or theirs in ((EVERYTHING,), one.grant.practice.with_)
        up = upward(self.policy.parties, recipient)
        return _rank(one.grant.practice.with_, up) <= _rank(theirs, up)

    def _is_compatible(self, purposes: tuple[str, ...], purpose: str) -> bool:
        """Whether the purpose is declared compatible with one that the slot names."""
        named = set(purposes)
        return any(
            EVERYTHING in named or not named.isdisjoint(upward(self.policy.purposes, original))
            for wider in self._purposes[purpose]
            for original in self.policy.purposes[PurposeName(wider)].compatible_with
        )


def _rank(slot: tuple[str, ...], upward_names: tuple[str, ...]) -> int:
    """How far up the tree a slot names the thing."""
    named = set(slot)
    return next((steps for steps, name in enumerate(upward_names) if name in named), _FURTHEST)


@dataclass(frozen=True, slots=True)
class _Views:
    before: View
    after: View


def find_widenings(old: Policy, new: Policy) -> tuple[Widening, ...]:
    """Where the new policy may let more be done; `old` is in the new one's names (`align`)."""
    before, after = View(old, new), View(new, new)
    found: dict[Widening, None] = {}
    data = _alike(new.data, lambda name: (before.like(name), after.like(name), name in old.data))
    purposes = _alike(
        new.purposes, lambda name: (before.like_purpose(name), after.like_purpose(name), name in old.purposes)
    )
    same_parties = _chains(old) == _chains(new)
    for act in Act:
        for categories in data:
            for aims in purposes:
                spot = (act, categories[0], aims[0])
                was, now = before.permitted(*spot), after.permitted(*spot)
                barred, bars = before.forbidden(*spot), after.forbidden(*spot)
                if was == now and barred == bars and same_parties:
                    continue
                where = (act, categories, aims)
                found.update(dict.fromkeys(_widened_grants(where, _Views(before, after), was, now)))
                found.update(dict.fromkeys(_lost_bars(where, (was, barred), (now, bars))))
    return tuple(found)


def _chains(policy: Policy) -> dict[str, tuple[str, ...]]:
    """Each party and all wider ones: of two permissions, the closer to the recipient may go before the other."""
    return {name: upward(policy.parties, name) for name in policy.parties}


def _alike(names: Iterable[str], key: Callable[[str], object]) -> list[tuple[str, ...]]:
    """Names in groups that nothing tells apart."""
    groups: Mapping[object, list[str]] = defaultdict(list)
    for name in names:
        groups[key(name)].append(name)
    return [tuple(group) for group in groups.values()]


_Where = tuple[Act, tuple[str, ...], tuple[str, ...]]


def _widened_grants(where: _Where, views: _Views, was: list[_HereGrant], now: list[_HereGrant]) -> Iterable[Widening]:
    """The new permissions that no old one contains (rule 1)."""
    for here in now:
        for part in _by_recipient(here):
            widening = _widening(where, part, views, was, now)
            if widening is not None:
                yield widening


def _by_recipient(here: _HereGrant) -> list[_HereGrant]:
    """The permission, one recipient at a time: several old practices may have named them."""
    recipients = here.grant.region.span(Slot.WITH)
    if recipients.every or len(recipients.names) < 2:  # noqa: PLR2004 -- more than one
        return [here]
    grant = here.grant
    parts = [grant.region.replacing(Slot.WITH, Span(frozenset({name}))) for name in sorted(recipients.names)]
    return [
        _HereGrant(
            replace(grant, region=region),
            here.by_data,
            here.by_purpose,
            here.only_compatible,
        )
        for region in parts
    ]


def _widening(
    where: _Where, here: _HereGrant, views: _Views, was: list[_HereGrant], now: list[_HereGrant]
) -> Widening | None:
    """How one new permission lies outside every old one; the nearest miss is told."""
    misses: list[tuple[int, Widening]] = []
    recipients = tuple(sorted(here.grant.region.span(Slot.WITH).names))
    for old in sorted(was, key=lambda each: each.grant.id != here.grant.id):
        wider = here.outside(old)
        lacking = here.grant.terms.lacks(old.grant.terms)
        practice, other = here.grant.practice, old.grant.practice
        if wider:
            gained = recipients if Slot.WITH in wider else ()
            misses.append((2 + len(wider), Widening(Loss.WIDER, *where, practice, other, wider, gained)))
        elif lacking:
            misses.append((1, Widening(Loss.WEAKER, *where, practice, other, lacking)))
        else:
            closer = (each for each in was if each.is_closer_than(old))
            mask = next((each for each in closer if not _still_decides(each, old, here, views, now)), None)
            if mask is None:
                return None
            lacking = here.grant.terms.lacks(mask.grant.terms)
            misses.append((0, Widening(Loss.UNMASKED, *where, practice, mask.grant.practice, lacking)))
    if misses:
        return min(misses, key=lambda miss: miss[0])[1]
    return Widening(Loss.WIDER, *where, here.grant.practice, None, (), recipients)


def _still_decides(mask: _HereGrant, old: _HereGrant, here: _HereGrant, views: _Views, now: list[_HereGrant]) -> bool:
    """Whether a permission that goes before an old one loses nothing to a new one."""
    if not mask.grant.region.meets(here.grant.region) or not here.grant.terms.lacks(mask.grant.terms):
        return True
    recipient = _recipient(here)
    if views.before.names_more_widely(mask, old, recipient):
        return True
    return any(
        each.is_closer_than(here) and not mask.outside(each) and views.after.names_as_closely(each, here, recipient)
        for each in now
    )


def _recipient(here: _HereGrant) -> str | None:
    """The one recipient that a part of a permission is about; None where it is about any and none."""
    recipients = here.grant.region.span(Slot.WITH)
    return next(iter(recipients.names), None) if not recipients.every else None


def _lost_bars(
    where: _Where, before: tuple[list[_HereGrant], list[_HereBar]], after: tuple[list[_HereGrant], list[_HereBar]]
) -> Iterable[Widening]:
    """The old prohibitions that no new one contains, or that are now lifted (rule 2)."""
    (was, barred), (now, bars) = before, after
    for old in barred:
        holding = [bar for bar in bars if not bar.forbids_less(old)]
        if not holding:
            if not _is_empty(old):
                yield Widening(Loss.BAR_LOST, *where, old.bar.practice)
            continue
        lifters = [_lifter(old, bar, was, now) for bar in holding]
        if all(lifter is not None for lifter in lifters):
            lifter = next(each for each in lifters if each is not None)
            yield Widening(Loss.LIFTED, *where, old.bar.practice, lifter.grant.practice)


def _is_empty(here: _HereBar) -> bool:
    """Whether nothing can be asked that the prohibition speaks of: its recipients are gone."""
    recipients = here.bar.region.span(Slot.WITH)
    return not (recipients.every or recipients.silent or recipients.names)


def _lifter(old: _HereBar, bar: _HereBar, was: list[_HereGrant], now: list[_HereGrant]) -> _HereGrant | None:
    """A new permission that lifts the prohibition where no old one did."""
    for here in now:
        if not bar.is_lifted_by(here) or not here.grant.region.meets(bar.bar.region):
            continue
        if not any(old.is_lifted_by(each) and not here.outside(each) for each in was):
            return here
    return None
