"""Which identifiers must not be addressed, although nothing else about the person is kept?

Rules, in this order:
1. An entry holds the keyed hash of an identifier and nothing else about anybody, so it outlives erasure: without it,
   the next import of a list would address the person again. LAW: GDPR 17(3)(b), 21(3); 16 CFR 316.4(a) sets no end.
2. It is about one purpose and all beneath it, or about every purpose; about one channel, or about every channel.
3. It ends only by a later explicit consent, and only as far as that consent reaches. At the same instant the entry
   holds. Nothing is removed: the list shows what held when.
4. A message to several identifiers of one person is suppressed where one of them is: the address in a letter's text
   may be another than its sender's, so every identifier that an opt-out names is entered.
5. A refusal of a choice enters the list where the policy says so (`effect: [suppress]`), for the purposes of the
   choice's practices and the channels of the choice; a refusal of a purpose always does.
6. An import enters all lines or none, and a line that is no hash is told by its number, never by its text.

What it leaves out: the gate before each message (`troth.decisions`), and STOP words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime  # noqa: TC003 -- encoders resolve annotations at run time
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.consent.events import ConsentKind
from troth.errors import Place, Problem, WrongUse
from troth.subjects.hashing import IdentifierHash, is_hash
from troth.words import EVERYTHING, Channel, OrganisationId, PurposeName

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from troth.consent.events import ConsentEvent
    from troth.policy.model import Choice, Policy


class SuppressionReason(StrEnum):
    """Why an identifier is not addressed."""

    REFUSAL = "refusal"
    ERASURE = "erasure"
    COMPLAINT = "complaint"
    CHILD_FOUND = "child_found"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """An identifier that is not addressed: for a purpose, None for all; by a channel, None for all.

    `origin` is the id of the event or request that it comes from.
    """

    organisation: OrganisationId
    identifier: IdentifierHash
    purpose: PurposeName | None
    channel: Channel | None
    since: datetime
    reason: SuppressionReason
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """An identifier that may be addressed again, as far as an explicit consent reaches; `origin` is its event's id."""

    organisation: OrganisationId
    identifier: IdentifierHash
    purpose: PurposeName | None
    channel: Channel | None
    since: datetime
    origin: str


Entry = Suppression | Lift


@dataclass(slots=True)
class SuppressionList:
    """The suppressed identifiers of one organisation. Entries are added and never removed."""

    organisation: OrganisationId
    _entries: dict[IdentifierHash, list[Entry]] = field(default_factory=dict, repr=False)

    def add(self, organisation: OrganisationId, entries: Iterable[Entry]) -> None:
        """Enter all of them, each once; entries of another organisation are refused, and then none is entered."""
        entering = list(entries)
        for owner in (organisation, *(entry.organisation for entry in entering)):
            self._refuse_others(owner)
        for entry in entering:
            entered = self._entries.setdefault(entry.identifier, [])
            if entry not in entered:
                entered.append(entry)

    def holding(
        self,
        organisation: OrganisationId,
        identifiers: Iterable[IdentifierHash],
        purposes_upward: Collection[PurposeName],
        channel: Channel | None,
    ) -> tuple[Suppression, ...]:
        """For each suppressed one of the identifiers the entry that holds; empty where all may be addressed.

        `purposes_upward` is the message's purpose and all it lies beneath (`troth.consent.scope.upward`).
        """
        self._refuse_others(organisation)
        found = []
        for identifier in dict.fromkeys(identifiers):
            speaking = [e for e in self._entries.get(identifier, ()) if _speaks(e, purposes_upward, channel)]
            last = max(speaking, key=_last_first, default=None)
            if isinstance(last, Suppression):
                found.append(last)
        return tuple(found)

    def is_suppressed(
        self,
        organisation: OrganisationId,
        identifiers: Iterable[IdentifierHash],
        purposes_upward: Collection[PurposeName],
        channel: Channel | None,
    ) -> bool:
        """Whether the message must not be sent: one of the identifiers it would go to is suppressed for it."""
        return bool(self.holding(organisation, identifiers, purposes_upward, channel))

    def entries(self, organisation: OrganisationId) -> tuple[Entry, ...]:
        """Everything that was entered, by identifier and time."""
        self._refuse_others(organisation)
        found = [entry for entered in self._entries.values() for entry in entered]
        return tuple(sorted(found, key=lambda entry: (entry.identifier, *_last_first(entry))))

    def _refuse_others(self, organisation: OrganisationId) -> None:
        # INVARIANT: nothing crosses from one organisation to another.
        if organisation != self.organisation:
            raise WrongUse(
                f"the suppression list of `{self.organisation}` was asked about another organisation",
                id="consent.other-organisation",
                help="ask the list of that organisation",
            )


