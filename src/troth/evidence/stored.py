"""What do the files of a log hold?

1. A tile or bundle is read whole: full where it is full, else the partial one, else the full one cut to what is asked
   (a partial tile may be removed once the full one is there: tlog-tiles, "Partial Tiles").
2. Files that are waiting to be written (the disk was full) are read from memory.

What it leaves out: writing (`troth.evidence.publishing`), checking (`troth.evidence.verify`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.evidence.journal import damaged
from troth.evidence.tiles import WIDTH, TileEdge, entries_path, tile_path, unframe
from troth.evidence.tree import HASH_SIZE, node_hash

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_CACHED = 256


class StoredTiles:
    """Reads the tiles and bundles below a log's folder; `waiting` holds files that are not written yet."""

    def __init__(self, folder: Path, waiting: Mapping[str, bytes]) -> None:
        self._folder = folder
        self._waiting = waiting
        self._cache: dict[tuple[int, int], bytes] = {}

    def read(self, full_path: str, width: int = WIDTH) -> bytes | None:
        """The file's bytes, or the partial one's of this width; None where there is neither."""
        names = (full_path,) if width == WIDTH else (f"{full_path}.p/{width}", full_path)
        for name in names:
            data = self._waiting.get(name)
            if data is not None:
                return data
            try:
                return (self._folder / name).read_bytes()
            except FileNotFoundError:
                continue
        return None

    def hashes(self, level: int, index: int, width: int = WIDTH) -> bytes:
        """The first `width` hashes of a tile, joined; OutsideWorldFailed where the file is gone or too short."""
        cached = self._cache.get((level, index))
        if cached is None:
            cached = self.read(tile_path(level, index), width) or b""
            if len(cached) < width * HASH_SIZE:
                raise damaged(f"`{tile_path(level, index, width)}` is missing or too short")
            if len(cached) == WIDTH * HASH_SIZE:
                if len(self._cache) >= _CACHED:
                    self._cache.clear()
                self._cache[level, index] = cached
        return cached[: width * HASH_SIZE]

    def entries(self, index: int, width: int = WIDTH) -> list[bytes]:
        """The first `width` entries of a bundle; OutsideWorldFailed where it does not hold them."""
        data = self.read(entries_path(index), width)
        try:
            found = unframe(data or b"")
        except ValueError:
            found = []
        if len(found) < width:
            raise damaged(f"`{entries_path(index, width)}` is missing or too short")
        return found[:width]


class TreeHashes:
    """Looks up complete subtrees: in full tiles on the disk, and in the tiles being filled, in memory."""

    def __init__(self, stored: StoredTiles, edge: TileEdge) -> None:
        self._stored = stored
        self._edge = edge

    def __call__(self, start: int, height: int) -> bytes:
        """MTH(D[start : start + 2**height]) of a subtree that is complete in this edge's tree."""
        level, rest = divmod(height, 8)
        index, position = divmod(start >> (8 * level), WIDTH)
        row = self._row(level, index)
        return self._within(row, position, rest)

    def _row(self, level: int, index: int) -> bytes:
        if level < len(self._edge.levels) and self._edge.levels[level].full == index:
            return b"".join(self._edge.levels[level].hashes)
        return self._stored.hashes(level, index)

    def _within(self, row: bytes, at: int, height: int) -> bytes:
        if height == 0:
            return row[at * HASH_SIZE : (at + 1) * HASH_SIZE]
        middle = at + (1 << (height - 1))
        return node_hash(self._within(row, at, height - 1), self._within(row, middle, height - 1))


def edge_at(stored: StoredTiles, base: int, published: int) -> TileEdge:
    """The right edge of the tree at `base` (a multiple of 256), from the tiles published for `published` entries.

    OutsideWorldFailed `evidence.log-damaged` where a tile is missing.
    """
    edge = TileEdge()
    level, count, shown = 1, base // WIDTH, published // WIDTH
    edge.levels[0].full = count
    while count:
        full, width = divmod(count, WIDTH)
        row = b""
        if width:
            has = WIDTH if shown // WIDTH > full else shown % WIDTH
            row = stored.hashes(level, full, has)[: width * HASH_SIZE]
        edge.put(level, full, [row[at : at + HASH_SIZE] for at in range(0, len(row), HASH_SIZE)])
        level, count, shown = level + 1, full, shown // WIDTH
    edge.size = base
    return edge
