"""Laws of suppression: it outlives the subject, only a later consent ends it, and the order of entering is nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from troth.consent.suppression import Entry, Lift, Suppression, SuppressionList, SuppressionReason
from troth.subjects.directory import Directory
from troth.subjects.hashing import IdentifierHash
from troth.words import Channel, OrganisationId, PurposeName, SubjectId

if TYPE_CHECKING:
    from random import Random

ACME = OrganisationId("acme")
START = datetime(2024, 1, 1, tzinfo=UTC)
HASHES = tuple(IdentifierHash(f"email:{number}") for number in range(3))
MARKETING, NEWSLETTER, SERVICE = map(PurposeName, ("marketing", "newsletter", "service"))
UPWARD = {MARKETING: (MARKETING,), NEWSLETTER: (NEWSLETTER, MARKETING), SERVICE: (SERVICE,)}
CHANNELS = (None, Channel.EMAIL, Channel.SMS)
SUBJECTS = (SubjectId("alice"), SubjectId("bob"))


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """A list's history; instants are few, so that some coincide."""
    made: list[Entry] = []
    for number in range(draw(st.integers(0, 12))):
        identifier = draw(st.sampled_from(HASHES))
        channel = draw(st.sampled_from(CHANNELS))
        since = START + timedelta(minutes=draw(st.integers(0, 6)))
        origin = f"event-{number}"
        if draw(st.booleans()):
            made.append(
                Suppression(
                    organisation=ACME,
                    identifier=identifier,
                    purpose=draw(st.sampled_from([None, *UPWARD])),
                    channel=channel,
                    since=since,
                    reason=draw(st.sampled_from(list(SuppressionReason))),
                    origin=origin,
                )
            )
        else:
            made.append(
                Lift(
                    organisation=ACME,
                    identifier=identifier,
                    purpose=draw(st.sampled_from(list(UPWARD))),
                    channel=channel,
                    since=since,
                    origin=origin,
                )
            )
    return made


def listing(history: list[Entry]) -> SuppressionList:
    made = SuppressionList(ACME)
    made.add(ACME, history)
    return made


def verdicts(listed: SuppressionList) -> dict[tuple[str, str, Channel | None], bool]:
    return {
        (identifier, purpose, channel): listed.is_suppressed(ACME, [identifier], upward, channel)
        for identifier in HASHES
        for purpose, upward in UPWARD.items()
        for channel in CHANNELS
    }


@given(entries())
def test_an_identifier_is_suppressed_unless_a_later_consent_reaches_as_far(history: list[Entry]) -> None:
    found = verdicts(listing(history))

    for (identifier, purpose, channel), suppressed in found.items():
        speaking = [
            entry
            for entry in history
            if entry.identifier == identifier
            and (entry.purpose is None or entry.purpose in UPWARD[PurposeName(purpose)])
            and entry.channel in (None, channel)
        ]
        held = [entry.since for entry in speaking if isinstance(entry, Suppression)]
        lifted = [entry.since for entry in speaking if isinstance(entry, Lift)]
        assert suppressed == (bool(held) and (not lifted or max(held) >= max(lifted)))


@given(entries(), st.lists(st.tuples(st.sampled_from(HASHES), st.sampled_from(SUBJECTS))))
def test_suppression_outlives_forgetting_every_subject(
    history: list[Entry], links: list[tuple[IdentifierHash, SubjectId]]
) -> None:
    listed, directory = listing(history), Directory(ACME)
    for identifier, subject in links:
        directory.link(ACME, identifier, subject)
    before = verdicts(listed)
    for subject in SUBJECTS:
        directory.forget(ACME, subject)

    assert len(directory) == 0
    assert verdicts(listed) == before
    assert not any(subject in repr(listed.entries(ACME)) for subject in SUBJECTS)


@given(entries(), st.randoms(use_true_random=False))
def test_the_order_in_which_entries_arrive_makes_no_difference(history: list[Entry], random: Random) -> None:
    shuffled = list(history)
    random.shuffle(shuffled)

    assert verdicts(listing(shuffled)) == verdicts(listing(history))
    assert listing(shuffled).entries(ACME) == listing(history).entries(ACME)


@given(entries())
def test_a_suppression_of_everything_that_comes_last_reaches_everything(history: list[Entry]) -> None:
    last = [
        Suppression(
            organisation=ACME,
            identifier=identifier,
            purpose=None,
            channel=None,
            since=START + timedelta(hours=1),
            reason=SuppressionReason.ERASURE,
            origin="request",
        )
        for identifier in HASHES
    ]

    assert all(verdicts(listing([*history, *last])).values())
