"""Time that never goes backwards, and identifiers that are ordered by it."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import troth.clock
from troth.clock import SetClock, SystemClock

if TYPE_CHECKING:
    import pytest

NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)


def as_uuid(id_: str) -> tuple[int, int, int]:
    """Milliseconds, version and variant (RFC 9562 section 5.7)."""
    number = int(id_, 16)
    return number >> 80, number >> 76 & 0xF, number >> 62 & 0b11


def test_the_system_clock_gives_aware_times_in_utc_that_do_not_fall() -> None:
    clock = SystemClock()
    times = [clock.now() for _ in range(100)]
    assert all(time.tzinfo is UTC for time in times)
    assert times == sorted(times)


def test_a_machine_that_was_set_back_holds_the_clock_still(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = [NOON, NOON - timedelta(hours=1), NOON + timedelta(seconds=1)]

    class Machine:
        @staticmethod
        def now(zone: object) -> datetime:
            assert zone is UTC
            return machine.pop(0)

    monkeypatch.setattr(troth.clock, "datetime", Machine)
    clock = SystemClock(_latest=datetime.min.replace(tzinfo=UTC))
    assert [clock.now() for _ in range(3)] == [NOON, NOON, NOON + timedelta(seconds=1)]


def test_identifiers_are_version_7_in_lower_case_hexadecimal() -> None:
    for id_ in (SystemClock().new_id(), SetClock(NOON).new_id()):
        assert re.fullmatch("[0-9a-f]{32}", id_)
        assert as_uuid(id_)[1:] == (7, 0b10)


def test_an_identifier_begins_with_its_time_in_milliseconds() -> None:
    assert as_uuid(SetClock(NOON).new_id())[0] == int(NOON.timestamp() * 1000)


def test_identifiers_of_later_times_are_later() -> None:
    clock = SetClock(NOON)
    made = []
    for _ in range(5):
        made.append(clock.new_id())
        clock.advance(timedelta(milliseconds=1))
    assert made == sorted(made)


def test_identifiers_differ_also_between_threads() -> None:
    clock = SystemClock()
    made: list[str] = []

    def make() -> None:
        made.extend(clock.new_id() for _ in range(500))

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 2000


def test_a_set_clock_stands_still_and_gives_the_same_series_again() -> None:
    one, other = SetClock(NOON), SetClock(NOON)
    assert one.now() == one.now() == NOON
    series = [one.new_id() for _ in range(3)]
    assert series == [other.new_id() for _ in range(3)]
    assert len(set(series)) == 3


def test_a_set_clock_can_be_moved_on_and_set_back() -> None:
    clock = SetClock(NOON)
    clock.advance(timedelta(days=1))
    assert clock.now() == NOON + timedelta(days=1)
    clock.advance(timedelta(days=-2))
    assert clock.now() == NOON - timedelta(days=1)
