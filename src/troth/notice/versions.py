"""Which version of an organisation's notice is in force on a day?

1. A version is a notice and the day it takes effect: the one given, else the one its text declares.
2. Of an organisation's versions, the one in force on a day is the last that took effect on or before it.
3. Two versions for one day leave open what was promised: that is a problem, and no order decides it. So is a version
   without a day.

What it leaves out: which version binds which subject and which datum. That is told by `troth.consent`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.errors import Place, Problem, ProblemsFound, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from troth.notice.model import Notice
    from troth.words import OrganisationId


@dataclass(frozen=True, slots=True)
class Version:
    """A notice and the day it takes effect; None where nobody says which."""

    notice: Notice
    effective_on: date | None


@dataclass(frozen=True, slots=True)
class History:
    """The versions of one organisation's notice, oldest first. INVARIANT: each has a day, and no two the same."""

    organisation: OrganisationId
    versions: tuple[Version, ...]

    def in_force_on(self, day: date) -> Version | None:
        """The version in force on that day; None before the first took effect."""
        days = [version.effective_on for version in self.versions if version.effective_on]
        index = bisect_right(days, day)
        return self.versions[index - 1] if index else None


def date_notice(notice: Notice, effective_on: date | None = None) -> Version:
    """The notice as a version, from the day given, or else from the day it declares itself."""
    return Version(notice, effective_on or notice.effective_on)


def problems_with(versions: Sequence[Version]) -> list[Problem]:
    """What keeps these versions from being a history, in the order of their files (rule 3)."""
    found: list[Problem] = []
    first: dict[date, Version] = {}
    for version in versions:
        day = version.effective_on
        if day is None:
            found.append(
                Problem(
                    Place(version.notice.name),
                    "notice.version-without-date",
                    f"the notice `{version.notice.name}` does not say from when it is in force",
                    "state the day it took effect",
                )
            )
        elif day in first:
            found.append(
                Problem(
                    Place(version.notice.name),
                    "notice.two-versions-one-date",
                    f"`{version.notice.name}` and `{first[day].notice.name}` both take effect on {day.isoformat()}",
                    "leave out the one that was never published, or correct its day",
                )
            )
        else:
            first[day] = version
    return in_order(found)


def arrange_versions(organisation: OrganisationId, versions: Sequence[Version]) -> History:
    """The history of these versions. Raises `ProblemsFound` with all that `problems_with` finds."""
    problems = problems_with(versions)
    if problems:
        raise ProblemsFound(problems)
    dated = [(version.effective_on, version) for version in versions if version.effective_on]
    return History(organisation, tuple(version for _, version in sorted(dated, key=lambda pair: pair[0])))
