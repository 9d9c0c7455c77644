"""Vectors: the examples in the text of C2SP tlog-tiles (index 1234067; a tree of 70,000; a tree of 256)."""

from __future__ import annotations

import pytest

from troth.evidence.tiles import MAX_ENTRY, Tile, TileEdge, entries_path, frame, tile_path, unframe
from troth.evidence.tree import leaf_hash, root_of


def hashes(count: int) -> list[bytes]:
    return [leaf_hash(b"%d" % number) for number in range(count)]


def test_an_index_is_written_in_groups_of_three_digits() -> None:
    assert tile_path(0, 1234067) == "tile/0/x001/x234/067"
    assert tile_path(63, 5) == "tile/63/005"
    assert tile_path(1, 1000, 17) == "tile/1/x001/000.p/17"
    assert entries_path(273, 112) == "tile/entries/273.p/112"
    assert entries_path(999) == "tile/entries/999"


def test_a_tree_of_70000_has_the_tiles_that_the_text_says() -> None:
    edge = TileEdge()
    full = edge.extend(hashes(70_000))

    assert [sum(tile.level == level for tile in full) for level in range(3)] == [273, 1, 0]
    assert [(tile.level, tile.index, tile.width) for tile in edge.partials()] == [
        (0, 273, 112),
        (1, 1, 17),
        (2, 0, 1),
    ]


def test_a_tree_of_256_has_one_full_tile_and_a_partial_one_above() -> None:
    edge = TileEdge()
    leaves = hashes(256)
    full = edge.extend(leaves)

    assert full == [Tile(0, 0, 256, b"".join(leaves))]
    assert edge.partials() == [Tile(1, 0, 1, root_of(leaves))]


@pytest.mark.slow
@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 513, 65_535, 65_536, 65_537])
def test_the_root_does_not_depend_on_how_the_hashes_arrive(size: int) -> None:
    leaves = hashes(size)
    at_once, in_parts = TileEdge(), TileEdge()
    at_once.extend(leaves)
    for start in range(0, size, 97):
        in_parts.extend(leaves[start : start + 97])

    assert at_once.root() == in_parts.root() == root_of(leaves)
    assert at_once.size == in_parts.size == size


def test_a_copy_grows_apart_from_the_original() -> None:
    edge = TileEdge()
    edge.extend(hashes(255))
    before = edge.root()
    twin = edge.copy()
    twin.extend(hashes(300))

    assert (edge.size, edge.root()) == (255, before)
    assert twin.size == 555


def test_a_bundle_gives_back_its_entries() -> None:
    entries = [b"", b"x", b"y" * MAX_ENTRY]
    bundle = b"".join(map(frame, entries))

    assert bundle[:5] == b"\x00\x00\x00\x01x"
    assert unframe(bundle) == entries
    assert unframe(b"") == []


@pytest.mark.parametrize("cut", [1, 2, 3, 4])
def test_a_bundle_that_ends_within_an_entry_is_refused(cut: int) -> None:
    with pytest.raises(ValueError, match="ends within its entry 0"):
        unframe(frame(b"abc")[:cut])


def test_an_entry_too_long_for_its_length_is_refused() -> None:
    with pytest.raises(OverflowError):
        frame(b"z" * (MAX_ENTRY + 1))
