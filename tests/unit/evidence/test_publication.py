from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from troth.errors import OutsideWorldFailed, TrothError, WrongUse
from troth.evidence import Draft, Log, Signer
from troth.evidence.publication import BATCH, Publication
from troth.evidence.publishing import read_history
from troth.evidence.sequence import HEAD_OF_NOTHING, follow
from troth.evidence.tree import consistency_holds, inclusion_holds, leaf_hash, root_of
from troth.evidence.verify import verify
from troth.words import OrganisationId, SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SIGNER = Signer("troth/acme", bytes(32))


def rows_of(organisation: str, count: int) -> list[bytes]:
    drafts = [
        Draft(OrganisationId(organisation), "choice.recorded", SubjectId("alice"), number) for number in range(count)
    ]
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    return [leaf.data for leaf in follow(HEAD_OF_NOTHING, OrganisationId(organisation), drafts, noon, lambda _: b"")[0]]


ROWS = rows_of("acme", 600)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "published"


@pytest.fixture
def publication(folder: Path) -> Publication:
    return Publication.open(folder, "troth/acme", SIGNER)


def refused(id: str, work: Callable[[], object]) -> str:  # noqa: A002 -- as the errors call it
    with pytest.raises(TrothError) as caught:
        work()
    assert caught.value.id == id
    return caught.value.text


def test_a_new_folder_is_a_log_of_nothing_that_verifies(publication: Publication) -> None:
    assert (publication.size, publication.size_fed, publication.organisation) == (0, 0, "acme")
    verdict = verify(publication.path)
    assert (verdict.holds, verdict.size, verdict.origin) == (True, 0, "troth/acme")
    assert publication.publish() == publication.checkpoint(), "nothing new is nothing to sign"
    assert list(publication.entries()) == []


def test_what_is_fed_is_published_only_when_that_is_asked_for(publication: Publication) -> None:
    publication.feed(ROWS[:300])
    assert (publication.size, publication.size_fed) == (0, 300)
    assert list(publication.entries()) == []
    assert publication.publish().size == publication.size == 300
    assert [entry.public for entry in publication.entries(254, 258)] == [b"254", b"255", b"256", b"257"]
    assert verify(publication.path).size == 300


def test_opened_again_it_goes_on_from_what_is_published(publication: Publication, folder: Path) -> None:
    publication.feed(ROWS[:512])
    first = publication.publish()
    again = Publication.open(folder, "troth/acme", SIGNER)
    assert (again.size, again.size_fed, again.checkpoint()) == (512, 512, first)
    again.feed(ROWS[512:])
    again.publish()
    assert publication.checkpoint().size == 600
    notes = read_history((folder / "checkpoints").read_text())
    assert [int(note.split("\n")[1]) for note in notes] == [0, 512, 600]


def test_leaves_fed_again_are_compared_and_change_nothing(publication: Publication) -> None:
    publication.feed(ROWS[:300])
    publication.feed(ROWS[10:310])
    publication.feed([ROWS[310], ROWS[310]])
    assert publication.size_fed == 311
    assert publication.publish().root == root_of(map(leaf_hash, ROWS[:311]))


def test_a_feed_of_any_length_holds_one_batch_in_memory(publication: Publication) -> None:
    taken, most = 0, 0

    def lazily() -> Iterator[bytes]:
        nonlocal taken, most
        for row in rows:
            most = max(most, taken - publication.size_fed)
            taken += 1
            yield row

    rows = rows_of("acme", 2 * BATCH + 10)
    publication.feed(lazily())
    assert publication.size_fed == len(rows)
    assert most <= BATCH
    publication.publish()
    publication.check(iter(rows))


def test_inclusion_and_consistency_are_proven_for_what_is_published(publication: Publication) -> None:
    publication.feed(ROWS[:300])
    old = publication.publish()
    publication.feed(ROWS[300:590])
    new = publication.publish()
    publication.feed(ROWS[590:])

    for index in (0, 255, 256, 299, 589):
        assert inclusion_holds(index, 590, leaf_hash(ROWS[index]), publication.prove_inclusion(index), new.root)
    assert inclusion_holds(7, 300, leaf_hash(ROWS[7]), publication.prove_inclusion(7, 300), old.root)
    assert consistency_holds(300, 590, old.root, new.root, publication.prove_consistency(300))
    for work in (
        lambda: publication.prove_inclusion(590),
        lambda: publication.prove_inclusion(0, 591),
        lambda: publication.prove_inclusion(-1),
        lambda: publication.prove_consistency(591),
        lambda: publication.prove_consistency(1, 600),
    ):
        refused("evidence.no-such-entry", work)


