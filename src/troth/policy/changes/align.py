"""Which element of the old policy is which of the new one?

Rules, in this order, within each kind of element:
1. The same id with the same content is the same element.
2. The same content under another id is a renamed element. Names that people choose to mean something (data, purposes,
   parties, kinds of subject) are renamed only where something besides the name says that it is the same: terms of the
   vocabulary, a name as people read it, an alias, a contact, a test. Where several could be meant, none is.
3. The same id with other content is a changed element; a tracker, whose name is what it is, is never renamed.
4. Elements without an id of their own (`rights-3`) are paired by what they have most in common.
5. What is left was removed or added.

Content is every field but `id`, `cite`, `remark` and the place. A rename is followed through everything that refers to
the element, so that what merely follows it is no change of its own.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from troth.policy.file.decode import fields_of
from troth.policy.model import KINDS, DataCategory, Duty, Element, Party, Policy, Practice, Purpose, SubjectKind
from troth.words import (
    ChoiceId,
    DataName,
    PartyName,
    PracticeId,
    PurposeName,
    SubjectKindName,
    TrackerName,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Renames = dict[str, dict[str, str]]
"""By kind: the id of an old element, and that of the new one it is paired with."""

NOT_CONTENT = frozenset({"id", "cite", "remark", "place"})
"""Fields that do not make an element another one."""

_REFERS = {
    DataName: ("data",),
    PartyName: ("parties",),
    PurposeName: ("purposes",),
    SubjectKindName: ("subjects",),
    PracticeId: ("practices",),
    ChoiceId: ("choices",),
    TrackerName: ("trackers",),
}
_REFERS_IN_WORDS: dict[tuple[type, str], tuple[str, ...]] = {
    (DataCategory, "is_"): ("data",),
    (Purpose, "is_"): ("purposes",),
    (DataCategory, "from_"): ("parties",),
    (Practice, "from_"): ("parties",),
    (Duty, "who"): ("parties", "subjects"),
}
_MOST_ROUNDS = 8


def content(element: Element) -> tuple[Any, ...]:
    """What makes an element what it is."""
    values = (f.name for f in dataclasses.fields(element) if f.name not in NOT_CONTENT)
    return (type(element), *(getattr(element, name) for name in values))


def align(old: Policy, new: Policy) -> tuple[Policy, Renames]:
    """The old policy in the new one's names, and which element was paired with which.

    In the policy returned, an element that the new one does not have keeps its id, followed by `~` where the new one
    uses that id for something else.
    """
    renames: Renames = {kind: {} for kind in KINDS}
    for _ in range(_MOST_ROUNDS):
        aligned = rename(old, renames)
        found = {kind: _pair_kind(kind, old, aligned, new, renames[kind]) for kind in KINDS}
        if found == renames:
            break
        renames = found
    return rename(old, renames), renames


def rename(policy: Policy, renames: Mapping[str, Mapping[str, str]]) -> Policy:
    """The policy with other ids, in its elements and in whatever refers to them."""
    parts: dict[str, Any] = {}
    for kind in KINDS:
        ids = renames.get(kind, {})
        elements: Iterable[Element] = getattr(policy, kind).values()
        parts[kind] = {
            name: dataclasses.replace(_refer(element, renames), id=name)
            for element in elements
            for name in [ids.get(element.id, element.id)]
        }
        if kind == "signals":
            parts[kind] = dict(zip(getattr(policy, kind), parts[kind].values(), strict=True))
    return dataclasses.replace(policy, head=_refer(policy.head, renames), **parts)


def _refer(element: Any, renames: Mapping[str, Mapping[str, str]]) -> Any:
    """The element, with the names of others as they are now."""
    changed: dict[str, Any] = {}
    for field, hint in fields_of(type(element)).values():
        kinds = _REFERS_IN_WORDS.get((type(element), field.name)) or _kinds_named(hint)
        given = getattr(element, field.name)
        if not kinds or not given:
            continue
        if isinstance(given, tuple):
            changed[field.name] = tuple(_now(name, kinds, renames) for name in given)
        else:
            changed[field.name] = _now(given, kinds, renames)
    return dataclasses.replace(element, **changed) if changed else element


def _kinds_named(hint: Any) -> tuple[str, ...]:
    """The kinds of element that a field of this type names."""
    options = (hint, *getattr(hint, "__args__", ()))
    return next((_REFERS[option] for option in options if option in _REFERS), ())


def _now(name: str, kinds: tuple[str, ...], renames: Mapping[str, Mapping[str, str]]) -> str:
    return next((renames[kind][name] for kind in kinds if name in renames.get(kind, {})), name)


def _pair_kind(kind: str, old: Policy, aligned: Policy, new: Policy, before: Mapping[str, str]) -> dict[str, str]:
    """The pairing of one kind's elements, by their ids: `aligned` is the old policy as far as names are known."""
    olds: dict[str, Element] = dict(zip(getattr(old, kind), getattr(aligned, kind).values(), strict=False))
    if len(getattr(aligned, kind)) != len(getattr(old, kind)):
        return dict(before)
    news: dict[str, Element] = dict(getattr(new, kind))
    pairs: dict[str, str] = {}

    def take(one: str, other: str) -> None:
        pairs[one] = other
        del olds[one], news[other]

    for id_ in [id_ for id_ in olds if id_ in news and content(olds[id_]) == content(news[id_])]:
        take(id_, id_)
    for one, other in _same_content(kind, olds, news):
        take(one, other)
    for id_ in [id_ for id_ in olds if id_ in news and not _is_numbered(kind, id_)]:
        take(id_, id_)
    for one, other in _most_alike(kind, olds, news):
        take(one, other)
    for id_ in olds:
        pairs[id_] = f"{id_}~" if id_ in getattr(new, kind) else id_
    return {str(one): str(other) for one, other in pairs.items()}


