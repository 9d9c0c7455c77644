from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from troth.consent.events import ConsentEvent, ConsentKind
from troth.consent.signals import HeardSignal, LastSaid, last_said, opts_out_of, read_signals, stance
from troth.consent.state import Says, Word, derive
from troth.errors import WrongUse
from troth.policy.model import Signal, SignalName, SignalState
from troth.words import PracticeId, PurposeName

if TYPE_CHECKING:
    from troth.policy.model import Policy

GPC, DNT = SignalName.GPC, SignalName.DNT
SELL, SHARE, USE = map(PracticeId, ("sell-lists", "share-partners", "use-marketing"))
MARKETING = PurposeName("marketing")
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)

Say = Callable[..., ConsentEvent]


def declaring(policy: Policy, name: SignalName, state: SignalState, *of: PracticeId) -> Policy:
    return replace(policy, signals={name: Signal(state=state, of=of)})


def word(event: ConsentEvent) -> Word:
    (only,) = derive([event])
    return only


@pytest.mark.parametrize(
    "headers",
    [
        [("Sec-GPC", "1")],
        [("sec-gpc", " 1 ")],
        [("Sec-GPC", "1"), ("Sec-GPC", "1")],
        [("Sec-GPC", "1, 1")],
        [("Sec-GPC", "0"), ("Sec-GPC", "1")],
        [("Host", "example.com"), ("SEC-GPC", "1")],
    ],
)
def test_any_sec_gpc_of_one_counts_even_doubled(headers: list[tuple[str, str]]) -> None:
    assert read_signals(headers) == {GPC}


@pytest.mark.parametrize("value", ["0", "", "true", "11", "1.0", "?1", "null"])
def test_any_other_value_of_sec_gpc_is_no_signal(value: str) -> None:
    assert read_signals([("Sec-GPC", value)]) == frozenset()


@pytest.mark.parametrize(
    ("value", "heard"), [("1", {DNT}), ("1xyz", {DNT}), ("0", set()), ("", set()), ("null", set())]
)
def test_do_not_track_is_read(value: str, heard: set[SignalName]) -> None:
    assert read_signals([("DNT", value)]) == heard


def test_both_signals_are_read_from_one_request() -> None:
    assert read_signals([("DNT", "1"), ("Sec-GPC", "1")]) == {DNT, GPC}
    assert read_signals([]) == frozenset()


def test_the_stance_is_what_the_notice_says(policy: Policy) -> None:
    assert stance(declaring(policy, DNT, SignalState.IGNORED), DNT) is SignalState.IGNORED
    assert stance(policy, GPC) is SignalState.UNSTATED


def test_an_honoured_signal_opts_out_of_sale_and_of_sharing_with_a_choice(policy: Policy) -> None:
    assert opts_out_of(declaring(policy, GPC, SignalState.HONOURED), GPC) == {SELL, SHARE}


def test_a_notice_can_say_what_its_signal_opts_out_of(policy: Policy) -> None:
    assert opts_out_of(declaring(policy, GPC, SignalState.HONOURED, USE), GPC) == {USE}


@pytest.mark.parametrize("state", [SignalState.IGNORED, SignalState.UNSTATED])
def test_a_signal_that_is_not_honoured_does_nothing(policy: Policy, state: SignalState) -> None:
    declared = declaring(policy, GPC, state)

    assert opts_out_of(declared, GPC) == frozenset()
    assert last_said(declared, SELL, None, [HeardSignal(GPC, NOON)]) is None


def test_an_honoured_signal_speaks_where_the_subject_is_silent(policy: Policy) -> None:
    honoured = declaring(policy, GPC, SignalState.HONOURED)
    heard = [HeardSignal(GPC, NOON)]

    assert last_said(honoured, SELL, None, heard) == LastSaid(Says.NO, signal=GPC)
    assert last_said(honoured, USE, None, heard) is None
    assert last_said(honoured, SELL, None, []) is None


def test_an_explicit_later_word_goes_before_the_signal(policy: Policy, say: Say) -> None:
    honoured = declaring(policy, GPC, SignalState.HONOURED)
    said = say(ConsentKind.GIVEN, purpose=MARKETING)
    before, after = said.at - timedelta(hours=1), said.at + timedelta(hours=1)

    assert last_said(honoured, SELL, word(said), [HeardSignal(GPC, before)]) == LastSaid(Says.YES, word=word(said))
    assert last_said(honoured, SELL, word(said), [HeardSignal(GPC, after)]) == LastSaid(Says.NO, signal=GPC)
    assert last_said(honoured, SELL, word(said), [HeardSignal(GPC, said.at)]) == LastSaid(Says.NO, signal=GPC)


def test_a_word_of_unknown_time_does_not_go_before_the_signal(policy: Policy) -> None:
    honoured = declaring(policy, GPC, SignalState.HONOURED)
    timeless = Word(MARKETING, None, None, ConsentKind.GIVEN)

    assert last_said(honoured, SELL, timeless, [HeardSignal(GPC, NOON)]) == LastSaid(Says.NO, signal=GPC)


def test_of_two_signals_the_younger_is_compared_with_the_word(policy: Policy, say: Say) -> None:
    both = replace(
        policy,
        signals={GPC: Signal(state=SignalState.HONOURED), DNT: Signal(state=SignalState.HONOURED)},
    )
    said = say(ConsentKind.GIVEN, purpose=MARKETING)
    heard = [HeardSignal(GPC, said.at - timedelta(hours=1)), HeardSignal(DNT, said.at + timedelta(hours=1))]

    assert last_said(both, SELL, word(said), heard) == LastSaid(Says.NO, signal=DNT)


def test_a_refusal_is_her_own_word_whatever_the_browser_says(policy: Policy, say: Say) -> None:
    honoured = declaring(policy, GPC, SignalState.HONOURED)
    said = say(ConsentKind.OPTED_OUT, purpose=MARKETING)

    assert last_said(honoured, SELL, word(said), [HeardSignal(GPC, said.at + timedelta(hours=1))]) == LastSaid(
        Says.NO, word=word(said)
    )


def test_a_signal_is_heard_at_a_time_everybody_understands() -> None:
    with pytest.raises(WrongUse, match=r"consent\.naive-time"):
        HeardSignal(GPC, datetime(2024, 3, 1))  # noqa: DTZ001 -- a naive time is the point
