"""However drafts are split into commits, feeds and publications, the same entries become the same files.

They are also the files that a log with its own journal writes, given the same key and clock, and its verifier accepts.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from troth.clock import SetClock
from troth.evidence import Draft, Log, Signer
from troth.evidence.publication import Publication
from troth.evidence.sequence import HEAD_OF_NOTHING, follow
from troth.evidence.stored import StoredTiles
from troth.evidence.tiles import WIDTH, entries_path, tile_path
from troth.evidence.tree import inclusion_holds, leaf_hash
from troth.evidence.verify import verify
from troth.words import OrganisationId, SubjectId

if TYPE_CHECKING:
    from collections.abc import Iterator

ACME, NOON = OrganisationId("acme"), datetime(2026, 3, 1, 12, tzinfo=UTC)
MOMENT = timedelta(milliseconds=1)
"""Short, so that the log publishes only when it is asked to."""
NOT_PUBLISHED = {"journal", "lock", "private"}

words = st.builds(
    Draft,
    st.just(ACME),
    st.sampled_from(["choice.recorded", "request.answered"]),
    st.none() | st.sampled_from(["alice", "bob"]).map(SubjectId),
    st.none() | st.text(max_size=20) | st.integers(-9, 9) | st.lists(st.booleans(), max_size=3).map(tuple),
)
sizes = st.integers(0, 2 * WIDTH + 90)
splits = st.lists(st.integers(0, 2 * WIDTH + 90), max_size=4)


def series(kinds: list[Draft], count: int) -> list[Draft]:
    return [kinds[number % len(kinds)] for number in range(count)]


def pieces(split: list[int], count: int) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in sorted({min(at, count) for at in split} | {count}):
        yield start, stop
        start = stop


def leaves_of(drafts: list[Draft], commits: list[int], clock: SetClock) -> list[bytes]:
    """The rows of a database: each commit a moment after the one before."""
    head, rows = HEAD_OF_NOTHING, []
    for start, stop in pieces(commits, len(drafts)):
        added, head = follow(head, ACME, drafts[start:stop], clock.now(), lambda _: b"")
        rows += [leaf.data for leaf in added]
        clock.advance(MOMENT)
    return rows


def files_of(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {str(path): data for path, data in found.items() if path.parts[0] not in NOT_PUBLISHED}


def files_for(folder: Path, size: int) -> dict[str, bytes]:
    """What the checkpoint of this size rests on."""
    names = ["checkpoint", "public-key"]
    level, count = 0, size
    while count:
        for index in range(-(-count // WIDTH)):
            width = min(WIDTH, count - index * WIDTH)
            names += [tile_path(level, index, width), *([entries_path(index, width)] if level == 0 else [])]
        level, count = level + 1, count // WIDTH
    return {name: (folder / name).read_bytes() for name in names}


@settings(max_examples=25)
@given(st.lists(words, min_size=1, max_size=5), sizes, splits, splits, splits)
@example([Draft(ACME, "choice.recorded")], 2 * WIDTH, [WIDTH - 1, WIDTH, WIDTH + 1], [WIDTH], [1, WIDTH])
@example([Draft(ACME, "choice.recorded")], 0, [], [], [])
def test_the_same_entries_are_the_same_files_as_in_a_log_with_its_own_journal(
    kinds: list[Draft], count: int, commits: list[int], feeds: list[int], publications: list[int]
) -> None:
    drafts = series(kinds, count)
    with tempfile.TemporaryDirectory(prefix="troth-evidence-") as made:
        place = Path(made)
        clock = SetClock(NOON)
        # A log publishes between commits, so that each publication is the end of one.
        commits = [*commits, *publications]
        with Log.create(place / "log", "troth/acme", clock) as log:
            signer = Signer.parse((place / "log" / "private" / "signing-key").read_text())
            for start, stop in pieces(commits, count):
                log.append_many(drafts[start:stop])
                if stop in publications:
                    log.checkpoint()
                clock.advance(MOMENT)
        rows = leaves_of(drafts, commits, SetClock(NOON))
        publication = Publication.open(place / "published", "troth/acme", signer)
        for start, stop in pieces([*feeds, *publications], count):
            publication.feed(rows[start:stop])
            if stop in publications or stop == count:
                publication.publish()

        assert files_of(place / "published") == files_of(place / "log")
        verdict = verify(place / "published")
        assert (verdict.holds, verdict.size) == (True, count)
        publication.check(rows)


@settings(max_examples=25)
@given(st.lists(words, min_size=1, max_size=5), sizes, splits, splits, st.data())
@example([Draft(ACME, "choice.recorded")], 2 * WIDTH + 1, [WIDTH], [10, WIDTH, WIDTH + 10], None)
def test_what_the_last_checkpoint_rests_on_does_not_depend_on_earlier_ones_nor_on_who_published_them(
    kinds: list[Draft], count: int, commits: list[int], publications: list[int], data: st.DataObject | None
) -> None:
    rows = leaves_of(series(kinds, count), commits, SetClock(NOON))
    signer = Signer("troth/acme", bytes(range(32)))
    with tempfile.TemporaryDirectory(prefix="troth-evidence-") as made:
        at_once = Publication.open(Path(made) / "at-once", "troth/acme", signer)
        at_once.feed(rows)
        last = at_once.publish()
        several = [Publication.open(Path(made) / "several", "troth/acme", signer) for _ in range(3)]
        for turn, (start, stop) in enumerate(pieces(publications, count)):
            one = several[turn % 3]
            one.feed(rows[max(0, start - 5) : stop] if one.size_fed == start else rows[one.size_fed : stop])
            one.publish()

        assert several[0].checkpoint() == last
        assert files_for(several[0].path, count) == files_for(at_once.path, count)
        assert verify(several[0].path).holds
        for one in several:
            one.check(rows)
            if count:
                index = data.draw(st.integers(0, count - 1)) if data else count - 1
                size = data.draw(st.integers(index + 1, count)) if data else count
                assert one.prove_inclusion(index, size) == at_once.prove_inclusion(index, size)
                proof = one.prove_inclusion(index)
                assert inclusion_holds(index, count, leaf_hash(rows[index]), proof, last.root)
        assert [entry.index for entry in several[0].entries()] == list(range(count))
        assert StoredTiles(several[0].path, {}).entries(0, min(count, WIDTH)) == rows[:WIDTH] if count else True
