"""What does the notice declare or claim as a fact, and which of its sentences make no rule?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from troth.policy.model.element import Element, described
from troth.words import ConsentMode, DataName, Duration, PartyName, PurposeName


class TrackerKind(StrEnum):
    """The technique."""

    COOKIE = "cookie"
    STORAGE = "storage"
    FLASH = "flash"
    BEACON = "beacon"
    PIXEL = "pixel"
    LOG = "log"
    SCRIPT = "script"
    OTHER = "other"


class TrackerClass(StrEnum):
    """What it is for, in the four classes banners use."""

    NECESSARY = "necessary"
    FUNCTIONAL = "functional"
    ANALYTICS = "analytics"
    ADVERTISING = "advertising"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracker(Element):
    """A cookie or similar technique that the notice declares."""

    kind: TrackerKind = described("The technique.", required=True)
    class_: TrackerClass = described("What it is for.", required=True)
    set_by: tuple[PartyName, ...] = described("Who sets it; the organisation where left out.")
    read_by: tuple[PartyName, ...] = described(
        "Who reads it; who sets it where left out. `organisation` stands for the organisation."
    )
    purpose: tuple[PurposeName, ...] = described("Its purposes.")
    data: tuple[DataName, ...] = described("What it carries.")
    lifetime: Duration | None = described("How long it lasts.", default=None)
    personal: bool | None = described("Whether the notice says that it holds personal data.", default=None)
    consent: ConsentMode = described("What the subject's silence means.", default=ConsentMode.NONE)
    only: bool = described("True where the notice says: for these purposes only.", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Element):
    """A security measure that the notice promises."""

    is_: tuple[str, ...] = described("What it is: terms of the vocabulary.", required=True)
    data: tuple[DataName, ...] = described("Which data it protects; all where left out.")
    on: tuple[str, ...] = described("Where: `transport`, `storage`, `access`, `organisation`.")
    best_effort: bool = described("True for efforts rather than a result.", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Element):
    """A statement of fact that a check can hold against practice."""

    say: str = described("What is claimed, from the list of claims.", required=True)
    about: tuple[str, ...] = described("Names of elements it is about.")
    since: Duration | None = described("For how long back it is claimed.", default=None)
    untestable: str = described("Why no machine can test it, where that is so.", default="")


class NoteKind(StrEnum):
    """Why a sentence makes no rule."""

    DEFINITION = "definition"
    DISCLAIMER = "disclaimer"
    CROSSREF = "crossref"
    HEADING = "heading"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Element):
    """A sentence that makes no rule, with the reason."""

    kind: NoteKind = described("Why it makes none.", required=True)
    term: str = described("For a definition: the term defined.", default="")
    means: str = described(
        "For a definition: what it means, or the element that carries it; empty where the notice leaves it open.",
        default="",
    )
    about: tuple[str, ...] = described("Names of elements it is about.")
    reason: str = described("Why no machine can hold it against practice.", default="")
    link: tuple[str, ...] = described("Addresses it points to.")
