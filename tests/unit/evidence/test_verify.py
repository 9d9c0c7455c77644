"""Each kind of verdict beyond the entries' own (tests/property has those): a planted fault, and the clean case."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from troth.evidence import Draft, Log, Signer
from troth.evidence.tiles import entries_path, frame, tile_path, unframe
from troth.evidence.tree import leaf_hash, root_of
from troth.evidence.verify import Kind, NotALog, Verdict, main, verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    MakeDraft = Callable[..., Draft]

SIZE = 700


@pytest.fixture
def copy(log: Log, draft: MakeDraft, tmp_path: Path) -> Path:
    """A copy without keys: checkpoints at 300 and 700, and ten entries more that only the journal holds."""
    log.append_many([draft(number) for number in range(300)])
    log.checkpoint()
    log.append_many([draft(number) for number in range(300, SIZE)])
    log.checkpoint()
    log.append_many([draft(number) for number in range(SIZE, SIZE + 10)])
    shutil.copytree(log.path, tmp_path / "copy", ignore=shutil.ignore_patterns("private", "lock"))
    return tmp_path / "copy"


def named(verdict: Verdict) -> tuple[Kind, int | None]:
    return verdict.kind, verdict.index


def test_a_live_log_and_a_copy_are_intact(log: Log, copy: Path) -> None:
    for path in (log.path, copy):
        verdict = verify(path)
        assert (verdict.kind, verdict.size, verdict.origin) == (Kind.INTACT, SIZE + 10, "troth/acme")
        assert verdict.holds


def test_a_copy_without_its_journal_is_proven_up_to_the_checkpoint(copy: Path) -> None:
    (copy / "journal").unlink()
    assert (verify(copy).kind, verify(copy).size) == (Kind.INTACT, SIZE)


def test_an_empty_log_is_intact(log: Log) -> None:
    assert (verify(log.path).kind, verify(log.path).size) == (Kind.INTACT, 0)


def test_a_missing_bundle_is_named_by_its_first_entry(copy: Path) -> None:
    (copy / entries_path(1)).unlink()
    assert named(verify(copy)) == (Kind.REMOVED, 256)


def test_a_missing_last_bundle_is_a_log_cut_off(copy: Path) -> None:
    shutil.rmtree((copy / entries_path(2, SIZE - 512)).parent)
    (copy / "journal").unlink()
    assert named(verify(copy)) == (Kind.TRUNCATED, 512)


@pytest.mark.parametrize("tile", [tile_path(0, 0), tile_path(0, 2, SIZE - 512), tile_path(1, 0, 2)])
def test_a_tile_that_does_not_fit_its_entries_is_named(copy: Path, tile: str) -> None:
    data = bytearray((copy / tile).read_bytes())
    data[40] ^= 1
    (copy / tile).write_bytes(data)
    assert (verify(copy).kind, verify(copy).where) == (Kind.TILE_ALTERED, tile)
    (copy / tile).unlink()
    assert (verify(copy).kind, verify(copy).where) == (Kind.TILE_ALTERED, tile)


def rewrite(copy: Path, start: int, *, tiles: bool) -> list[bytes]:
    """Alter entry `start` and rewrite every later link of the chain: what somebody does who can write but not sign."""
    widths = [(0, 256), (1, 256), (2, SIZE - 512)]
    entries = [entry for at, width in widths for entry in unframe((copy / entries_path(at, width)).read_bytes())]
    entries[start] = entries[start].replace(b"given-", b"taken-")
    for at in range(start + 1, len(entries)):
        found = json.loads(entries[at])
        entries[at] = entries[at].replace(found["previous"].encode(), leaf_hash(entries[at - 1]).hex().encode())
    for at, width in widths:
        row = entries[at * 256 : at * 256 + width]
        (copy / entries_path(at, width)).write_bytes(b"".join(map(frame, row)))
        if tiles:
            (copy / tile_path(0, at, width)).write_bytes(b"".join(map(leaf_hash, row)))
    if tiles:
        roots = [root_of(map(leaf_hash, entries[at * 256 : at * 256 + 256])) for at in (0, 1)]
        (copy / tile_path(1, 0, 2)).write_bytes(b"".join(roots))
    return entries


def test_a_chain_rewritten_from_an_entry_on_is_named_by_the_tiles(copy: Path) -> None:
    rewrite(copy, 450, tiles=False)
    assert named(verify(copy)) == (Kind.ALTERED, 450)


def test_a_log_rewritten_with_all_its_tiles_is_named_by_the_range_that_no_signature_covers(copy: Path) -> None:
    rewrite(copy, 450, tiles=True)
    verdict = verify(copy)

    assert (verdict.kind, verdict.index, verdict.through, verdict.size) == (Kind.ALTERED, 300, SIZE - 1, 300)
    assert "300 to 699" in verdict.text


@pytest.mark.parametrize("where", ["checkpoint", "checkpoints"])
def test_a_checkpoint_that_the_key_did_not_sign_is_named(copy: Path, where: str) -> None:
    text = (copy / where).read_text()
    (copy / where).write_text(text.replace("\n700\n", "\n701\n"))
    assert (verify(copy).kind, verify(copy).where) == (Kind.BAD_SIGNATURE, where)


def test_a_log_signed_anew_by_another_key_is_told_by_who_knows_the_key(log: Log, copy: Path) -> None:
    stranger = Signer("troth/acme", bytes(32))
    checkpoint = log.verifier.read_checkpoint((copy / "checkpoint").read_text())
    assert checkpoint is not None
    for name in ("journal", "checkpoints"):
        (copy / name).unlink()
    (copy / "public-key").write_text(str(stranger.verifier))
    (copy / "checkpoint").write_text(stranger.sign_checkpoint(SIZE, checkpoint.root).note)

    assert verify(copy).holds, "nothing in the copy itself tells"
    assert verify(copy, key=str(log.verifier)).kind is Kind.BAD_SIGNATURE


def older_state(log: Log, copy: Path) -> None:
    """Put checkpoint, tiles and entries back to those at 300, which were all genuine."""
    history = (copy / "checkpoints").read_text().split("\n\n")
    (copy / "checkpoint").write_text("\n\n".join(history[2:4]) + "\n")
    assert log.verifier.read_checkpoint((copy / "checkpoint").read_text()) is not None
    (copy / "journal").unlink()
    entries = unframe((copy / entries_path(1)).read_bytes())[:44]
    (copy / entries_path(1, 44)).parent.mkdir()
    (copy / entries_path(1, 44)).write_bytes(b"".join(map(frame, entries)))
    (copy / tile_path(0, 1, 44)).parent.mkdir()
    (copy / tile_path(0, 1, 44)).write_bytes(b"".join(map(leaf_hash, entries)))
    (copy / tile_path(1, 0, 1)).write_bytes((copy / tile_path(1, 0, 2)).read_bytes()[:32])
    for name in (entries_path(1), tile_path(0, 1)):
        (copy / name).unlink()


def test_a_log_put_back_to_an_earlier_signed_state_is_told_by_its_history(log: Log, copy: Path) -> None:
    older_state(log, copy)
    assert named(verify(copy)) == (Kind.CHECKPOINT_ROLLBACK, 300)


def test_where_the_history_was_put_back_too_only_a_remembered_checkpoint_tells(log: Log, copy: Path) -> None:
    remembered = (copy / "checkpoint").read_text()
    older_state(log, copy)
    (copy / "checkpoints").write_text((copy / "checkpoint").read_text() + "\n")

    assert verify(copy).holds, "nothing in the copy itself tells"
    assert named(verify(copy, remembered=remembered)) == (Kind.CHECKPOINT_ROLLBACK, 300)


def test_a_remembered_checkpoint_of_this_log_changes_nothing(copy: Path) -> None:
    assert verify(copy, remembered=(copy / "checkpoint").read_text()).holds


def test_a_signer_who_told_two_stories_is_convicted(log: Log, copy: Path) -> None:
    signer = Signer.parse((log.path / "private" / "signing-key").read_text())
    other_story = signer.sign_checkpoint(500, bytes(32)).note

    verdict = verify(copy, remembered=other_story)
    assert (verdict.kind, verdict.where, verdict.through) == (Kind.CHECKPOINT_FORK, "remembered", 499)
    later_story = signer.sign_checkpoint(SIZE + 5, bytes(32)).note
    assert verify(copy, remembered=later_story).kind is Kind.CHECKPOINT_FORK


def test_a_journal_cut_short_is_an_append_under_way(copy: Path) -> None:
    data = (copy / "journal").read_bytes()
    (copy / "journal").write_bytes(data[:-1])
    assert (verify(copy).kind, verify(copy).size) == (Kind.INTACT, SIZE)


@pytest.mark.parametrize("offset", [0, 26, 40, 60])
def test_a_journal_with_a_changed_header_is_named(copy: Path, offset: int) -> None:
    data = bytearray((copy / "journal").read_bytes())
    data[offset] ^= 1
    (copy / "journal").write_bytes(data)
    assert not verify(copy).holds


@pytest.mark.slow
def test_no_byte_of_a_journal_can_be_changed_unnoticed(log: Log, draft: MakeDraft, tmp_path: Path) -> None:
    log.append_many([draft(0), draft(1)])
    log.append(draft(2))
    shutil.copytree(log.path, tmp_path / "copy", ignore=shutil.ignore_patterns("private", "lock"))
    data = (tmp_path / "copy" / "journal").read_bytes()
    unnoticed = []
    for offset in range(0, len(data), 3):
        changed = bytearray(data)
        changed[offset] ^= 0x10
        (tmp_path / "copy" / "journal").write_bytes(changed)
        if verify(tmp_path / "copy").holds:
            unnoticed.append(offset)
    assert unnoticed == []


def with_tiles_that_fit(copy: Path, entries: list[bytes]) -> Verdict:
    """Entries of the second bundle replaced, and every hash above them: only the chain and the history are left."""
    (copy / "journal").unlink()
    (copy / entries_path(1)).write_bytes(b"".join(map(frame, entries)))
    (copy / tile_path(0, 1)).write_bytes(b"".join(map(leaf_hash, entries)))
    above = (copy / tile_path(1, 0, 2)).read_bytes()[:32] + root_of(map(leaf_hash, entries))
    (copy / tile_path(1, 0, 2)).write_bytes(above)
    return verify(copy)


def test_what_the_tiles_were_made_to_hide_shows_in_the_chain(copy: Path) -> None:
    entries = unframe((copy / entries_path(1)).read_bytes())
    kept = copy.with_name("kept")
    shutil.copytree(copy, kept)

    def told(changed: list[bytes]) -> tuple[Kind, int | None]:
        shutil.rmtree(copy)
        shutil.copytree(kept, copy)
        return named(with_tiles_that_fit(copy, changed))

    assert told(entries[:70] + entries[73:]) == (Kind.REMOVED, 326), "three in a row: their hashes are nowhere any more"
    assert told([*entries[:70], b"no entry", *entries[71:72], b"nor this", *entries[73:]]) == (Kind.ALTERED, 326)
    broken = [entry.replace(b"given-", b"taken-") if at in {70, 71} else entry for at, entry in enumerate(entries)]
    assert told(broken) == (Kind.ALTERED, 326)
    assert told([*entries[:72], entries[70], entries[71], *entries[75:]])[1] == 328


def test_an_entry_that_its_writer_put_in_the_wrong_place_is_named(log: Log, tmp_path: Path, draft: MakeDraft) -> None:
    log.append(draft())
    log.checkpoint()
    entry = unframe((log.path / entries_path(0, 1)).read_bytes())[0].replace(b'"index":0', b'"index":5')
    signer = Signer.parse((log.path / "private" / "signing-key").read_text())
    target = tmp_path / "written-wrongly"
    for name, data in (
        ("public-key", str(signer.verifier).encode()),
        ("checkpoint", signer.sign_checkpoint(1, leaf_hash(entry)).note.encode()),
        (tile_path(0, 0, 1), leaf_hash(entry)),
        (entries_path(0, 1), frame(entry)),
    ):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(data)

    assert named(verify(target)) == (Kind.MALFORMED, 0)


def test_where_there_is_no_log_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotALog):
        verify(tmp_path)
    with pytest.raises(NotALog):
        verify(tmp_path / "nowhere")


def test_progress_is_told(copy: Path) -> None:
    told: list[tuple[int, int]] = []
    verify(copy, progress=lambda done, total: told.append((done, total)))
    assert told == [(256, 700), (512, 700), (700, 700)]


def test_the_program_says_what_it_found(copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(copy)]) == 0
    assert "all 710 entries are as they were signed [intact]" in capsys.readouterr().out
    shutil.copy(copy / "checkpoint", tmp_path / "remembered")
    (copy / entries_path(1)).unlink()
    assert main([str(copy), "--json", "--remembered", str(tmp_path / "remembered")]) == 1
    assert json.loads(capsys.readouterr().out)["kind"] == "removed"
    assert main([str(tmp_path / "nowhere")]) == 2
    assert main([str(copy), "--key", str(tmp_path / "nowhere")]) == 3


def test_the_verifier_runs_alone_without_the_package(copy: Path, tmp_path: Path) -> None:
    alone = tmp_path / "verify.py"
    shutil.copy(sys.modules["troth.evidence.verify"].__file__ or "", alone)
    blocked = (
        "import sys, runpy\nsys.modules['troth'] = None\n"
        f"sys.argv = ['verify.py', {str(copy)!r}]\nrunpy.run_path({str(alone)!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-I", "-c", blocked], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert "[intact]" in done.stdout
    assert "troth" not in {
        line.split()[1].split(".")[0]
        for line in alone.read_text().splitlines()
        if line.startswith(("import ", "from "))
    }