def _is_numbered(kind: str, id_: str) -> bool:
    """Whether the file gave the element no id: it is called by its kind and number."""
    return re.fullmatch(rf"{kind}-\d+", id_) is not None


def _same_content(kind: str, olds: Mapping[str, Element], news: Mapping[str, Element]) -> list[tuple[str, str]]:
    """Elements whose content is the same under another id (rule 2)."""
    if kind == "trackers":
        return []
    found: list[tuple[str, str]] = []
    contents = Counter(map(content, olds.values())), Counter(map(content, news.values()))
    for id_, element in olds.items():
        same = [other for other, candidate in news.items() if content(candidate) == content(element)]
        if _is_numbered(kind, id_):
            taken = {other for _, other in found}
            found.extend((id_, other) for other in [other for other in same if other not in taken][:1])
        elif same and _is_told_by_content(element) and all(count[content(element)] == 1 for count in contents):
            found.append((id_, same[0]))
    return found


def _is_told_by_content(element: Element) -> bool:
    """Whether something besides its name says what the element is."""
    if isinstance(element, DataCategory):
        return bool(element.alias) or any(":" in term for term in element.is_)
    if isinstance(element, Purpose):
        return any(":" in term for term in element.is_)
    if isinstance(element, Party):
        return bool(element.name or element.contact)
    if isinstance(element, SubjectKind):
        return bool(element.test or element.age)
    return True


def _most_alike(kind: str, olds: Mapping[str, Element], news: Mapping[str, Element]) -> list[tuple[str, str]]:
    """Elements without ids, paired by how many of their fields are equal; at least half of those that say something."""
    scored = sorted(
        (-_likeness(one, other), old_id, new_id)
        for old_id, one in olds.items()
        for new_id, other in news.items()
        if _is_numbered(kind, old_id) and _is_numbered(kind, new_id)
    )
    taken: dict[str, str] = {}
    for score, old_id, new_id in scored:
        if score <= -0.5 and old_id not in taken and new_id not in taken.values():  # noqa: PLR2004 -- half
            taken[old_id] = new_id
    return list(taken.items())


def _likeness(one: Element, other: Element) -> float:
    """The share of fields given in either that are equal in both."""
    names = [f.name for f in dataclasses.fields(one) if f.name not in NOT_CONTENT]
    defaults = {f.name: f.default for f in dataclasses.fields(one)}
    given = [n for n in names if getattr(one, n) != defaults[n] or getattr(other, n) != defaults[n]]
    same = sum(getattr(one, n) == getattr(other, n) for n in given)
    return same / len(given) if given else 1.0
