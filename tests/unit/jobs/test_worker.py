"""Chores are done again and again; one that fails is said, and stops nothing."""

from __future__ import annotations

import json
import logging
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from django_set_up import set_up
from troth.errors import OutsideWorldFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.jobs.worker import Chore

OFTEN = timedelta(milliseconds=1)
SELDOM = timedelta(hours=1)


@pytest.fixture(scope="module", autouse=True)
def django() -> Iterator[None]:
    """A worker closes the connections of its thread, so it needs to know the database."""
    set_up()
    yield
    from django.db import connections

    connections.close_all()


def chore(do: object, name: str = "follow", every: timedelta = OFTEN) -> Chore:
    from troth.jobs.worker import Chore

    return Chore(name, every, do)  # type: ignore[arg-type]


def away() -> None:
    raise OutsideWorldFailed("the database does not answer", id="store.away", help="check that it runs")


def defect() -> None:
    address = "canary.person@mail.example"
    raise ValueError(address)


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    """What was logged, as it is written."""
    from troth.web.logs import JsonLines

    return [json.loads(JsonLines().format(record)) for record in caplog.records if record.name == "troth.jobs"]


def test_a_chore_that_fails_is_logged_by_its_name_and_its_id_and_runs_again(caplog: pytest.LogCaptureFixture) -> None:
    from troth.jobs import Worker

    tries: list[int] = []

    def fails_twice() -> None:
        tries.append(1)
        if len(tries) < 3:
            away()

    failing = chore(fails_twice)
    worker = Worker([failing])
    for expected in (1, 2, 0):
        failing.due = 0
        worker.run_due()
        assert failing.failures == expected
    first, second = lines(caplog)
    assert (first["event"], first["chore"], first["problem"]) == ("chore failed", "follow", "store.away")
    assert (first["failures"], second["failures"]) == (1, 2)
    assert first["level"] == "warning"


def test_a_defect_stops_no_other_chore_and_is_logged_without_its_text(caplog: pytest.LogCaptureFixture) -> None:
    from troth.jobs import Worker

    done: list[int] = []
    Worker([chore(defect), chore(lambda: done.append(1), "publish")]).run_due()
    assert done == [1]
    (line,) = lines(caplog)
    assert line["level"] == "error"
    assert line["exception"][0]["class"] == "builtins.ValueError"  # type: ignore[index]
    assert "canary" not in json.dumps(line)


def test_a_chore_waits_for_its_time() -> None:
    from troth.jobs import Worker

    done: list[int] = []
    worker = Worker([chore(lambda: done.append(1), every=SELDOM)])
    assert worker.run_due() > 3000
    worker.run_due()
    assert done == [1]


def test_a_worker_without_chores_waits() -> None:
    from troth.jobs import Worker

    assert Worker([]).run_due() > 1


def test_to_stop_waits_for_the_chore_under_way() -> None:
    from troth.jobs import Worker

    began, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def slow() -> None:
        began.set()
        may_end.wait(5)
        ended.set()

    never = chore(lambda: None, "publish", SELDOM)
    worker = Worker([chore(slow, every=SELDOM), never])
    worker.start()
    assert began.wait(5)
    threading.Timer(0.1, may_end.set).start()
    assert worker.stop()
    assert ended.is_set()
    assert never.runs == 0


def test_a_chore_that_does_not_end_is_cut_off_and_named(caplog: pytest.LogCaptureFixture) -> None:
    from troth.jobs import Worker

    began, may_end = threading.Event(), threading.Event()

    def stuck() -> None:
        began.set()
        may_end.wait(20)

    worker = Worker([chore(stuck, "publish")])
    worker.start()
    assert began.wait(5)
    assert not worker.stop(0.05)
    assert lines(caplog)[-1]["chore"] == "publish"
    may_end.set()
    assert worker.stop()


def test_a_worker_that_never_began_can_be_stopped() -> None:
    from troth.jobs import Worker

    assert Worker([]).stop()


def test_a_worker_holds_no_connection_between_two_chores(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connections

    from troth.jobs import Worker

    closed: list[int] = []
    monkeypatch.setattr(connections, "close_all", lambda: closed.append(1))
    Worker([chore(away), chore(lambda: None, "publish")]).run_due()
    assert closed == [1, 1]


def test_each_publication_that_fails_is_logged_with_its_organisation(caplog: pytest.LogCaptureFixture) -> None:
    from troth.installation import Settings
    from troth.jobs.chores import standing_chores
    from troth.words import OrganisationId

    class Failing:
        def publish_new(self) -> dict[OrganisationId, OutsideWorldFailed]:
            error = OutsideWorldFailed("it is damaged", id="evidence.log-damaged", help="look")
            return {OrganisationId("acme"): error, OrganisationId("globex"): error}

    publish = standing_chores(Settings(), None, Failing())[0]  # type: ignore[arg-type]
    assert publish.name == "publish"
    with pytest.raises(OutsideWorldFailed):
        publish.do()
    assert [line["organisation"] for line in lines(caplog)] == ["acme", "globex"]


def test_what_was_erased_is_swept_from_the_disk_but_not_at_the_start() -> None:
    from time import monotonic

    from troth.installation import Settings
    from troth.jobs.chores import standing_chores
    from troth.store.opened import sweep

    sweeping = next(each for each in standing_chores(Settings(), None, None) if each.name == "sweep")  # type: ignore[arg-type]
    assert sweeping.do is sweep
    assert sweeping.due > monotonic() + 60


def test_the_names_that_a_worker_logs_are_written(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    logging.getLogger("troth.jobs").info("chore failed", extra={"chore": "purge", "failures": 3, "address": "x@y.z"})
    (line,) = lines(caplog)
    assert (line["chore"], line["failures"]) == ("purge", 3)
    assert "address" not in line
