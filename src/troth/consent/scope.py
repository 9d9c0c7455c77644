"""How far does a word about a purpose or a choice reach, under one version of a policy?

Rules:
1. A word about a purpose reaches that purpose and everything beneath it in the tree of purposes.
2. A word about a choice reaches the practices the choice is about, on the channels it names (all where it names none).
3. A choice that the notice says there is not (`available: false`) takes its practices out of the subject's reach; a
   choice about the same practice that is offered brings them back.
4. The tree is read as it stands: a cycle in it ends where it began, and a parent nobody declares is no purpose.

What it leaves out: whether the practice is permitted at all (`troth.decisions`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy import tree
from troth.words import EVERYTHING, PurposeName

if TYPE_CHECKING:
    from troth.policy.model import Choice, Policy, Practice
    from troth.words import Channel, ChoiceId, PracticeId


def upward(policy: Policy, purpose: PurposeName) -> tuple[PurposeName, ...]:
    """The purpose and all it lies beneath, nearest first; each once, also where the tree has a cycle."""
    return tuple(PurposeName(name) for name in tree.upward(policy.purposes, purpose))


def reaches(choice: Choice, channel: Channel | None) -> bool:
    """Whether the choice is about messages by this channel. None asks about what is not a message by any channel."""
    return not choice.channel or channel in choice.channel


def choices_over(policy: Policy, practice: PracticeId, channel: Channel | None) -> frozenset[ChoiceId]:
    """The choices, offered ones only, that cover the practice on the channel."""
    return frozenset(
        id_
        for id_, choice in policy.choices.items()
        if choice.available and practice in choice.of and reaches(choice, channel)
    )


def can_be_refused(policy: Policy, practice: PracticeId, channel: Channel | None) -> bool:
    """False where the notice says that there is no such choice, and offers no other about the practice.

    A refusal of a purpose does not reach a practice of which this is false: that is how service messages go on for
    a subject who refused all messages.
    """
    return not any(
        not choice.available and practice in choice.of and reaches(choice, channel)
        for choice in policy.choices.values()
    ) or bool(choices_over(policy, practice, channel))


def is_offered(policy: Policy, purpose: PurposeName, channel: Channel | None) -> bool:
    """False where everything done for the purpose is expressly not the subject's to refuse.

    `channel` None asks about all channels together: one on which there is a choice is enough.
    """
    serving = practices_for(policy, purpose)
    return not serving or any(_is_free(policy, practice, channel) for practice in serving)


def practices_for(policy: Policy, purpose: PurposeName) -> tuple[PracticeId, ...]:
    """The practices for the purpose, for one beneath it, or for one it lies beneath, in the order of the file.

    What the notice says of a purpose holds for those beneath it, so that a practice for the wider one serves too.
    """
    wider = upward(policy, purpose)
    return tuple(id_ for id_, practice in policy.practices.items() if _serves(policy, practice, purpose, wider))


def purposes_of(policy: Policy, purpose: PurposeName | None, choice: ChoiceId | None) -> tuple[PurposeName, ...]:
    """The declared purposes that a word is about: the purpose itself, or those its choice's practices name."""
    if choice is None:
        return (purpose,) if purpose in policy.purposes else ()
    chosen = policy.choices.get(choice)
    practices = [policy.practices[id_] for id_ in (chosen.of if chosen else ()) if id_ in policy.practices]
    named = [name for practice in practices for name in practice.for_]
    return tuple(dict.fromkeys(policy.purposes if EVERYTHING in named else (n for n in named if n in policy.purposes)))


def _serves(policy: Policy, practice: Practice, purpose: PurposeName, wider: tuple[PurposeName, ...]) -> bool:
    return any(name == EVERYTHING or name in wider or purpose in upward(policy, name) for name in practice.for_)


def _is_free(policy: Policy, practice: PracticeId, channel: Channel | None) -> bool:
    """Whether the subject has a say about the practice on the channel; for None, on any of them."""
    if channel is not None:
        return can_be_refused(policy, practice, channel)
    about_it = [choice for choice in policy.choices.values() if practice in choice.of]
    closed_throughout = any(not choice.available and not choice.channel for choice in about_it)
    return not closed_throughout or any(choice.available for choice in about_it)
