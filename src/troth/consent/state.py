"""What is a subject's last word?

Consent is never a boolean: it is the last of what a subject said about the thing that is asked. A word is what stays
of an event once everything that a later event overtook is gone.

Rules, in this order:
1. A word about a purpose speaks of that purpose and of every purpose beneath it; a word about a choice, of the
   practices the choice is about. A word without a channel speaks of every channel.
2. Of the words that speak of the thing asked, the last in time holds, whether it is wider or narrower than others:
   who refuses newsletters and later consents to marketing has consented to newsletters.
3. At the same instant a refusal holds against a consent.
4. Silence is no word: None, and the policy says what silence means.

`derive` keeps only what can still be the last word, in one canonical form, so that two histories with the same meaning
give equal words. It does so without a policy: a tree of purposes may differ from version to version, and a word that
one version's tree hides must speak again under another's. `condense` goes further, for one policy.

What it leaves out: whether the notice lets the subject choose at all (`troth.consent.scope`), browser signals
(`troth.consent.signals`), and what follows (`troth.decisions`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime  # noqa: TC003 -- encoders resolve annotations at run time
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.consent.events import ConsentKind
from troth.consent.scope import upward
from troth.words import Channel, ChoiceId, PurposeName  # noqa: TC001 -- encoders resolve annotations at run time

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from troth.consent.events import ConsentEvent
    from troth.policy.model import Choice, Policy


class Says(StrEnum):
    """Which way a word goes."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Word:
    """One thing a subject said that can still be her last word.

    Exactly one of `purpose` and `choice` is set; `channel` None stands for every channel. `event` is the id of the
    event it stays from and `at` its time; they do not count when words are compared, because two subjects who said the
    same are alike.
    """

    purpose: PurposeName | None
    choice: ChoiceId | None
    channel: Channel | None
    kind: ConsentKind
    event: str = field(default="", compare=False)
    at: datetime | None = field(default=None, compare=False)

    @property
    def says(self) -> Says:
        """`yes` for consent given, `no` for everything else."""
        return Says.YES if self.kind is ConsentKind.GIVEN else Says.NO


def derive(events: Iterable[ConsentEvent]) -> tuple[Word, ...]:
    """The words that still count, oldest first, in canonical form. The order in which events are passed is nothing.

    All events are one subject's. Words on which the order has no bearing (they are about different channels) stand in
    the order of their names.
    """
    return _canonical(_without_overtaken([_word(event) for event in in_time(events)], _covers))


def condense(words: Sequence[Word], policy: Policy) -> tuple[Word, ...]:
    """The words that still count under this version of the policy: fewer than `words`, with the same answers.

    A later word about a wider purpose, or about a choice with all the same practices and channels, overtakes an
    earlier one. For engines that treat alike all subjects whose words are equal.
    """

    def covers(later: Word, earlier: Word) -> bool:
        if _covers(later, earlier):
            return True
        if later.purpose is not None and earlier.purpose is not None:
            return _channel_covers(later, earlier) and later.purpose in upward(policy, earlier.purpose)
        if later.choice is not None and earlier.choice is not None:
            wide, narrow = policy.choices.get(later.choice), policy.choices.get(earlier.choice)
            return wide is not None and narrow is not None and _choice_covers(later, wide, earlier, narrow)
        return False

    return _canonical(_without_overtaken(words, covers))


def last_word(
    words: Sequence[Word],
    purposes_upward: Collection[PurposeName],
    choices: Collection[ChoiceId],
    channel: Channel | None,
) -> Word | None:
    """The word that holds for a question, None where the subject said nothing about it.

    `purposes_upward` is the purpose asked for and all it lies beneath (`troth.consent.scope.upward`), `choices` those
    that cover the practice (`choices_over`), `channel` the channel of the message, None where it is no message: then
    only words about every channel speak.
    """
    for word in reversed(words):
        if word.channel is not None and word.channel != channel:
            continue
        if (word.choice in choices) if word.purpose is None else (word.purpose in purposes_upward):
            return word
    return None


def in_time(events: Iterable[ConsentEvent]) -> list[ConsentEvent]:
    """Events in the order in which they were said, a refusal after a consent of the same instant (rule 3)."""
    return sorted(events, key=lambda e: (e.at, e.kind is not ConsentKind.GIVEN, e.kind, e.id))


def _word(event: ConsentEvent) -> Word:
    return Word(event.purpose, event.choice, event.channel, event.kind, event.id, event.at)


def _channel_covers(later: Word, earlier: Word) -> bool:
    return later.channel is None or later.channel == earlier.channel


def _covers(later: Word, earlier: Word) -> bool:
    """Whether the later word speaks of everything the earlier one does, under every policy."""
    same = later.purpose == earlier.purpose and later.choice == earlier.choice
    return same and _channel_covers(later, earlier)


def _choice_covers(later: Word, wide: Choice, earlier: Word, narrow: Choice) -> bool:
    """Whether a word about a choice speaks of everything that a word about another does."""
    if not (_channel_covers(later, earlier) and set(narrow.of) <= set(wide.of)):
        return False
    # INVARIANT: `choices_over` leaves out a choice that is not offered, and one on a channel it does not reach.
    if not wide.available:
        return False
    return not wide.channel or (bool(narrow.channel) and set(narrow.channel) <= set(wide.channel))


def _without_overtaken(words: Sequence[Word], covers: Callable[[Word, Word], bool]) -> list[Word]:
    """The words that no later one covers, in their order."""
    kept: list[Word] = []
    for word in reversed(words):
        if not any(covers(later, word) for later in kept):
            kept.append(word)
    kept.reverse()
    return kept


def _never_meet(one: Word, other: Word) -> bool:
    """Whether no question can be answered by both: they are about different channels."""
    return one.channel is not None and other.channel is not None and one.channel != other.channel


def _canonical(words: list[Word]) -> tuple[Word, ...]:
    """The same words in the one order that stands for all orders with the same meaning.

    INVARIANT: two words that can meet in a question keep their order; of those free to come next, the first by name
    does (the lexicographic normal form of a trace).
    """
    waiting = list(words)
    ordered: list[Word] = []
    while waiting:
        free = [w for i, w in enumerate(waiting) if all(_never_meet(w, before) for before in waiting[:i])]
        chosen = min(free, key=_name_order)
        waiting.remove(chosen)
        ordered.append(chosen)
    return tuple(ordered)


def _name_order(word: Word) -> tuple[str, str, str, str]:
    return (word.channel or "", word.purpose or "", word.choice or "", word.kind)
