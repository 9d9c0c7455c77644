from __future__ import annotations

import json
import stat
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from troth.errors import OutsideWorldFailed, WrongUse
from troth.evidence import Checkpoint, Draft, Log, Signer
from troth.evidence.entry import MAX_PAYLOAD
from troth.evidence.tiles import unframe
from troth.evidence.tree import consistency_holds, inclusion_holds, leaf_hash, root_of
from troth.evidence.verify import verify
from troth.words import OrganisationId, SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from troth.clock import SetClock

    MakeDraft = Callable[..., Draft]


def test_a_receipt_names_the_index_and_the_leaf_hash(log: Log, draft: MakeDraft) -> None:
    first, second = log.append(draft(0)), log.append(draft(1))
    log.checkpoint()
    leaves = unframe((log.path / "tile/entries/000.p/2").read_bytes())

    assert [first.index, second.index] == [0, 1]
    assert [first.leaf_hash, second.leaf_hash] == [leaf_hash(leaf) for leaf in leaves]


def test_an_entry_is_canonical_json_with_sorted_keys(log: Log, draft: MakeDraft) -> None:
    log.append(draft(7))
    log.checkpoint()
    leaf = unframe((log.path / "tile/entries/000.p/1").read_bytes())[0]

    assert leaf == json.dumps(json.loads(leaf), sort_keys=True, separators=(",", ":")).encode()
    assert json.loads(leaf) == {
        "at": "2026-03-01T12:00:00.000000Z",
        "index": 0,
        "kind": "choice.recorded",
        "organisation": "acme",
        "previous": "0" * 64,
        "public": {"purpose": "marketing", "state": "given-7"},
        "subject": "alice",
    }


def test_entries_come_back_as_they_were_recorded(log: Log, draft: MakeDraft) -> None:
    log.append_many([draft(number) for number in range(600)])
    read = list(log.entries())

    assert [entry.index for entry in read] == list(range(600))
    assert json.loads(read[599].public)["state"] == "given-599"
    assert [entry.index for entry in log.entries(255, 258)] == [255, 256, 257]
    assert [entry.index for entry in log.entries(598, 9999)] == [598, 599]
    assert list(log.entries(600)) == []


def test_each_entry_names_the_leaf_hash_before_it(log: Log, draft: MakeDraft) -> None:
    receipts = [*log.append_many([draft(number) for number in range(300)]), log.append(draft(300))]
    read = list(log.entries())

    assert [entry.previous for entry in read[1:]] == [receipt.leaf_hash for receipt in receipts[:-1]]
    assert read[0].previous == bytes(32)


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 600])
def test_proofs_hold_for_every_entry_and_every_earlier_log(log: Log, draft: MakeDraft, size: int) -> None:
    receipts = log.append_many([draft(number) for number in range(size)])
    root = log.checkpoint().root

    assert root == root_of(receipt.leaf_hash for receipt in receipts)
    for index in {0, size // 2, size - 1}:
        assert inclusion_holds(index, size, receipts[index].leaf_hash, log.prove_inclusion(index), root)
    for old in {0, 1, size // 2, size}:
        old_root = root_of(receipt.leaf_hash for receipt in receipts[:old])
        assert consistency_holds(old, size, old_root, root, log.prove_consistency(old))


def test_proofs_of_what_is_not_there_are_refused(log: Log, draft: MakeDraft) -> None:
    log.append(draft())
    for index, size in ((1, None), (-1, None), (0, 2)):
        with pytest.raises(WrongUse, match=r"evidence\.no-such-entry"):
            log.prove_inclusion(index, size)
    for old, new in ((2, None), (0, 2), (-1, None)):
        with pytest.raises(WrongUse, match=r"evidence\.no-such-entry"):
            log.prove_consistency(old, new)


def test_a_checkpoint_is_signed_by_the_key_in_the_file(log: Log, draft: MakeDraft) -> None:
    log.append(draft())
    checkpoint = log.checkpoint()

    assert log.verifier.read_checkpoint((log.path / "checkpoint").read_text()) == checkpoint
    assert (log.path / "public-key").read_text().strip() == str(log.verifier)
    assert (checkpoint.origin, checkpoint.size) == ("troth/acme", 1)


def test_the_keys_are_readable_by_their_owner_only(log: Log, draft: MakeDraft) -> None:
    log.append(draft(sealed=True))
    private = log.path / "private"

    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert {path.name for path in private.iterdir()} == {"signing-key", "master-key", "subject-keys"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in private.iterdir()} == {0o600}
    assert Signer.parse((private / "signing-key").read_text()).verifier.public_key == log.verifier.public_key


def test_a_closed_log_goes_on_where_it_was(log: Log, draft: MakeDraft, clock: SetClock) -> None:
    log.append_many([draft(number) for number in range(700)])
    before = log.checkpoint()
    log.close()
    with Log.open(log.path, clock) as again:
        assert again.checkpoint() == before
        again.append(draft(700))
        assert consistency_holds(700, 701, before.root, again.checkpoint().root, again.prove_consistency(700))
        *_, before_last, last = again.entries()
        assert (before_last.index, last.index) == (699, 700)
    assert verify(log.path).size == 701


@pytest.mark.slow
@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 512, 66_000])
def test_a_log_of_any_size_opens_with_the_same_root(
    tmp_path: Path, clock: SetClock, draft: MakeDraft, size: int
) -> None:
    with Log.create(tmp_path / "log", "troth/acme", clock) as log:
        receipts = log.append_many([draft()] * size)
        before = log.checkpoint()
    with Log.open(tmp_path / "log", clock) as again:
        one_more = again.append(draft())
        leaves = [receipt.leaf_hash for receipt in (*receipts, one_more)]
        assert before.root == root_of(leaves[:-1])
        assert again.checkpoint().root == root_of(leaves)


