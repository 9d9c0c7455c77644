"""Publishing stopped between any two operations of the disk leaves a log that verifies, and publishing goes on.

Besides, what publishing must notice: rows that were changed, or put back to an earlier state.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from faults.stopping import OperationsDisk, Stopped, StoppingDisk
from troth.errors import OutsideWorldFailed, WrongUse
from troth.evidence import Draft, Signer
from troth.evidence.disk import Disk
from troth.evidence.publication import Publication
from troth.evidence.recovery import take_lock
from troth.evidence.sequence import HEAD_OF_NOTHING, Head, Leaf, follow
from troth.evidence.verify import Kind, verify
from troth.words import OrganisationId, SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ACME, ALICE = OrganisationId("acme"), SubjectId("alice")
SIGNER = Signer("troth/acme", bytes(32))
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def leaves_of(count: int, head: Head = HEAD_OF_NOTHING, word: str = "marketing") -> tuple[Leaf, ...]:
    drafts = [Draft(ACME, "choice.recorded", ALICE, (word, number)) for number in range(head.size, head.size + count)]
    return follow(head, ACME, drafts, NOON, lambda _: b"")[0]


def head_of(leaves: tuple[Leaf, ...]) -> Head:
    return Head(len(leaves), leaves[-1].leaf_hash, leaves[-1].at)


ROWS = leaves_of(600)
DATA = [leaf.data for leaf in ROWS]


def opened(folder: Path, disk: Disk | None = None) -> Publication:
    return Publication.open(folder, "troth/acme", SIGNER, disk)


def published(folder: Path, *sizes: int) -> Path:
    publication = opened(folder)
    for size in sizes:
        publication.feed(DATA[publication.size_fed : size])
        publication.publish()
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    """All that a reader may rest on: without the lock, what a stop left half done, and outdated partial tiles."""
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {
        name: data
        for name, data in found.items()
        if name != "lock" and not name.endswith(".new") and not (".p/" in name and name.split(".p/")[0] in found)
    }


def from_nothing(folder: Path, disk: Disk) -> None:
    publication = opened(folder, disk)
    publication.feed(DATA[:3])
    publication.publish()


def onwards(folder: Path, disk: Disk) -> None:
    publication = opened(folder, disk)
    publication.feed(DATA[publication.size_fed : 520])
    publication.publish()


@pytest.mark.slow
@pytest.mark.parametrize("power", [False, True], ids=["killed", "power cut"])
@pytest.mark.parametrize(("work", "start", "end"), [(from_nothing, (), 3), (onwards, (250,), 520)])
def test_a_stop_between_any_two_operations_leaves_a_folder_that_verifies_and_that_goes_on(
    tmp_path: Path,
    work: Callable[[Path, Disk], None],
    start: tuple[int, ...],
    end: int,
    power: bool,  # noqa: FBT001 -- a parameter
) -> None:
    before = tmp_path / "before"
    if start:
        published(before, *start)
    whole = tmp_path / "whole"
    published(whole, *start, end)
    counted = OperationsDisk()
    if start:
        shutil.copytree(before, tmp_path / "counted")
    work(tmp_path / "counted", counted)
    assert counted.done > 10

    for steps in range(counted.done):
        place, disk = tmp_path / "stopped", OperationsDisk(steps)
        if start:
            shutil.copytree(before, place)
        with pytest.raises(Stopped):
            work(place, disk)
        if power:
            disk.cut_power()
        if start:
            verdict = verify(place)
            assert verdict.holds, (steps, verdict)
            assert verdict.size in (*start, end)
        again = opened(place)
        again.agree_with(lambda: head_of(ROWS[:end]))
        again.feed(DATA[again.size_fed : end])
        again.publish()
        verdict = verify(place)
        assert (verdict.holds, verdict.size) == (True, end), (steps, verdict)
        assert files_of(place) == files_of(whole), steps
        shutil.rmtree(place)


@pytest.mark.slow
def test_a_process_that_lives_on_after_a_publication_that_failed_publishes_the_next_one(tmp_path: Path) -> None:
    """The disk is full at any operation, then has room again; in between, another process publishes the same."""

    class FullDisk(OperationsDisk):
        def _step(self, wanted: int = 1) -> int:
            if not self.left:
                raise OSError(errno.ENOSPC, "no room")
            return super()._step(wanted)

    before = published(tmp_path / "before", 250)
    counted = OperationsDisk()
    shutil.copytree(before, tmp_path / "counted")
    onwards(tmp_path / "counted", counted)
    whole = published(tmp_path / "whole", 250, 520, 600)
    for steps in range(counted.done):
        place, disk = tmp_path / "full", FullDisk()
        shutil.copytree(before, place)
        publication = opened(place, disk)
        disk.left = steps
        with pytest.raises(OutsideWorldFailed) as refused:
            publication.feed(DATA[250:520])
            publication.publish()
        assert refused.value.id == "evidence.disk-full"
        assert verify(place).holds
        if steps % 2:
            published(place, 520)
        disk.left = sys.maxsize
        for size in (520, 600):
            publication.feed(DATA[publication.size_fed : size])
            assert publication.publish().size == size
        assert verify(place).holds
        assert files_of(place) == files_of(whole), steps
        shutil.rmtree(place)


PUBLISHING = """
import sys
from pathlib import Path
from faults.test_evidence_publication_crash import DATA, opened
publication = opened(Path(sys.argv[1]))
print("ready", flush=True)
while publication.size < len(DATA):
    publication.checkpoint()
    publication.feed(DATA[publication.size_fed : publication.size_fed + 7])
    publication.publish()
