"""Which parts of a consent event may everybody see, and which only who holds the subject's key?

An event goes into the evidence log in two parts. What proves that and when something was chosen is public; the words
that were shown and the means are the subject's, and are sealed: destroying her key takes them away and leaves the proof
that an event with these digests was recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from troth.consent.events import ConsentEvent

KIND = "choice.recorded"
"""The kind of the log's entry."""


@dataclass(frozen=True, slots=True)
class ChoiceRecorded:
    """The public part: which event, about what, which way, under which version, before which words."""

    event: str
    says: str
    purpose: str | None
    choice: str | None
    channel: str | None
    at: str
    version: str
    text_digest: str


@dataclass(frozen=True, slots=True)
class ChoiceSealed:
    """The sealed part: the words shown, their language, and by which means it was said."""

    text_shown: str
    language: str
    surface: str
    identifiers: tuple[str, ...] = ()


def recorded(event: ConsentEvent, identifiers: tuple[str, ...] = ()) -> tuple[ChoiceRecorded, ChoiceSealed]:
    """The two parts of an event. `identifiers` are keyed hashes of those by which the subject was known."""
    public = ChoiceRecorded(
        event=event.id,
        says=event.kind.value,
        purpose=event.purpose,
        choice=event.choice,
        channel=event.channel,
        at=event.at.isoformat(),
        version=event.version,
        text_digest=event.text_digest,
    )
    return public, ChoiceSealed(event.text_shown, event.language, event.surface.value, identifiers)