def test_one_process_writes_at_a_time(log: Log, clock: SetClock) -> None:
    with pytest.raises(WrongUse) as refused:
        Log.open(log.path, clock)
    assert refused.value.id == "evidence.log-in-use"


def test_a_log_is_created_once_and_opened_only_where_there_is_one(log: Log, clock: SetClock, tmp_path: Path) -> None:
    with pytest.raises(WrongUse) as twice:
        Log.create(log.path, "troth/acme", clock)
    with pytest.raises(WrongUse) as never:
        Log.open(tmp_path / "elsewhere", clock)
    assert (twice.value.id, never.value.id) == ("evidence.log-exists", "evidence.no-log")


def test_a_closed_log_records_nothing(log: Log, draft: MakeDraft) -> None:
    log.close()
    log.close()
    with pytest.raises(WrongUse) as refused:
        log.append(draft())
    assert refused.value.id == "evidence.log-closed"


REFUSED = [
    (Draft(OrganisationId("charlie-inc"), "choice.recorded"), "evidence.wrong-organisation"),
    (Draft(OrganisationId("acme"), "Choice Recorded"), "evidence.bad-kind"),
    (Draft(OrganisationId("acme"), "choice"), "evidence.bad-kind"),
    (Draft(OrganisationId("acme"), "choice.recorded", SubjectId("canary@example.org")), "evidence.bad-subject"),
    (Draft(OrganisationId("acme"), "choice.recorded", SubjectId("a" * 10_000)), "evidence.bad-subject"),
    (
        Draft(OrganisationId("acme"), "choice.recorded", None, None, "canary@example.org"),
        "evidence.sealed-without-subject",
    ),
    (Draft(OrganisationId("acme"), "choice.recorded", None, object()), "evidence.bad-payload"),
    (Draft(OrganisationId("acme"), "choice.recorded", None, "x" * MAX_PAYLOAD), "evidence.entry-too-large"),
    (Draft(OrganisationId("acme"), "a.b", SubjectId("alice"), None, "x" * MAX_PAYLOAD), "evidence.entry-too-large"),
]