def test_a_folder_thrown_away_is_made_again_with_the_same_tiles(publication: Publication, folder: Path) -> None:
    for size in (200, 600):
        publication.feed(ROWS[publication.size_fed : size])
        publication.publish()
    tiles = {path.relative_to(folder): path.read_bytes() for path in (folder / "tile").rglob("*") if path.is_file()}
    note = (folder / "checkpoint").read_bytes()
    shutil.rmtree(folder)

    again = Publication.open(folder, "troth/acme", SIGNER)
    again.feed(ROWS)
    again.publish()
    made = {path.relative_to(folder): path.read_bytes() for path in (folder / "tile").rglob("*") if path.is_file()}
    assert made == tiles
    assert (folder / "checkpoint").read_bytes() == note


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([ROWS[0], ROWS[2]], "entry 2 was fed where entry 1 follows"),
        ([ROWS[0], b"no entry"], "the row fed as entry 1 is no entry"),
        ([ROWS[0], ROWS[1].replace(b'"index":1', b'"index":-1')], "entry -1 was fed where entry 1 follows"),
        (rows_of("other", 1), "the row fed as entry 0 is no entry of this log"),
        ([ROWS[0].replace(b'"public":0', b'"public":1'), ROWS[1]], "entry 1 does not follow entry 0"),
        ([ROWS[0][:-1] + b" " * 65_536 + b"}"], "the row fed as entry 0 is no entry of this log"),
    ],
    ids=["missing", "garbage", "negative", "another log's", "changed before", "too long"],
)
def test_leaves_that_are_not_the_next_ones_are_refused(publication: Publication, rows: list[bytes], text: str) -> None:
    assert text in refused("evidence.log-damaged", lambda: publication.feed(rows))
    assert publication.size_fed == 0, "nothing of the batch was taken"
    publication.feed(ROWS[:2])
    assert publication.publish().size == 2


def test_a_key_of_another_name_is_refused(folder: Path) -> None:
    refused("evidence.bad-origin", lambda: Publication.open(folder, "troth/other", SIGNER))
    assert not folder.exists()


def test_another_key_than_the_one_that_signed_is_refused(publication: Publication, folder: Path) -> None:
    other = Signer("troth/acme", bytes(range(32)))
    assert "public key" in refused("evidence.log-damaged", lambda: Publication.open(folder, "troth/acme", other))
    (folder / "checkpoint").unlink()
    (folder / "checkpoints").unlink()
    assert "public key" in refused("evidence.log-damaged", lambda: Publication.open(folder, "troth/acme", other))


def test_the_folder_of_a_log_with_its_own_journal_is_refused(log: Log) -> None:
    refused("evidence.log-exists", lambda: Publication.open(log.path, "troth/acme", SIGNER))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("checkpoint", "its checkpoint is missing"),
        ("tile/1/000.p/2", "missing or too short"),
        ("tile/entries/002.p/88", "missing or too short"),
    ],
)
def test_a_file_that_is_gone_is_noticed_on_opening(publication: Publication, name: str, text: str) -> None:
    publication.feed(ROWS)
    publication.publish()
    (publication.path / name).unlink()
    found = refused("evidence.log-damaged", lambda: Publication.open(publication.path, "troth/acme", SIGNER))
    assert text in found


def test_a_checkpoint_that_is_not_signed_by_the_key_is_noticed(publication: Publication) -> None:
    publication.feed(ROWS[:3])
    publication.publish()
    forged = Signer("troth/acme", bytes(range(32))).sign_checkpoint(9, bytes(32))
    (publication.path / "checkpoint").write_text(forged.note)
    for work in (publication.checkpoint, lambda: Publication.open(publication.path, "troth/acme", SIGNER)):
        assert "not signed by its key" in refused("evidence.log-damaged", work)


def test_errors_say_nothing_that_an_entry_holds(publication: Publication) -> None:
    canary = rows_of("acme", 1)[0].replace(b'"public":0', b'"public":"canary@example.org"')
    publication.feed(ROWS[:1])
    with pytest.raises(OutsideWorldFailed) as caught:
        publication.feed([canary])
    assert "canary" not in str(caught.value)
    with pytest.raises(WrongUse) as wrong:
        publication.prove_inclusion(5)
    assert "canary" not in str(wrong.value)
