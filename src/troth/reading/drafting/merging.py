"""Which practices of a draft are one practice?

Two practices are one where they say the same but for one list: purposes, recipients, data, sources or means. Their
lists are joined, which permits or forbids just what both did. `only` is left alone: a closed list is one sentence's.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from troth.reading.drafting.ledger import Origin, citations, joined
from troth.words import PracticeId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from troth.policy.model import Policy, Practice

_JOINABLE = ("for_", "with_", "data", "from_", "via")
_SAYS_NOTHING = ("id", "cite", "remark", "place", "open")


def merged(policy: Policy, origins: Mapping[str, Origin]) -> tuple[Policy, tuple[Origin, ...]]:
    """The policy with fewer practices, and where each of its elements comes from."""
    kept: dict[PracticeId, Practice] = {}
    cited: dict[PracticeId, list[str]] = {}
    went: dict[PracticeId, PracticeId] = {}
    twins: dict[tuple[str, Practice], PracticeId] = {}
    for name, practice in policy.practices.items():
        twin = next((twins[key] for key in _keys(practice) if key in twins), None)
        if twin is None:
            kept[name] = practice
            twin = name
        else:
            for key in _keys(kept[twin]):
                twins.pop(key, None)
            cited.setdefault(twin, list(kept[twin].clauses)).extend(practice.clauses)
            kept[twin] = dataclasses.replace(join(kept[twin], practice), cite=kept[twin].cite)
            went[name] = twin
        for key in _keys(kept[twin]):
            twins.setdefault(key, twin)
    for name, clauses in cited.items():  # once each: hundreds may become one
        kept[name] = dataclasses.replace(kept[name], cite=citations(clauses))
    choices = {
        name: dataclasses.replace(choice, of=tuple(dict.fromkeys(went.get(each, each) for each in choice.of)))
        for name, choice in policy.choices.items()
    }
    noted: dict[str, Origin] = {}
    for address, origin in origins.items():
        new = _moved(address, went)
        noted[new] = _both(noted.get(new), origin, new)
    return dataclasses.replace(policy, practices=kept, choices=choices), tuple(noted[each] for each in sorted(noted))


def _moved(address: str, went: Mapping[PracticeId, PracticeId]) -> str:
    """Where an element of the ledger is in the policy: trackers are names, and practices may have become one."""
    kind, _, name = address.partition(".")
    if kind == "trackers":
        return f"{kind}.{name.replace('-', '_')}"
    return f"{kind}.{went.get(PracticeId(name), name)}" if kind == "practices" else address


def _both(known: Origin | None, origin: Origin, address: str) -> Origin:
    if known is None:
        return dataclasses.replace(origin, address=address)
    rules = tuple(dict.fromkeys((*known.rules, *origin.rules)))
    return Origin(address, rules, min(known.confidence, origin.confidence))


def _keys(practice: Practice) -> list[tuple[str, Practice]]:
    """What a practice says but for one list, for each list that may be joined: twins have such a key in common."""
    if practice.only:
        return []
    bare = dataclasses.replace(practice, id="", cite=(), remark="", open=False)
    found = []
    for slot in _JOINABLE:
        if getattr(practice, slot):
            emptied: dict[str, Any] = {slot: ()}
            found.append((slot, dataclasses.replace(bare, **emptied)))
    return found


def slot_that_differs(one: Practice, other: Practice) -> str | None:
    """The one list in which two practices differ; None where they differ in more, or in anything else."""
    if one.only or other.only:
        return None
    differing = [
        field.name
        for field in dataclasses.fields(one)
        if field.name not in _SAYS_NOTHING and getattr(one, field.name) != getattr(other, field.name)
    ]
    if len(differing) != 1 or differing[0] not in _JOINABLE:
        return None
    # an empty list stands for everything: joining it with a list would widen or narrow
    return differing[0] if getattr(one, differing[0]) and getattr(other, differing[0]) else None


def join(one: Practice, other: Practice) -> Practice:
    """One practice of two that differ in one list."""
    slot = slot_that_differs(one, other) or "data"
    values = tuple(dict.fromkeys((*getattr(one, slot), *getattr(other, slot))))
    joint: dict[str, Any] = {slot: values, "cite": joined(one.cite, other.cite), "open": one.open or other.open}
    return dataclasses.replace(one, **joint)