def suppress(policy: Policy, event: ConsentEvent, identifiers: Iterable[IdentifierHash]) -> tuple[Suppression, ...]:
    """The entries that a refusal makes, for every identifier that it names (rules 4 and 5); none for a consent."""
    _refuse_other_version(policy, event)
    if event.kind is ConsentKind.GIVEN:
        return ()
    if event.choice is not None and "suppress" not in policy.choices[event.choice].effect:
        return ()
    return tuple(
        Suppression(
            organisation=event.organisation,
            identifier=identifier,
            purpose=purpose,
            channel=channel,
            since=event.at,
            reason=SuppressionReason.REFUSAL,
            origin=event.id,
        )
        for identifier in dict.fromkeys(identifiers)
        for purpose, channel in _scopes(policy, event)
    )


def lift(policy: Policy, event: ConsentEvent, identifiers: Iterable[IdentifierHash]) -> tuple[Lift, ...]:
    """The entries by which an explicit consent ends suppression, as far as it reaches; none for a refusal.

    Consent to a choice whose practices name no purpose lifts nothing: it is not specific enough (GDPR 4(11)).
    """
    _refuse_other_version(policy, event)
    if event.kind is not ConsentKind.GIVEN:
        return ()
    return tuple(
        Lift(
            organisation=event.organisation,
            identifier=identifier,
            purpose=purpose,
            channel=channel,
            since=event.at,
            origin=event.id,
        )
        for identifier in dict.fromkeys(identifiers)
        for purpose, channel in _scopes(policy, event)
        if purpose is not None
    )


def read_hashes(lines: Iterable[str], file: str = "") -> tuple[IdentifierHash, ...] | list[Problem]:
    """The hashes of an imported list, one a line, each once, empty lines left out; or a problem for each other line.

    What they are suppressed for is not in the list: the caller makes the entries (`SuppressionReason.IMPORTED`).
    """
    found: dict[IdentifierHash, None] = {}
    problems = []
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if is_hash(text):
            found[IdentifierHash(text)] = None
        elif text:
            problems.append(
                Problem(
                    Place(file or "suppression list", number, 1),
                    "consent.not-a-hash",
                    "the line holds no keyed hash of an identifier",
                    "hash the list's identifiers with the organisation's key first, and leave the plain ones out",
                )
            )
    return problems or tuple(found)


def _speaks(entry: Entry, purposes_upward: Collection[PurposeName], channel: Channel | None) -> bool:
    of_purpose = entry.purpose is None or entry.purpose in purposes_upward
    return of_purpose and (entry.channel is None or entry.channel == channel)


def _last_first(entry: Entry) -> tuple[datetime, bool, str, str, str]:
    """In time; at the same instant a suppression after a lift, so that it holds."""
    return (entry.since, isinstance(entry, Suppression), entry.purpose or "", entry.channel or "", entry.origin)


def _refuse_other_version(policy: Policy, event: ConsentEvent) -> None:
    # INVARIANT: an event is read by the version of the policy before which it was said.
    if (event.organisation, event.version) != (policy.head.organisation, policy.head.version):
        raise WrongUse(
            f"event `{event.id}` was said before another policy than version `{policy.head.version}`",
            id="consent.other-version",
            help="pass the policy of the event's own organisation and version",
        )


def _scopes(policy: Policy, event: ConsentEvent) -> tuple[tuple[PurposeName | None, Channel | None], ...]:
    """What an event is about, as pairs of a purpose and a channel; None stands for all."""
    if event.choice is None:
        return ((event.purpose, event.channel),)
    choice = policy.choices[event.choice]
    channels: tuple[Channel | None, ...] = (event.channel,) if event.channel else (choice.channel or (None,))
    return tuple((purpose, channel) for purpose in _purposes_of(policy, choice) for channel in channels)


def _purposes_of(policy: Policy, choice: Choice) -> tuple[PurposeName | None, ...]:
    """The purposes of the choice's practices; None where one of them names none, or every one."""
    found: dict[PurposeName | None, None] = {}
    for id_ in choice.of:
        practice = policy.practices.get(id_)
        named = practice.for_ if practice is not None else ()
        if not named or EVERYTHING in named:
            return (None,)
        found.update(dict.fromkeys(named))
    return tuple(found)
