from __future__ import annotations

from datetime import timedelta

import pytest

from troth.requests.flow import (
    ATTEMPTS,
    ROUNDS,
    Ended,
    Following,
    Step,
    StepKind,
    after,
    after_approval,
    after_find,
    begins_with,
    wait_before,
)
from troth.words import RightKind

ROW_KINDS = [RightKind.ACCESS, RightKind.KNOW, RightKind.PORT, RightKind.ERASE, RightKind.RECTIFY]


def walk(kind: RightKind, systems: tuple[str, ...] = ("a", "b")) -> list[str]:
    """Every step of a request that nothing goes wrong with."""
    waiting = list(begins_with(kind))
    taken: list[str] = []
    while waiting:
        step = waiting.pop(0)
        taken.append(f"{step.kind}:{step.system}" if step.system else step.kind.value)
        if step.kind is StepKind.FIND:
            following = after_find(kind, systems, sound=True, approved_by_rule=False)
        elif step.kind is StepKind.APPROVE:
            following = after_approval(kind, systems)
        else:
            following = after(kind, step, Ended.DONE, attempt=1, round_=1, others_open=bool(waiting))
        waiting += following.steps
    return taken


def test_an_erasure_is_found_approved_carried_out_verified_suppressed_told_and_answered() -> None:
    assert walk(RightKind.ERASE) == [
        "find", "approve", "act:a", "act:b", "verify", "suppress", "instruct", "answer",
    ]  # fmt: skip


def test_access_is_read_and_answered() -> None:
    assert walk(RightKind.ACCESS) == ["find", "approve", "collect", "answer"]


def test_a_correction_is_told_to_recipients_and_forgets_nobody() -> None:
    assert walk(RightKind.RECTIFY) == ["find", "approve", "act:a", "act:b", "verify", "instruct", "answer"]


def test_a_word_is_recorded_and_answered_and_a_restriction_told_to_recipients() -> None:
    assert walk(RightKind.OPT_OUT) == ["say", "answer"]
    assert walk(RightKind.RESTRICT) == ["say", "instruct", "answer"]


@pytest.mark.parametrize("kind", list(RightKind))
def test_every_kind_of_request_ends_in_an_answer(kind: RightKind) -> None:
    assert walk(kind)[-1] == "answer"
    assert walk(kind, ())[-1] == "answer"


@pytest.mark.parametrize("kind", [RightKind.ERASE, RightKind.RECTIFY])
def test_nothing_that_changes_rows_is_answered_unverified_even_where_nothing_was_found(kind: RightKind) -> None:
    assert "verify" in walk(kind, ())


@pytest.mark.parametrize("kind", ROW_KINDS)
def test_a_plan_with_a_problem_is_never_approved_by_a_rule(kind: RightKind) -> None:
    asks = Following((Step(StepKind.APPROVE),))
    assert after_find(kind, ["a"], sound=False, approved_by_rule=True) == asks
    assert after_find(kind, ["a"], sound=True, approved_by_rule=False) == asks
    assert after_find(kind, ["a"], sound=True, approved_by_rule=True) == after_approval(kind, ["a"])


def test_verification_waits_for_every_system() -> None:
    step = Step(StepKind.ACT, "a")
    assert after(RightKind.ERASE, step, Ended.DONE, attempt=1, round_=0, others_open=True) == Following()


def test_what_could_not_be_done_is_tried_again_and_then_a_person_goes_on() -> None:
    step = Step(StepKind.ACT, "a")
    again = after(RightKind.ERASE, step, Ended.AGAIN, attempt=ATTEMPTS - 1, round_=0, others_open=True)
    assert again == Following((step,))
    given_up = after(RightKind.ERASE, step, Ended.AGAIN, attempt=ATTEMPTS, round_=0, others_open=True)
    assert given_up == Following(person="requests.act-unreachable")


def test_a_refusal_goes_to_a_person_at_once() -> None:
    step = Step(StepKind.ACT, "a")
    refused = after(RightKind.ERASE, step, Ended.REFUSED, attempt=1, round_=0, others_open=False)
    assert refused == Following(person="requests.act-refused")


def test_what_is_still_there_is_looked_for_again_and_then_a_person_goes_on() -> None:
    step = Step(StepKind.VERIFY)
    left = after(RightKind.ERASE, step, Ended.LEFT, attempt=1, round_=ROUNDS - 1, others_open=False)
    assert left == Following((Step(StepKind.FIND),))
    too_often = after(RightKind.ERASE, step, Ended.LEFT, attempt=1, round_=ROUNDS, others_open=False)
    assert too_often == Following(person="requests.still-there")


def test_waits_grow_and_stay_below_two_hours() -> None:
    waits = [wait_before(attempt) for attempt in range(1, ATTEMPTS + 1)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=10)
    assert waits[-1] == timedelta(hours=2)
