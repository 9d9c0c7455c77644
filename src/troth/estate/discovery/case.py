"""What is a case, and what is a verdict on it?

A case is a column with all that is known around it: its profile, the view of its table and of all others, and what
stands within its cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.estate.discovery.nested import content_of
from troth.estate.discovery.profile import Kind, Profile
from troth.estate.discovery.within import Known, Within, in_documents, in_text, share_of_digests
from troth.inventory import Content, Tier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from troth.estate.discovery.attributes import Attributes
    from troth.estate.discovery.tables import View
    from troth.inventory import DatasetName
    from troth.words import IdentifierKind


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a column is."""

    tier: Tier
    term: str
    reason: str
    content: Content = Content.VALUE
    identifies: IdentifierKind | None = None


@dataclass(frozen=True, slots=True)
class Inside:
    """What was seen within a column's cells: which format they have, and what stands in it."""

    content: Content
    within: Within | None = None
    describing: bool = False
    digests: float = 0.0


def look_inside(profile: Profile, known: Known) -> Inside:
    """What stands within a column's cells."""
    if profile.kind is not Kind.TEXT or not profile.shown:
        return Inside(Content.BINARY if profile.kind is Kind.OCTETS else Content.VALUE)
    held = profile.held_as("digest")
    if held:
        return Inside(Content.HASH, digests=share_of_digests(profile.shown, known))
    content = content_of(profile.shown[:40])
    if content in (Content.JSON, Content.SERIALISED, Content.URL):
        within, describing = in_documents(profile.shown)
        return Inside(content, within or in_text(_texts(profile), known), describing)
    if (profile.shape.spaces >= 0.3 and profile.shape.mean >= 12) or profile.shape.longest > 40:
        text = Content.TEXT if profile.is_running_text else Content.VALUE
        return Inside(text, in_text(_texts(profile), known))
    return Inside(Content.VALUE)


def _texts(profile: Profile) -> list[str]:
    return [str(cell) for cell in profile.distinct if isinstance(cell, str)]


@dataclass(frozen=True, slots=True)
class Case:
    """A column, the view of its table and of all others, and what stands within its cells."""

    profile: Profile
    view: View
    views: Mapping[DatasetName, View]
    inside: Inside
    attributes: Attributes | None = None


def personal(
    term: str, reason: str, case: Case, *, proven: bool = False, kind: IdentifierKind | None = None
) -> Verdict:
    """Personal: proven, or likely."""
    return Verdict(Tier.PROVEN if proven else Tier.LIKELY, term, reason, case.inside.content, kind)


def not_personal(reason: str, case: Case) -> Verdict:
    """Not personal."""
    return Verdict(Tier.NOT_PERSONAL, "", reason, case.inside.content)


def undetermined(reason: str, case: Case) -> Verdict:
    """Abstained from."""
    return Verdict(Tier.UNDETERMINED, "", reason, case.inside.content)
