"""Laws of a subject's words, for every history: what was refused last is refused, however it was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from troth.consent.events import ConsentEvent, ConsentKind, Surface
from troth.consent.scope import choices_over, upward
from troth.consent.state import Says, Word, condense, derive, in_time, last_word
from troth.policy.model import Choice, Effective, Head, Policy, Practice, Purpose
from troth.words import (
    Act,
    Channel,
    ChoiceId,
    DataName,
    Modal,
    OrganisationId,
    PracticeId,
    PurposeName,
    SubjectId,
)

if TYPE_CHECKING:
    from random import Random

START = datetime(2024, 1, 1, tzinfo=UTC)
PURPOSES = tuple(PurposeName(name) for name in ("all", "marketing", "newsletter", "offers", "surveys"))
PRACTICES = tuple(PracticeId(f"use-{name}") for name in PURPOSES)
CHOICES = tuple(ChoiceId(name) for name in ("stop-a", "stop-b", "stop-c"))
CHANNELS = (None, Channel.EMAIL, Channel.SMS)
REFUSALS = tuple(kind for kind in ConsentKind if kind is not ConsentKind.GIVEN)


@st.composite
def events(draw: st.DrawFn, most: int = 12) -> list[ConsentEvent]:
    """A history of one subject; instants are few, so that some coincide."""
    made = []
    for number in range(draw(st.integers(0, most))):
        about_purpose = draw(st.booleans())
        at = START + timedelta(minutes=draw(st.integers(0, 8)))
        made.append(
            ConsentEvent(
                id=f"event-{number}",
                organisation=OrganisationId("acme"),
                subject=SubjectId("alice"),
                kind=draw(st.sampled_from(list(ConsentKind))),
                purpose=draw(st.sampled_from(PURPOSES)) if about_purpose else None,
                choice=None if about_purpose else draw(st.sampled_from(CHOICES)),
                channel=draw(st.sampled_from(CHANNELS)),
                at=at,
                recorded_at=at,
                version="1",
                text_shown="shown",
                text_digest="digest",
                surface=Surface.FORM,
                language="en",
            )
        )
    return made


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """A policy whose purposes are any tree, and whose choices are about any practices and channels."""
    purposes = {}
    for index, name in enumerate(PURPOSES):
        parents = draw(st.lists(st.sampled_from(PURPOSES[:index]), max_size=2)) if index else []
        purposes[name] = Purpose(is_=tuple(parents))
    choices = {
        id_: Choice(
            id=id_,
            of=tuple(sorted(draw(st.sets(st.sampled_from(PRACTICES), min_size=1)))),
            channel=tuple(sorted(draw(st.sets(st.sampled_from([Channel.EMAIL, Channel.SMS]))))),
            available=draw(st.booleans()),
        )
        for id_ in CHOICES
    }
    practices = {
        id_: Practice(id=id_, do=(Act.USE,), data=(DataName("email_address"),), for_=(purpose,), modal=Modal.MAY)
        for id_, purpose in zip(PRACTICES, PURPOSES, strict=True)
    }
    return Policy(
        head=Head(organisation=OrganisationId("acme"), version="1", effective=Effective(existing=date(2024, 1, 1))),
        purposes=purposes,
        practices=practices,
        choices=choices,
    )


def naive(history: list[ConsentEvent], policy: Policy, index: int, channel: Channel | None) -> str | None:
    """The id of the event that holds, worked out from all events by the rules as they read, without `derive`."""
    purpose, practice = PURPOSES[index], PRACTICES[index]
    ancestors = {purpose}
    for _ in PURPOSES:
        ancestors |= {PurposeName(parent) for name in ancestors for parent in policy.purposes[name].is_}
    speaking = []
    for event in history:
        if event.channel not in (None, channel):
            continue
        if event.purpose is not None:
            speaks = event.purpose in ancestors
        else:
            assert event.choice is not None
            choice = policy.choices[event.choice]
            speaks = choice.available and practice in choice.of and (not choice.channel or channel in choice.channel)
        if speaks:
            speaking.append(event)
    if not speaking:
        return None
    latest = max(event.at for event in speaking)
    at_last = [event for event in speaking if event.at == latest]
    refusals = [event for event in at_last if event.kind is not ConsentKind.GIVEN]
    return max(refusals or at_last, key=lambda e: (e.kind, e.id)).id


def asked(words: tuple[Word, ...], policy: Policy, index: int, channel: Channel | None) -> Word | None:
    choices = choices_over(policy, PRACTICES[index], channel)
    return last_word(words, upward(policy, PURPOSES[index]), choices, channel)


def questions() -> list[tuple[int, Channel | None]]:
    return [(index, channel) for index in range(len(PURPOSES)) for channel in (*CHANNELS, Channel.POST)]


@given(events(), policies())
def test_the_derived_word_is_the_one_that_all_events_give(history: list[ConsentEvent], policy: Policy) -> None:
    words = derive(history)

    for index, channel in questions():
        word = asked(words, policy, index, channel)
        assert (None if word is None else word.event) == naive(history, policy, index, channel)


@given(events(), policies())
def test_condensed_words_give_the_same_answers(history: list[ConsentEvent], policy: Policy) -> None:
    words = derive(history)
    condensed = condense(words, policy)

    assert len(condensed) <= len(words)
    for index, channel in questions():
        full, brief = asked(words, policy, index, channel), asked(condensed, policy, index, channel)
        assert (full, full and full.event) == (brief, brief and brief.event)


@given(events(), policies(), st.integers(0, len(PURPOSES) - 1), st.sampled_from(REFUSALS), st.sampled_from(CHANNELS))
def test_what_was_refused_last_is_refused_in_all_its_parts(
    history: list[ConsentEvent], policy: Policy, index: int, kind: ConsentKind, channel: Channel | None
) -> None:
    last = START + timedelta(hours=1)
    refusal = ConsentEvent(
        id="refusal",
        organisation=OrganisationId("acme"),
        subject=SubjectId("alice"),
        kind=kind,
        purpose=PURPOSES[index],
        choice=None,
        channel=channel,
        at=last,
        recorded_at=last,
        version="1",
        text_shown="",
        text_digest="",
        surface=Surface.LINK,
        language="en",
    )
    words = derive([*history, refusal])

    for part, by in questions():
        if PURPOSES[index] in upward(policy, PURPOSES[part]) and channel in (None, by):
            word = asked(words, policy, part, by)
            assert word is not None
            assert word.says is Says.NO


@given(events(), st.randoms(use_true_random=False))
def test_the_order_in_which_events_arrive_makes_no_difference(history: list[ConsentEvent], random: Random) -> None:
    shuffled = list(history)
    random.shuffle(shuffled)

    assert [(word, word.event) for word in derive(shuffled)] == [(word, word.event) for word in derive(history)]


@given(events())
def test_deriving_from_what_still_counts_changes_nothing(history: list[ConsentEvent]) -> None:
    words = derive(history)
    still_count = {word.event for word in words}

    assert derive([event for event in history if event.id in still_count]) == words


@given(events(), policies())
def test_condensing_twice_is_condensing_once(history: list[ConsentEvent], policy: Policy) -> None:
    once = condense(derive(history), policy)

    assert condense(once, policy) == once


@given(events(most=6))
def test_words_about_different_channels_may_be_said_in_either_order(history: list[ConsentEvent]) -> None:
    said = in_time(history)
    apart = [
        i
        for i in range(len(said) - 1)
        if said[i].channel and said[i + 1].channel and said[i].channel != said[i + 1].channel
    ]
    spaced = [replace(event, at=START + timedelta(hours=i)) for i, event in enumerate(said)]
    for i in apart:
        swapped = list(spaced)
        swapped[i] = replace(spaced[i], at=spaced[i + 1].at)
        swapped[i + 1] = replace(spaced[i + 1], at=spaced[i].at)
        assert derive(swapped) == derive(spaced)