"""


def started(folder: Path) -> subprocess.Popen[str]:
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path))
    process = subprocess.Popen(
        [sys.executable, "-c", PUBLISHING, str(folder)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.slow
def test_two_processes_publish_one_folder_together_while_others_are_killed(tmp_path: Path) -> None:
    place = tmp_path / "log"
    opened(place)
    moments = random.Random(20260301)  # noqa: S311 -- moments to kill at, not secrets
    steady = started(place)
    reader = opened(place)
    for _ in range(5):
        killed = started(place)
        seen = reader.checkpoint()
        for _ in range(moments.randrange(1, 6)):
            assert verify(place).holds
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        assert killed.stdout is not None
        killed.stdout.close()
        assert reader.checkpoint().size >= seen.size
    assert steady.wait() == 0
    assert steady.stdout is not None
    steady.stdout.close()
    verdict = verify(place)
    assert (verdict.holds, verdict.size) == (True, len(DATA))
    reader.check(DATA)


def test_while_another_process_writes_reading_works_and_publishing_waits_or_is_refused(tmp_path: Path) -> None:
    place = published(tmp_path / "log", 300)
    publication = opened(place)
    lock = take_lock(place)
    try:
        reading = opened(place)
        assert reading.checkpoint().size == 300
        assert len(list(reading.entries())) == 300
        assert reading.prove_inclusion(7)
        with pytest.raises(WrongUse) as refused:
            publication.publish(wait=False)
        assert refused.value.id == "evidence.log-in-use"
    finally:
        lock.close()
    publication.feed(DATA[300:310])
    assert publication.publish(wait=False).size == 310


@pytest.mark.parametrize("at", [0, 255, 256, 420, 519])
def test_a_row_changed_after_it_was_published_is_found_and_named(tmp_path: Path, at: int) -> None:
    publication = opened(published(tmp_path / "log", 520))
    changed = DATA.copy()
    changed[at] = changed[at].replace(b"marketing", b"profiling")
    assert publication.check(DATA).size == 520
    for find in (publication.check, publication.feed):
        with pytest.raises(OutsideWorldFailed, match=f"the row of entry {at} is not what was published") as found:
            find(changed)
        assert found.value.id == "evidence.log-damaged"
    assert verify(publication.path).holds, "what was published is as it was"


def test_rows_whose_every_tile_was_made_to_fit_contradict_what_was_signed(tmp_path: Path) -> None:
    """Somebody who can write but not sign makes other rows, and tiles that fit them: the signed root does not."""
    place = published(tmp_path / "log", 520)
    publication = opened(place)
    forged = [leaf.data for leaf in leaves_of(600, word="profiling")]
    other = Publication.open(tmp_path / "forged", "troth/acme", SIGNER)
    other.feed(forged[:520])
    other.publish()
    shutil.rmtree(place / "tile")
    shutil.copytree(tmp_path / "forged" / "tile", place / "tile")

    with pytest.raises(OutsideWorldFailed, match="tiles do not lead to its checkpoint"):
        opened(place)
    with pytest.raises(OutsideWorldFailed) as found:
        publication.check(forged)
    assert found.value.id == "evidence.log-damaged"


@pytest.mark.parametrize("rows", [1, 256, 519])
def test_rows_that_are_behind_what_is_published_are_said_to_be_behind(tmp_path: Path, rows: int) -> None:
    """A database restored from an older backup."""
    publication = opened(published(tmp_path / "log", 520))
    for find in (
        lambda: publication.agree_with(lambda: head_of(ROWS[:rows])),
        lambda: publication.check(DATA[:rows]),
    ):
        with pytest.raises(OutsideWorldFailed, match=f"the rows end after {rows} entries, and 520 are published") as no:
            find()
        assert no.value.id == "evidence.rows-behind"
    publication.agree_with(lambda: head_of(ROWS[:520]))
    publication.agree_with(lambda: head_of(ROWS))


@pytest.mark.parametrize("restored", [0, 100, 519])
def test_rows_that_went_on_after_being_restored_are_never_signed(tmp_path: Path, restored: int) -> None:
    publication = opened(published(tmp_path / "log", 520))
    before = ROWS[:restored]
    forked = before + leaves_of(600 - restored, head_of(before) if before else HEAD_OF_NOTHING, "newsletter")
    note = publication.checkpoint().note

    with pytest.raises(OutsideWorldFailed) as refused:
        publication.agree_with(lambda: head_of(forked[:520]))
    assert refused.value.id == "evidence.log-damaged"
    with pytest.raises(OutsideWorldFailed, match="entry 520 does not follow entry 519") as refused:
        publication.feed(leaf.data for leaf in forked[520:])
    assert refused.value.id == "evidence.log-damaged"
    assert publication.publish().note == note
    assert verify(publication.path, remembered=note).holds


def test_another_history_under_the_same_key_is_never_signed_over(tmp_path: Path) -> None:
    """Two processes that were fed different rows: whoever publishes second is refused."""
    place = published(tmp_path / "log", 200)
    publication = opened(place)
    publication.feed(DATA[200:400])
    other = opened(place)
    other.feed(leaf.data for leaf in leaves_of(60, head_of(ROWS[:200]), "newsletter"))
    note = other.publish().note

    for write in (publication.publish, lambda: publication.feed(DATA[400:410])):
        with pytest.raises(OutsideWorldFailed, match="do not continue") as refused:
            write()
        assert refused.value.id == "evidence.log-damaged"
    assert (place / "checkpoint").read_text() == note


def test_other_rows_that_another_process_published_are_not_gone_on_with(tmp_path: Path) -> None:
    """What the other published is longer than what was fed here, or than what was seen here."""
    place = published(tmp_path / "log", 200)
    publication, reader = opened(place), opened(place)
    publication.feed(DATA[200:250])
    other = opened(place)
    other.feed(leaf.data for leaf in leaves_of(300, head_of(ROWS[:200]), "newsletter"))
    other.publish()
    assert reader.checkpoint().size == 500, "it continues what the reader had seen"
    with pytest.raises(OutsideWorldFailed, match="500 entries do not continue the 250"):
        publication.publish()

    shutil.rmtree(place)
    shutil.copytree(published(tmp_path / "another", 600), place)
    with pytest.raises(OutsideWorldFailed, match="600 entries do not continue the 500"):
        reader.checkpoint()


def test_rows_that_agree_with_changed_tiles_are_held_against_the_signature(tmp_path: Path) -> None:
    place = published(tmp_path / "log", 512)
    forged = [leaf.data for leaf in leaves_of(512, word="profiling")]
    other = opened(tmp_path / "forged")
    other.feed(forged)
    other.publish()
    shutil.copytree(tmp_path / "forged" / "tile" / "0", place / "tile" / "0", dirs_exist_ok=True)
    publication = opened(place)  # the level above leads to the root that was signed
    with pytest.raises(OutsideWorldFailed, match="what was signed is something else"):
        publication.check(forged)


def test_what_a_failed_publication_left_to_do_does_not_stand_in_the_way_of_a_later_one(tmp_path: Path) -> None:
    class NoCheckpoint(Disk):
        full = False

        def write_file(self, path: Path, data: bytes, *, durable: bool, private: bool = False) -> None:
            if self.full and path.name == "checkpoint":
                raise OSError(errno.ENOSPC, "no room")
            super().write_file(path, data, durable=durable, private=private)

    disk = NoCheckpoint()
    publication = opened(published(tmp_path / "log", 250), disk)
    publication.feed(DATA[250:255])
    disk.full = True
    with pytest.raises(OutsideWorldFailed):
        publication.publish()
    published(publication.path, 255, 520)  # by another process, which removes the partial tiles of 255
    disk.full = False
    publication.feed(DATA[520:])
    assert publication.publish().size == 600
    assert files_of(publication.path) == files_of(published(tmp_path / "whole", 250, 255, 520, 600))


def test_feeding_waits_for_another_process_that_writes(tmp_path: Path) -> None:
    publication = opened(published(tmp_path / "log", 250))
    lock = take_lock(publication.path)
    feeding = threading.Thread(target=publication.feed, args=(DATA[250:300],))
    feeding.start()
    feeding.join(0.3)
    waited = feeding.is_alive() and publication.size_fed == 250
    lock.close()
    feeding.join()
    assert waited
    assert publication.size_fed == 300


@pytest.mark.parametrize("kept", [100, 250])
def test_a_checkpoint_put_back_to_an_earlier_one_is_noticed(tmp_path: Path, kept: int) -> None:
    place = published(tmp_path / "log", kept)
    earlier = (place / "checkpoint").read_bytes()
    publication = opened(published(place, 300))
    (place / "checkpoint").write_bytes(earlier)

    assert verify(place).kind is Kind.CHECKPOINT_ROLLBACK
    with pytest.raises(OutsideWorldFailed, match="older than the last of its history"):
        opened(place)
    with pytest.raises(OutsideWorldFailed, match="older than one that was published before"):
        publication.feed(DATA[300:310])


def test_a_power_cut_that_takes_the_tiles_fed_but_not_published_takes_nothing_published(tmp_path: Path) -> None:
    place, disk = published(tmp_path / "log", 250), StoppingDisk()
    publication = opened(place, disk)
    publication.feed(DATA[250:600])
    disk.cut_power()
    assert verify(place).holds
    assert opened(place).size_fed == 250
