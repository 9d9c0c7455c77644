"""Which practices speak of a question?

A practice speaks of a question when each of its slots does. A slot that is left out does not limit the practice. The
slots come in two sorts: what every question says (what is done, data, purpose, recipient), and circumstances that a
question may leave open (means, source, country, by whom, period).

Rules:
1. What the question leaves open counts against it: a permission limited to a circumstance needs it named; a
   prohibition limited to a circumstance is escaped only by naming another.
2. `only` closes slots of a practice: it forbids what matches all its other slots and lies outside a closed one.
3. A prohibition that names a category or purpose is lifted by a permission that names a narrower one.
4. A permission that does not say by whom is the organisation's own: it permits nothing to others.
5. Of two permissions the one that names the category or purpose more closely is the one that speaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.model import Slot
from troth.policy.tree import names, nearest, upward
from troth.words import EVERYTHING, Modal, PurposeName

if TYPE_CHECKING:
    from collections.abc import Collection

    from troth.decisions.question import Question
    from troth.policy.model import Policy, Practice

COMPATIBLE = ("compatibility", "assessed")
"""The fact that a further purpose was assessed as compatible. LAW: GDPR 6(4)."""


def is_declared(policy: Policy, question: Question) -> bool:
    """Whether the policy knows the data, the purpose and the recipient that the question names."""
    known = question.data in policy.data and question.purpose in policy.purposes
    return known and (question.recipient is None or question.recipient in policy.parties)


def is_permission(practice: Practice) -> bool:
    """Whether a practice permits something; the others forbid."""
    return practice.modal is not Modal.NEVER


def covers(policy: Policy, practice: Practice, question: Question, kinds: Collection[str]) -> bool:
    """Whether a permission speaks of the question: every slot, and every circumstance named."""
    return (
        question.do in practice.do
        and _of_subjects(practice, kinds)
        and names(practice.data, upward(policy.data, question.data))
        and (not practice.for_ or _for(policy, practice, question) or is_compatible(policy, practice, question))
        and (not practice.with_ or _with(policy, practice, question))
        and all(_circumstance(policy, practice, question, slot) is True for slot in _CIRCUMSTANCES)
        and (bool(practice.by) or question.by is None or str(question.by) == str(policy.head.organisation))
        and _in_period(practice, question) is True
    )


def forbids_by_never(policy: Policy, practice: Practice, question: Question, kinds: Collection[str]) -> bool:
    """Whether a `never` speaks of the question, and nothing narrower lifts it."""
    if is_permission(practice) or not _matches(policy, practice, question, kinds, leaving=frozenset()):
        return False
    return not _is_lifted(policy, practice, question, kinds)


def forbids_by_only(policy: Policy, practice: Practice, question: Question, kinds: Collection[str]) -> bool:
    """Whether the question matches the open slots of an `only`, lies outside a closed one, and nothing lifts that."""
    if not practice.only or not is_permission(practice):
        return False
    closed = frozenset(practice.only)
    if not _matches(policy, practice, question, kinds, leaving=closed):
        return False
    if all(_inside(policy, practice, question, slot) for slot in closed):
        return False
    return not _is_lifted(policy, practice, question, kinds)


def is_wider(policy: Policy, wide: Practice, other: Practice, question: Question) -> bool:
    """Whether, of two permissions that cover the question, `other` names its category or purpose more closely.

    It must not be the wider one as to recipients or kinds of subject: "our lawyers" and "anybody, if you consent" are
    two ways to the same thing, and neither stands in the other's way.
    """
    data, purposes = upward(policy.data, question.data), upward(policy.purposes, question.purpose)
    recipients = upward(policy.parties, question.recipient) if question.recipient is not None else ()
    by_data = _rank(wide.data, data) - _rank(other.data, data)
    by_purpose = _rank(wide.for_, purposes) - _rank(other.for_, purposes)
    by_recipient = _rank(wide.with_, recipients) - _rank(other.with_, recipients)
    by_subject = bool(other.subjects) - bool(wide.subjects)
    return min(by_data, by_purpose, by_recipient, by_subject) >= 0 and by_data + by_purpose > 0


def _rank(slot: tuple[str, ...], upward_names: tuple[str, ...]) -> int:
    """How far up the tree a slot names the thing; everything, by `*` or by naming nothing, is furthest."""
    steps = nearest(slot, upward_names)
    return len(upward_names) if steps is None else steps


def is_compatible(policy: Policy, practice: Practice, question: Question) -> bool:
    """Whether the purpose is a further one, assessed as compatible with one that the practice names (GDPR 6(4))."""
    if COMPATIBLE not in question.facts:
        return False
    return any(
        names(practice.for_, upward(policy.purposes, original))
        for purpose in upward(policy.purposes, question.purpose)
        for original in policy.purposes[PurposeName(purpose)].compatible_with
    )


def _matches(
    policy: Policy, practice: Practice, question: Question, kinds: Collection[str], *, leaving: frozenset[Slot]
) -> bool:
    """Whether a prohibition speaks of the question, but for the slots in `leaving`. Silence does not escape it."""
    if question.do not in practice.do or not _of_subjects(practice, kinds) or _in_period(practice, question) is False:
        return False
    if Slot.DATA not in leaving and not names(practice.data, upward(policy.data, question.data)):
        return False
    if Slot.FOR not in leaving and practice.for_ and not _for(policy, practice, question):
        return False
    if Slot.WITH not in leaving and practice.with_ and not _with(policy, practice, question):
        return False
    if any(_circumstance(policy, practice, question, slot) is False for slot in _CIRCUMSTANCES if slot not in leaving):
        return False
    return not any(_is_established_otherwise(question, fact.fact, fact.values) for fact in practice.if_)


def _inside(policy: Policy, practice: Practice, question: Question, slot: Slot) -> bool:
    """Whether the question lies inside a closed slot; what it leaves open does not. An empty slot closes nothing."""
    if slot is Slot.DATA:
        return names(practice.data, upward(policy.data, question.data))
    if slot is Slot.FOR:
        return not practice.for_ or _for(policy, practice, question)
    if slot is Slot.WITH:
        return not practice.with_ or _with(policy, practice, question)
    return _circumstance(policy, practice, question, slot) is True


def _is_lifted(policy: Policy, practice: Practice, question: Question, kinds: Collection[str]) -> bool:
    """Whether the notice expressly permits something narrower than what the prohibition names (rule 3)."""
    return any(
        is_permission(other)
        and covers(policy, other, question, kinds)
        and _is_narrower(policy, other, practice, question)
        for other in policy.practices.values()
    )


def _is_narrower(policy: Policy, other: Practice, wide: Practice, question: Question) -> bool:
    """Whether `other` names a category or purpose beneath the one by which `wide` speaks, and nothing wider."""
    by_data = _steps(other.data, wide.data, upward(policy.data, question.data))
    by_purpose = _steps(other.for_, wide.for_, upward(policy.purposes, question.purpose))
    if by_data is None or by_purpose is None:
        return False
    return by_data <= 0 and by_purpose <= 0 and by_data + by_purpose < 0


def _steps(narrow: tuple[str, ...], wide: tuple[str, ...], upward_names: tuple[str, ...]) -> int | None:
    """How much further up the tree `narrow` names the thing than `wide`: negative is narrower; None is not comparable.

    INVARIANT: what is said of everything (`*`) is never narrowed. A slot that is empty, or closed with the question
    outside of it, is compared as equal: there the prohibition names nothing of the question's tree.
    """
    if EVERYTHING in wide:
        return None
    theirs = nearest(wide, upward_names)
    ours = nearest(narrow, upward_names)
    if theirs is None:
        return 0
    return None if ours is None else ours - theirs


_CIRCUMSTANCES = (Slot.VIA, Slot.FROM, Slot.WHERE, Slot.BY)


def _circumstance(policy: Policy, practice: Practice, question: Question, slot: Slot) -> bool | None:
    """Whether the question's circumstance is the practice's: True, False, or None where the question leaves it open."""
    if slot is Slot.VIA:
        return _is_one_of(practice.via, {question.via, question.channel} - {None})
    if slot is Slot.FROM:
        return _is_one_of(practice.from_, upward(policy.parties, question.source) if question.source else ())
    if slot is Slot.WHERE:
        return _is_one_of(practice.where, (question.where,) if question.where else ())
    return _is_one_of(practice.by, upward(policy.parties, question.by) if question.by else ())


def _is_one_of(slot: tuple[str, ...], said: Collection[str | None]) -> bool | None:
    if not slot:
        return True
    if not said:
        return None
    return EVERYTHING in slot or any(value in slot for value in said)


def _in_period(practice: Practice, question: Question) -> bool | None:
    """Whether the datum was collected in the practice's period; None where the question leaves the day open."""
    if practice.period is None:
        return True
    if question.collected_on is None:
        return None
    return practice.period.from_ <= question.collected_on <= practice.period.to


def _of_subjects(practice: Practice, kinds: Collection[str]) -> bool:
    return not practice.subjects or names(practice.subjects, kinds)


def _for(policy: Policy, practice: Practice, question: Question) -> bool:
    return names(practice.for_, upward(policy.purposes, question.purpose))


def _with(policy: Policy, practice: Practice, question: Question) -> bool:
    if question.recipient is None:
        return EVERYTHING in practice.with_
    return names(practice.with_, upward(policy.parties, question.recipient))


def _is_established_otherwise(question: Question, fact: str, values: tuple[str, ...]) -> bool:
    said = question.value_of(fact)
    return said is not None and said not in values
