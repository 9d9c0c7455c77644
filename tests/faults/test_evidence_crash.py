"""A log stopped at any byte of a write verifies up to its last acknowledged entry, and opens and goes on."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from faults.stopping import Stopped, StoppingDisk
from troth.clock import SetClock
from troth.evidence import Draft, Log
from troth.evidence.verify import verify
from troth.words import OrganisationId, SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ACME, ALICE = OrganisationId("acme"), SubjectId("alice")


def clock() -> SetClock:
    return SetClock(datetime(2026, 3, 1, tzinfo=UTC))


def draft(number: int, *, sealed: bool = False, subject: SubjectId = ALICE) -> Draft:
    return Draft(ACME, "choice.recorded", subject, ("marketing", number), "canary@example.org" if sealed else None)


def let_go(log: Log) -> None:
    """What the kernel does when a process ends: descriptors and the lock are released, nothing is written."""
    log._journal.close()
    log._keys.close()
    log._opened.lock.close()
    log._closed = True


def steps_of(start: Path, work: Callable[[Log], None]) -> int:
    """How many bytes and steps the work takes when nothing stops it."""
    disk = StoppingDisk()
    place = start.with_name("counted")
    shutil.copytree(start, place)
    log = Log.open(place, clock(), disk=disk)
    disk.done = 0
    work(log)
    let_go(log)
    shutil.rmtree(place)
    return disk.done


def stop_after(start: Path, steps: int, work: Callable[[Log], None], *, power: bool) -> None:
    """Stop `work` after so many bytes and steps; the log must verify, open, and go on."""
    place = start.with_name("stopped")
    shutil.copytree(start, place)
    disk = StoppingDisk()
    log = Log.open(place, clock(), disk=disk)
    disk.left = steps
    acknowledged = log.size
    with pytest.raises(Stopped):
        work(log)
    acknowledged = max(acknowledged, log.size)  # the stop may have come in what follows an acknowledgement
    let_go(log)
    if power:
        disk.cut_power()
    verdict = verify(place)
    assert verdict.holds, (steps, verdict)
    assert verdict.size >= acknowledged, steps
    with Log.open(place, clock(), disk=StoppingDisk()) as again:
        assert again.size >= acknowledged
        before = again.size
        assert again.append(draft(999, sealed=True, subject=SubjectId("dana"))).index == before
        assert [entry.index for entry in again.entries()] == list(range(before + 1))
    verdict = verify(place)
    assert (verdict.holds, verdict.size) == (True, before + 1), (steps, verdict)
    shutil.rmtree(place)


def log_of(size: int, folder: Path) -> Path:
    with Log.create(folder / "start", "troth/acme", clock()) as log:
        log.append_many([draft(number, sealed=True) for number in range(size)])
    return folder / "start"


@pytest.fixture
def start(tmp_path: Path) -> Path:
    return log_of(3, tmp_path)


@pytest.fixture
def nearly_full(tmp_path: Path) -> Path:
    """Two entries short of a full tile."""
    return log_of(254, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("power", [False, True], ids=["killed", "power cut"])
def test_a_stop_at_every_byte_of_one_append_leaves_a_log_that_goes_on(start: Path, power: bool) -> None:  # noqa: FBT001 -- a parameter
    def work(log: Log) -> None:
        log.append(draft(3, sealed=True, subject=SubjectId("bob")))

    total = steps_of(start, work)
    assert total > 600, "a key, an entry, its hash, a signed checkpoint"
    for steps in range(0, total, 1 if not power else 7):
        stop_after(start, steps, work, power=power)


@pytest.mark.slow
@pytest.mark.parametrize("power", [False, True], ids=["killed", "power cut"])
def test_a_stop_anywhere_while_tiles_fill_and_a_checkpoint_is_published_leaves_a_log_that_goes_on(
    nearly_full: Path,
    power: bool,  # noqa: FBT001 -- a parameter
) -> None:
    def work(log: Log) -> None:
        log.append_many([draft(number) for number in range(254, 260)])
        log.checkpoint()

    total = steps_of(nearly_full, work)
    near_the_end = range(total - 60, total)
    for steps in sorted({*range(0, total, total // 80), *near_the_end}):
        stop_after(nearly_full, steps, work, power=power)


@pytest.mark.slow
def test_a_stop_at_every_byte_of_forgetting_leaves_the_key_whole_or_gone(start: Path) -> None:
    def work(log: Log) -> None:
        log.forget_subject(ALICE)

    for steps in range(steps_of(start, work)):
        place = start.with_name("stopped")
        shutil.copytree(start, place)
        disk = StoppingDisk()
        log = Log.open(place, clock(), disk=disk)
        disk.left = steps
        with pytest.raises(Stopped):
            work(log)
        let_go(log)
        assert verify(place).holds
        with Log.open(place, clock(), disk=StoppingDisk()) as again:
            again.forget_subject(ALICE)
            kinds = [entry.kind for entry in again.entries(3)]
            assert set(kinds) == {"subject.forgotten"}, "what was done is on record"
            assert len(kinds) <= 2
        assert verify(place).holds
        shutil.rmtree(place)


@pytest.mark.slow
def test_a_stop_at_any_step_of_creating_a_log_lets_it_be_created_again(tmp_path: Path) -> None:
    disk = StoppingDisk()
    Log.create(tmp_path / "counted", "troth/acme", clock(), disk=disk).close()
    for steps in range(disk.done):
        place = tmp_path / f"log-{steps}"
        stopping = StoppingDisk(steps)
        with pytest.raises(Stopped):
            Log.create(place, "troth/acme", clock(), disk=stopping)
        opener = Log.open if (place / "checkpoint").exists() else None
        healthy = StoppingDisk()
        log = opener(place, clock(), disk=healthy) if opener else Log.create(place, "troth/acme", clock(), disk=healthy)
        with log:
            log.append(draft(0, sealed=True))
        assert verify(place).size == 1


WRITER = """
import sys
from pathlib import Path
from troth.clock import SystemClock
from troth.evidence import Draft, Log
from troth.evidence import log as module
module.PUBLISH_ENTRIES = 300
path = Path(sys.argv[1])
log = Log.open(path, SystemClock()) if (path / "checkpoint").exists() else Log.create(path, "troth/acme", SystemClock())
print("ready", flush=True)
number = log.size
while True:
    subjects = [f"subject-{number + at}" for at in range(1 + number % 40)]
    drafts = [Draft("acme", "choice.recorded", subject, number, "canary@example.org") for subject in subjects]
    number = log.append_many(drafts)[-1].index + 1
    print(number, flush=True)
"""


@pytest.mark.slow
def test_a_writer_killed_at_random_moments_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "log"
    moments = random.Random(20260301)  # noqa: S311 -- moments to kill at, not secrets
    acknowledged = 0
    for _ in range(8):
        environment = dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path))
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, env=environment
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        for _ in range(moments.randrange(1, 60)):
            acknowledged = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read().split("\n")[:-1]  # a last line that is cut short was not read by anybody
        acknowledged = int(rest[-1]) if rest else acknowledged
        writer.stdout.close()
        writer.wait()
        verdict = verify(path)
        assert verdict.holds, verdict
        assert verdict.size >= acknowledged > 0


def test_a_log_is_verified_while_it_is_being_written(tmp_path: Path) -> None:
    path = tmp_path / "log"
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path))
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    try:
        for _ in range(25):
            acknowledged = int(writer.stdout.readline())
            verdict = verify(path)
            assert verdict.holds, verdict
            assert verdict.size >= acknowledged
    finally:
        writer.kill()
        writer.stdout.close()
        writer.wait()