@pytest.mark.parametrize(("bad", "rule"), REFUSED)
def test_a_bad_draft_is_refused_and_changes_nothing(log: Log, draft: MakeDraft, bad: Draft, rule: str) -> None:
    log.append(draft())
    before = log.checkpoint()
    with pytest.raises(WrongUse) as refused:
        log.append_many([draft(), bad])

    assert refused.value.id == rule
    assert "canary" not in str(refused.value)
    assert log.checkpoint() == before


def test_the_longest_payload_still_fits_an_entry(log: Log) -> None:
    largest = "x" * (MAX_PAYLOAD - 20)
    log.append(Draft(OrganisationId("acme"), "a." + "b" * 500, SubjectId("a" * 128), largest))
    assert verify(log.path).holds


def test_a_clock_set_back_a_little_is_held_and_set_back_far_is_refused(
    log: Log, draft: MakeDraft, clock: SetClock
) -> None:
    log.append(draft())
    clock.advance(timedelta(seconds=-30))
    log.append(draft())
    clock.advance(timedelta(hours=-1))
    with pytest.raises(OutsideWorldFailed) as refused:
        log.append(draft())

    assert refused.value.id == "evidence.clock-went-back"
    first, second = log.entries()
    assert (log.size, first.at) == (2, second.at)


def test_what_is_due_is_published_as_time_goes_by(log: Log, draft: MakeDraft, clock: SetClock) -> None:
    def published() -> Checkpoint | None:
        return log.verifier.read_checkpoint((log.path / "checkpoint").read_text())

    log.append(draft())
    before = published()
    clock.advance(timedelta(seconds=6))
    log.append(draft())
    after = published()

    assert before is not None
    assert after is not None
    assert (before.size, after.size) == (0, 2)


def test_threads_share_commits_and_each_gets_its_own_receipt(log: Log, draft: MakeDraft) -> None:
    receipts: dict[int, bytes] = {}

    def work(worker: int) -> None:
        for turn in range(20):
            receipt = log.append(draft(worker * 100 + turn))
            receipts[receipt.index] = receipt.leaf_hash

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(receipts) == list(range(160))
    assert log.checkpoint().root == root_of(receipts[index] for index in range(160))
    assert {json.loads(entry.public)["state"] for entry in log.entries()} == {
        f"given-{worker * 100 + turn}" for worker in range(8) for turn in range(20)
    }


def test_logs_of_two_organisations_share_nothing(log: Log, tmp_path: Path, clock: SetClock, draft: MakeDraft) -> None:
    with Log.create(tmp_path / "other", "example.com/logs/charlie-inc", clock) as other:
        assert other.organisation == "charlie-inc"
        assert other.verifier.public_key != log.verifier.public_key
        log.append(draft(sealed=True))
        (entry,) = log.entries()
        with pytest.raises(WrongUse) as refused:
            other.open_sealed(entry)
        assert refused.value.id == "evidence.unknown-subject"
        assert not verify(log.path, key=str(other.verifier)).holds


@pytest.mark.parametrize("lost", ["tile/1/000.p/2", "tile/entries/001"])
def test_a_log_that_lost_a_tile_it_needs_is_not_opened(log: Log, draft: MakeDraft, clock: SetClock, lost: str) -> None:
    log.append_many([draft(number) for number in range(512)])
    log.close()
    (log.path / lost).unlink()
    with pytest.raises(OutsideWorldFailed, match=r"evidence\.log-damaged"):
        Log.open(log.path, clock)


def test_a_commit_interrupted_half_way_stops_the_log_until_it_is_opened_again(
    log: Log, draft: MakeDraft, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    log.append(draft(0))
    with monkeypatch.context() as patched:
        patched.setattr(log._publisher, "add_full", interrupt)
        with pytest.raises(KeyboardInterrupt):
            log.append(draft(1))
    with pytest.raises(OutsideWorldFailed, match=r"evidence\.journal-broken"):
        log.append(draft(2))
    log.close()
    with Log.open(log.path, clock) as again:
        assert again.append(draft(3)).index == 2
    assert verify(log.path).size == 3


def test_a_batch_of_nothing_records_nothing(log: Log) -> None:
    assert log.append_many([]) == ()
    assert log.size == 0
