"""Which version of the policy binds, for a subject and for a datum?

A notice changes; what was promised when data were collected may go on holding for them.

Rules, in this order:
1. The versions of an organisation's policy follow one another by the date from which they bind everybody
   (`effective`). Two versions for one date, or one of several without any date, are problems: nobody could say which
   holds.
2. A version binds a subject from its date; who comes after the date that a version sets for new subjects, from her
   first contact; and where the version binds new subjects on acceptance, from the day she accepted it, if that is
   earlier.
3. The latest version in that order whose day has come holds for the subject.
4. It holds for all her data, or, where it says so (`changes.applies_to: data_collected_after`), for data collected from
   the day on which it bound her. Older data stay under the version before it, by the same rule.
5. The first version has none before it: it holds for whatever is older.

What it leaves out: whether a change may be made at all, and who must be told of it (duties of the notice).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.errors import Place, Problem
from troth.policy.model import AppliesTo
from troth.policy.versions import new_subjects_on, order_versions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from troth.policy.model import Head

ON_ACCEPTANCE = "on_acceptance"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """That a subject accepted a version, and on which day."""

    version: str
    on: date


@dataclass(frozen=True, slots=True)
class Contact:
    """Since when a subject has been one, and which versions she accepted."""

    first_on: date
    accepted: tuple[Acceptance, ...] = ()


def bind_subject(versions: Sequence[Head], contact: Contact, on: date) -> Head | list[Problem]:
    """The version that binds the subject on the day; or what is wrong with the versions; or that none binds her yet."""
    ordered = order_versions(versions)
    if isinstance(ordered, list):
        return ordered
    bound = _bound(ordered, contact, on)
    return bound[-1][0] if bound else [_none_yet(versions)]


def bind_datum(versions: Sequence[Head], contact: Contact, collected_on: date, on: date) -> Head | list[Problem]:
    """The version under which a datum collected on `collected_on` is judged on the day `on`; problems as above."""
    ordered = order_versions(versions)
    if isinstance(ordered, list):
        return ordered
    bound = _bound(ordered, contact, on)
    while len(bound) > 1:
        head, since = bound[-1]
        if head.changes.applies_to is AppliesTo.ALL_DATA or collected_on >= since:
            break
        bound.pop()
    return bound[-1][0] if bound else [_none_yet(versions)]


def _bound_since(head: Head, contact: Contact) -> date | None:
    """The day from which the version binds the subject (rule 2), None where it never does."""
    days = []
    if head.effective.existing is not None:
        days.append(head.effective.existing)
    new_on = new_subjects_on(head)
    if new_on is not None and contact.first_on >= new_on:
        days.append(contact.first_on)
    if head.effective.new == ON_ACCEPTANCE:
        days.extend(acceptance.on for acceptance in contact.accepted if acceptance.version == head.version)
    return min(days, default=None)


def _bound(ordered: Sequence[Head], contact: Contact, on: date) -> list[tuple[Head, date]]:
    """The versions whose day has come for the subject, in their order, each with that day."""
    dated = [(head, _bound_since(head, contact)) for head in ordered]
    return [(head, since) for head, since in dated if since is not None and since <= on]


def _none_yet(versions: Sequence[Head]) -> Problem:
    return Problem(
        versions[0].place if versions else Place(),
        "policy.no-version-yet",
        "no version of the policy binds the subject on that day",
        "add the version that held then, or record the subject's acceptance",
    )
