from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from troth.consent.events import TOLERANCE, ConsentEvent, ConsentKind, Draft, Surface, digest, record
from troth.errors import Problem, WrongUse
from troth.words import Channel, ChoiceId, OrganisationId, PurposeName, SubjectId

if TYPE_CHECKING:
    from troth.clock import SetClock
    from troth.policy.model import Policy

CANARY = "alice.canary@example.com"


def draft(**changes: Any) -> Draft:
    fields: dict[str, Any] = {
        "organisation": OrganisationId("acme"),
        "subject": SubjectId("subject-alice"),
        "kind": ConsentKind.GIVEN,
        "surface": Surface.FORM,
        "purpose": PurposeName("newsletter"),
        "text_shown": "Yes, send me the newsletter.",
    }
    return Draft(**(fields | changes))


def problems_of(result: ConsentEvent | list[Problem]) -> list[str]:
    assert isinstance(result, list), "the event was recorded"
    return [problem.id for problem in result]


def recorded(result: ConsentEvent | list[Problem]) -> ConsentEvent:
    assert isinstance(result, ConsentEvent), result
    return result


def test_an_event_keeps_what_was_shown_when_and_under_which_version(policy: Policy, clock: SetClock) -> None:
    event = recorded(record(policy, draft(channel=Channel.EMAIL), clock))

    assert event.version == "2024-01-01"
    assert event.at == event.recorded_at == datetime(2024, 3, 1, 12, tzinfo=UTC)
    assert event.text_shown == "Yes, send me the newsletter."
    assert event.text_digest == digest("Yes, send me the newsletter.")
    assert event.channel is Channel.EMAIL
    assert event.language == "en"
    assert len(event.id) == 32


def test_the_digest_is_sha_256() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_an_event_keeps_the_language_that_was_spoken(policy: Policy, clock: SetClock) -> None:
    assert recorded(record(policy, draft(language="fr"), clock)).language == "fr"


def test_a_time_of_another_zone_is_kept_in_utc(policy: Policy, clock: SetClock) -> None:
    at = datetime(2024, 3, 1, 12, 30, tzinfo=timezone(timedelta(hours=2)))
    event = recorded(record(policy, draft(at=at), clock))

    assert event.at.utcoffset() == timedelta(0)
    assert event.at == at


def test_an_undeclared_purpose_cannot_be_chosen(policy: Policy, clock: SetClock) -> None:
    result = record(policy, draft(purpose=PurposeName("profiling")), clock)

    assert problems_of(result) == ["consent.undeclared-purpose"]
    assert isinstance(result, list)
    assert "`profiling`" in result[0].text


def test_an_undeclared_choice_cannot_be_made(policy: Policy, clock: SetClock) -> None:
    result = record(policy, draft(purpose=None, choice=ChoiceId("stop-calls")), clock)

    assert problems_of(result) == ["consent.undeclared-choice"]


@pytest.mark.parametrize("about", [{"purpose": PurposeName(CANARY)}, {"purpose": None, "choice": ChoiceId(CANARY)}])
def test_a_problem_never_repeats_what_may_be_personal(policy: Policy, clock: SetClock, about: dict[str, Any]) -> None:
    result = record(policy, draft(**about, subject=SubjectId(CANARY), text_shown=CANARY), clock)

    assert problems_of(result)
    assert isinstance(result, list)
    assert "canary" not in "".join(map(str, result))


def test_a_choice_that_the_notice_does_not_offer_cannot_be_made(policy: Policy, clock: SetClock) -> None:
    about = {"purpose": None, "choice": ChoiceId("no-service-choice")}
    result = record(policy, draft(kind=ConsentKind.OPTED_OUT, **about), clock)

    assert problems_of(result) == ["consent.no-such-choice"]


@pytest.mark.parametrize("channel", [None, Channel.EMAIL])
def test_service_messages_cannot_be_refused_by_their_purpose_either(
    policy: Policy, clock: SetClock, channel: Channel | None
) -> None:
    # `share-hosts` serves the purpose too, and nothing says that it cannot be refused
    del policy.practices["share-hosts"]  # type: ignore[arg-type] # the key is a name
    refusal = draft(kind=ConsentKind.REFUSED, purpose=PurposeName("service_messages"), channel=channel)

    assert problems_of(record(policy, refusal, clock)) == ["consent.no-such-choice"]


def test_a_purpose_with_one_practice_that_can_be_refused_can_be(policy: Policy, clock: SetClock) -> None:
    refusal = draft(kind=ConsentKind.REFUSED, purpose=PurposeName("service_messages"))

    assert recorded(record(policy, refusal, clock)).purpose == "service_messages"


