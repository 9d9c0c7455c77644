from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from troth.requests.deadlines import can_extend, dues, first, overdue
from troth.requests.limits import is_too_often, reaches_back_to
from troth.requests.proof import is_proven, tier_for
from troth.requests.request import (
    ENDS,
    NEXT,
    Agent,
    Denial,
    MoveRefused,
    State,
    Tier,
    denied,
    handed_over,
    moved,
)
from troth.words import RightKind
from unit.requests.cast import NOW, policy, request


@pytest.mark.parametrize("state", list(State))
def test_a_request_goes_only_where_its_state_leads(state: State) -> None:
    here = replace(request(RightKind.ERASE), state=state)
    for to in State:
        if to in NEXT[state]:
            there = moved(here, to, NOW)
            assert there.state is to
            assert (there.closed_at is not None) == (to in ENDS)
        else:
            with pytest.raises(MoveRefused):
                moved(here, to, NOW)


@pytest.mark.parametrize("state", [state for state in State if state not in ENDS])
def test_every_state_that_is_no_end_leads_to_one(state: State) -> None:
    reached, waiting = {state}, [state]
    while waiting:
        for to in NEXT[waiting.pop()] - reached:
            reached.add(to)
            waiting.append(to)
    assert reached & ENDS


def test_done_is_never_answered_without_being_verified() -> None:
    assert State.ANSWERED not in NEXT[State.DONE]
    assert State.ANSWERED not in NEXT[State.APPROVED]


def test_a_denial_has_a_reason_and_a_hand_over_too() -> None:
    refused = denied(request(RightKind.ERASE), Denial.NOT_PROVEN, NOW)
    assert (refused.state, refused.denial) == (State.DENIED, Denial.NOT_PROVEN)
    with pytest.raises(MoveRefused):
        handed_over(request(RightKind.ERASE), "", NOW)
    assert handed_over(request(RightKind.ERASE), "requests.still-there", NOW).state is State.HANDED_OVER


def test_a_request_shows_nothing_personal() -> None:
    asked = replace(request(RightKind.ERASE), agent=Agent(name="Eve Canary"))
    assert "alice@" not in repr(asked)
    assert "Canary" not in repr(asked)


def test_the_promise_and_the_law_stand_side_by_side_and_the_earliest_matters() -> None:
    found = dues(request(RightKind.ERASE), policy())
    assert [(due.source, due.on.isoformat()) for due in found] == [
        ("eu-gdpr.answer", "2026-12-22"),
        ("notice", "2026-12-22"),
    ]
    assert found[1].is_promise
    assert found[1].clauses == ("s6",)
    assert first(found) == found[0]
    assert first(()) is None


def test_a_request_is_late_from_the_day_after() -> None:
    found = dues(request(RightKind.ERASE), policy())
    last = datetime(2026, 12, 22, 23, 59, tzinfo=UTC)
    assert overdue(found, last) == ()
    assert overdue(found, last + timedelta(minutes=1)) == found


def test_an_extension_counts_only_while_the_first_period_runs() -> None:
    asked = request(RightKind.ERASE)
    found = dues(asked)
    assert can_extend(asked, found, NOW)
    assert not can_extend(asked, found, NOW + timedelta(days=40))
    extended = replace(asked, extended_at=NOW + timedelta(days=3), extended_for="complex")
    assert not can_extend(extended, dues(extended), NOW + timedelta(days=4))
    assert dues(extended)[0].on.isoformat() == "2027-02-22"


def test_the_day_of_receipt_is_that_of_the_organisation() -> None:
    from zoneinfo import ZoneInfo

    late = replace(request(RightKind.ACCESS), received_at=datetime(2026, 9, 14, 23, 30, tzinfo=UTC))
    assert dues(late)[0].on.isoformat() == "2026-10-14"
    assert dues(late, zone=ZoneInfo("Europe/Paris"))[0].on.isoformat() == "2026-10-15"


def test_twice_in_twelve_months_is_granted_and_the_third_time_may_be_refused() -> None:
    know = replace(request(RightKind.KNOW), regimes=("us-ca-ccpa",), id="r9")
    earlier = [replace(know, id=f"r{n}", received_at=NOW - timedelta(days=100 * n)) for n in (1, 2)]
    assert not is_too_often(policy(), know, earlier[:1])
    assert is_too_often(policy(), know, earlier)
    long_ago = [earlier[0], replace(earlier[1], received_at=NOW - timedelta(days=366))]
    assert not is_too_often(policy(), know, long_ago)
    refused = [earlier[0], replace(earlier[1], state=State.DENIED)]
    assert not is_too_often(policy(), know, refused)


def test_a_law_without_such_a_limit_grants_more_than_the_notice() -> None:
    know = replace(request(RightKind.KNOW), regimes=("eu-gdpr",), id="r9")
    earlier = [replace(know, id=f"r{n}", received_at=NOW - timedelta(days=n)) for n in (1, 2, 3)]
    assert not is_too_often(policy(), know, earlier)


def test_a_look_back_of_the_notice_ends_where_a_law_goes_further() -> None:
    know = replace(request(RightKind.KNOW), regimes=())
    assert reaches_back_to(policy(), know) == NOW.replace(year=2025)
    assert reaches_back_to(policy(), replace(know, regimes=("us-ca-ccpa",))) == datetime(2022, 1, 1, tzinfo=UTC)
    assert reaches_back_to(policy(), replace(know, regimes=("eu-gdpr",))) is None


@pytest.mark.parametrize(
    ("kind", "regimes", "tier"),
    [
        (RightKind.OPT_OUT, ("us-ca-ccpa",), Tier.NONE),
        (RightKind.OBJECT, ("eu-gdpr",), Tier.NONE),
        (RightKind.ACCESS, ("eu-gdpr",), Tier.REACHED),
        (RightKind.ACCESS, ("us-ca-ccpa",), Tier.DECLARED),
        (RightKind.ERASE, ("us-ca-ccpa",), Tier.DECLARED),
        (RightKind.ERASE, ("eu-gdpr", "us-ca-ccpa"), Tier.REACHED),
        (RightKind.RECTIFY, ("us-ca-ccpa",), Tier.REACHED),
    ],
)
def test_no_more_proof_is_asked_than_the_request_needs(kind: RightKind, regimes: tuple[str, ...], tier: Tier) -> None:
    assert tier_for(kind, regimes) is tier
    asked = replace(request(kind), regimes=regimes, tier=tier)
    assert is_proven(asked)
    assert tier is Tier.NONE or not is_proven(replace(asked, tier=Tier.NONE))


def test_an_agent_needs_a_permission_that_was_seen() -> None:
    asked = replace(request(RightKind.OPT_OUT), agent=Agent(name="Eve"))
    assert not is_proven(asked)
    assert is_proven(replace(asked, agent=Agent(name="Eve", permission_seen_at=NOW)))
