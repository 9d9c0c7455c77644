"""Which legal clocks run on a request, and what stops them?

1. A clock belongs to a regime and cites the article it rests on. Its period runs from the day of receipt.
2. `extended` is the whole period, counted from receipt too, that an extension can reach. It has to be announced,
   with its reason, before the period itself is over.
3. A notice's own limit is no clock of a law: it is a promise, and stands beside it (`troth.requests.deadlines`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from troth.laws.periods import Period
    from troth.words import RightKind


class Milestone(StrEnum):
    """What has to have happened when a clock runs out."""

    ACKNOWLEDGE = "acknowledge"
    """The subject has been told that the request arrived."""
    ANSWER = "answer"
    """What was asked for is done, and the subject has been told; or refused, with the reasons."""
    STOP = "stop"
    """What was objected to has stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalClock:
    """One period that a law sets for requests of some kinds."""

    id: str
    source: str
    kinds: tuple[RightKind, ...]
    milestone: Milestone
    period: Period
    extended: Period | None = None
    place: str = ""
    """Whose holidays count; those of the organisation's place where left out."""