def test_a_choice_reaches_its_own_channels_only(policy: Policy, clock: SetClock) -> None:
    about: dict[str, Any] = {"purpose": None, "choice": ChoiceId("stop-newsletter")}

    assert problems_of(record(policy, draft(**about, channel=Channel.SMS), clock)) == ["consent.channel-not-offered"]
    assert recorded(record(policy, draft(**about, channel=Channel.POST), clock)).channel is Channel.POST


@pytest.mark.parametrize("about", [{"purpose": None}, {"choice": ChoiceId("stop-newsletter")}])
def test_an_event_is_about_exactly_one_thing(policy: Policy, clock: SetClock, about: dict[str, Any]) -> None:
    assert "consent.about-one-thing" in problems_of(record(policy, draft(**about), clock))


def test_another_organisations_event_is_not_recorded(policy: Policy, clock: SetClock) -> None:
    result = record(policy, draft(organisation=OrganisationId("charlies-employer")), clock)

    assert problems_of(result) == ["consent.other-organisation"]


def test_consent_before_no_text_is_no_consent(policy: Policy, clock: SetClock) -> None:
    assert problems_of(record(policy, draft(text_shown="  "), clock)) == ["consent.no-text-shown"]


def test_a_refusal_needs_no_text(policy: Policy, clock: SetClock) -> None:
    assert recorded(record(policy, draft(kind=ConsentKind.WITHDRAWN, text_shown=""), clock)).text_shown == ""


def test_all_problems_are_told_at_once(policy: Policy, clock: SetClock) -> None:
    wrong = draft(
        organisation=OrganisationId("charlies-employer"),
        purpose=PurposeName("profiling"),
        text_shown="",
        at=datetime(2024, 3, 1, 12),  # noqa: DTZ001 -- a naive time is the point
    )

    assert set(problems_of(record(policy, wrong, clock))) == {
        "consent.other-organisation",
        "consent.undeclared-purpose",
        "consent.no-text-shown",
        "consent.naive-time",
    }


def test_a_time_to_come_is_not_believed(policy: Policy, clock: SetClock) -> None:
    future = clock.now() + TOLERANCE + timedelta(seconds=1)

    assert problems_of(record(policy, draft(at=future), clock)) == ["consent.from-the-future"]
    assert recorded(record(policy, draft(at=clock.now() + TOLERANCE), clock)).at == clock.now() + TOLERANCE


def test_a_clock_that_went_back_is_told(policy: Policy, clock: SetClock) -> None:
    before = clock.now()
    clock.advance(-timedelta(days=1))

    assert problems_of(record(policy, draft(), clock, previous_at=before)) == ["consent.clock-went-back"]
    assert problems_of(record(policy, draft(late=True), clock, previous_at=before)) == ["consent.clock-went-back"]


def test_two_clocks_that_differ_a_little_keep_the_order_of_recording(policy: Policy, clock: SetClock) -> None:
    before = clock.now()
    clock.advance(-timedelta(seconds=2))
    event = recorded(record(policy, draft(), clock, previous_at=before))

    assert event.at == before
    assert event.recorded_at == before - timedelta(seconds=2)


def test_an_earlier_time_never_takes_its_place_silently(policy: Policy, clock: SetClock) -> None:
    at = clock.now() - timedelta(days=3)

    assert problems_of(record(policy, draft(at=at), clock, previous_at=clock.now())) == ["consent.clock-went-back"]


def test_a_letter_that_was_on_its_way_takes_its_place_openly(policy: Policy, clock: SetClock) -> None:
    at = clock.now() - timedelta(days=3)
    letter = draft(kind=ConsentKind.WITHDRAWN, surface=Surface.POST, at=at, late=True)
    event = recorded(record(policy, letter, clock, previous_at=clock.now()))

    assert (event.at, event.recorded_at, event.late) == (at, clock.now(), True)


def test_an_event_cannot_be_built_about_nothing_or_at_no_time(policy: Policy, clock: SetClock) -> None:
    event = recorded(record(policy, draft(), clock))
    fields = {name: getattr(event, name) for name in ConsentEvent.__dataclass_fields__}

    with pytest.raises(WrongUse, match=r"consent\.about-one-thing"):
        ConsentEvent(**(fields | {"purpose": None}))
    with pytest.raises(WrongUse, match=r"consent\.naive-time"):
        ConsentEvent(**(fields | {"at": datetime(2024, 3, 1, 12)}))  # noqa: DTZ001 -- a naive time is the point
