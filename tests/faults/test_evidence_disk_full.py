"""A full disk during an append: an error that says so, nothing changed, and appends work once there is room."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from troth.clock import SetClock
from troth.errors import OutsideWorldFailed
from troth.evidence import Draft, Log
from troth.evidence.disk import Disk
from troth.evidence.verify import verify
from troth.words import OrganisationId, SubjectId

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ACME = OrganisationId("acme")


def clock() -> SetClock:
    return SetClock(datetime(2026, 3, 1, tzinfo=UTC))


def draft(number: int) -> Draft:
    return Draft(ACME, "choice.recorded", SubjectId(f"subject-{number}"), number, "canary@example.org")


def fill_and_go_on(path: Path, make_room: object) -> None:
    """Append until there is no room; then make room and append again."""
    assert callable(make_room)
    log = Log.open(path, clock())
    before = log.size
    refused = None
    for number in range(20_000):
        size, checkpoint = log.size, log._state.checkpoint
        try:
            log.append_many([draft(number * 10 + at) for at in range(10)])
        except OutsideWorldFailed as error:
            refused = error
            break
    assert refused is not None
    assert refused.id == "evidence.disk-full"
    assert "canary" not in str(refused)
    assert (log.size, log._state.checkpoint) == (size, checkpoint)
    assert size > before
    verdict = verify(path)
    assert (verdict.holds, verdict.size) == (True, size), verdict
    with pytest.raises(OutsideWorldFailed, match=r"evidence\.disk-full"):
        log.append_many([draft(number) for number in range(500)])

    make_room()

    assert log.append(draft(1)).index == size
    log.close()
    assert verify(path).size == size + 1
    with Log.open(path, clock()) as again:
        assert [entry.index for entry in again.entries()] == list(range(size + 1))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)],  # noqa: S607 -- found where the system keeps it
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root; the test with a limit on file sizes stands in for it")
    yield place
    subprocess.run(["umount", str(place)], check=True)  # noqa: S607 -- as above


def test_a_disk_that_is_full_refuses_and_goes_on_when_there_is_room(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(1_000_000))
    Log.create(small_disk / "log", "troth/acme", clock()).close()
    fill_and_go_on(small_disk / "log", ballast.unlink)


def test_a_log_cannot_be_half_created_on_a_full_disk(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    free = os.statvfs(small_disk)
    ballast.write_bytes(bytes(free.f_bavail * free.f_frsize))
    with pytest.raises(OutsideWorldFailed, match=r"evidence\.disk-full"):
        Log.create(small_disk / "log", "troth/acme", clock())
    ballast.unlink()
    with Log.create(small_disk / "log", "troth/acme", clock()) as log:
        log.append(draft(0))
    assert verify(small_disk / "log").size == 1


def test_a_limit_on_file_sizes_refuses_and_goes_on_when_it_is_lifted(tmp_path: Path) -> None:
    Log.create(tmp_path / "log", "troth/acme", clock()).close()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
        fill_and_go_on(tmp_path / "log", lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)


class FailingDisk(Disk):
    """Fails the next sync with this error, and, where it is broken, the repair after it too."""

    def __init__(self) -> None:
        self.error = 0
        self.is_broken = False

    def sync(self, descriptor: int) -> None:
        if self.error:
            number, self.error = self.error, 0
            raise OSError(number, os.strerror(number))
        super().sync(descriptor)

    def truncate(self, descriptor: int, size: int) -> None:
        if self.is_broken:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        super().truncate(descriptor, size)


@pytest.mark.parametrize(
    ("error", "rule"), [(errno.ENOSPC, "evidence.disk-full"), (errno.EIO, "evidence.write-failed")]
)
def test_a_sync_that_fails_changes_nothing(tmp_path: Path, error: int, rule: str) -> None:
    disk = FailingDisk()
    with Log.create(tmp_path / "log", "troth/acme", clock(), disk=disk) as log:
        log.append(Draft(ACME, "a.b"))
        disk.error = error
        with pytest.raises(OutsideWorldFailed) as refused:
            log.append(Draft(ACME, "a.b"))
        assert refused.value.id == rule
        assert (log.size, verify(tmp_path / "log").size) == (1, 1)
        assert log.append(Draft(ACME, "a.b")).index == 1
    assert verify(tmp_path / "log").size == 2


def test_a_disk_that_cannot_even_take_back_stops_the_log_until_it_is_opened_again(tmp_path: Path) -> None:
    disk = FailingDisk()
    log = Log.create(tmp_path / "log", "troth/acme", clock(), disk=disk)
    log.append(Draft(ACME, "a.b"))
    disk.error, disk.is_broken = errno.EIO, True
    with pytest.raises(OutsideWorldFailed, match=r"evidence\.write-failed"):
        log.append(Draft(ACME, "a.b"))
    disk.is_broken = False
    with pytest.raises(OutsideWorldFailed, match=r"evidence\.journal-broken"):
        log.append(Draft(ACME, "a.b"))
    log.close()
    with Log.open(tmp_path / "log", clock()) as again:
        assert again.size >= 1
        again.append(Draft(ACME, "a.b"))
    assert verify(tmp_path / "log").holds


def test_an_error_of_the_disk_reaches_every_thread_that_waits(tmp_path: Path) -> None:
    disk = FailingDisk()
    with Log.create(tmp_path / "log", "troth/acme", clock(), disk=disk) as log:
        heard: list[str] = []
        log._commit_lock.acquire()  # so that all of them gather for one commit

        def work() -> None:
            try:
                log.append(Draft(ACME, "a.b"))
            except OutsideWorldFailed as error:
                heard.append(error.id)

        threads = [threading.Thread(target=work) for _ in range(5)]
        for thread in threads:
            thread.start()
        while log._gathering is None or len(log._gathering.items) < 5:
            threading.Event().wait(0.01)
        disk.error = errno.ENOSPC
        log._commit_lock.release()
        for thread in threads:
            thread.join()
        assert heard == ["evidence.disk-full"] * 5
        assert log.append(Draft(ACME, "a.b")).index == 0


@pytest.mark.parametrize("damage", ["journal", "checkpoint", "public-key"])
def test_a_damaged_log_is_not_opened(tmp_path: Path, damage: str) -> None:
    with Log.create(tmp_path / "log", "troth/acme", clock()) as log:
        log.append_many([draft(number) for number in range(30)])
    path = tmp_path / "log" / damage
    data = bytearray(path.read_bytes())
    data[-20] ^= 1
    path.write_bytes(data)
    with pytest.raises(OutsideWorldFailed) as refused:
        Log.open(tmp_path / "log", clock())
    assert refused.value.id == "evidence.log-damaged"
    path.write_bytes(bytes(data[:-20]) + bytes([data[-20] ^ 1]) + bytes(data[-19:]))
    with Log.open(tmp_path / "log", clock()) as again:
        assert again.size == 30


def test_this_interpreter_ignores_the_signal_of_a_file_size_limit() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import signal; print(signal.getsignal(signal.SIGXFSZ) is signal.SIG_IGN)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "True"
