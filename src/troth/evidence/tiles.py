"""How is a log laid out in files that never change once they are full?

The layout of C2SP tlog-tiles, so that any web server, object store or cache serves it and standard verifiers read it.

1. A tile holds 256 consecutive hashes of one level; level 0 holds leaf hashes, each hash above is a full tile's root.
2. Tiles lie at `tile/<level>/<index>`, entries at `tile/entries/<index>`, indexes in groups of three digits
   (`x001/x234/067`). A tile that is not full yet is partial: `.p/<width>` is added, and it is never hashed upwards.
3. An entry bundle is the tile's entries, each behind its length as two bytes, big-endian.

What it leaves out: reading and writing (`troth.evidence.stored`, `troth.evidence.publishing`).
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from troth.evidence.tree import NODE_PREFIX, Edge, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH = 256
HEIGHT = 8
MAX_ENTRY = 0xFFFF
"""The longest entry in bytes: its length must fit two bytes."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile: `data` is `width` hashes of 32 bytes, in order."""

    level: int
    index: int
    width: int
    data: bytes

    @property
    def path(self) -> str:
        """Where the tile lies, below the log."""
        return tile_path(self.level, self.index, self.width)


def _numbered(index: int) -> str:
    """The index in groups of three digits, all but the last behind an `x` (tlog-tiles, "Merkle Tree")."""
    groups = [f"{index % 1000:03d}"]
    while index >= 1000:  # noqa: PLR2004 -- three digits a group
        index //= 1000
        groups.append(f"x{index % 1000:03d}")
    return "/".join(reversed(groups))


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """`tile/<level>/<index>`, with `.p/<width>` where the tile is partial."""
    return f"tile/{level}/{_numbered(index)}" + ("" if width == WIDTH else f".p/{width}")


def entries_path(index: int, width: int = WIDTH) -> str:
    """`tile/entries/<index>`, with `.p/<width>` where the bundle is partial."""
    return f"tile/entries/{_numbered(index)}" + ("" if width == WIDTH else f".p/{width}")


def frame(entry: bytes) -> bytes:
    """An entry behind its length. At most `MAX_ENTRY` bytes, else OverflowError."""
    return len(entry).to_bytes(2, "big") + entry


def full_bundles(framed: Sequence[bytes], first: int) -> list[tuple[int, bytes]]:
    """The bundles that these framed entries fill, with their indexes; they start bundle `first`."""
    whole = len(framed) - len(framed) % WIDTH
    return [(first + at // WIDTH, b"".join(framed[at : at + WIDTH])) for at in range(0, whole, WIDTH)]


def unframe(bundle: bytes) -> list[bytes]:
    """The entries of a bundle, in order; ValueError where its lengths do not add up."""
    entries: list[bytes] = []
    offset, end = 0, len(bundle)
    while offset < end:
        start = offset + 2
        offset = start + int.from_bytes(bundle[offset:start], "big")
        if start > end or offset > end:
            raise ValueError(f"a bundle ends within its entry {len(entries)}")
        entries.append(bundle[start:offset])
    return entries


class Level:
    """The tile being filled at one level: its hashes so far, and the complete subtrees over them."""

    __slots__ = ("full", "hashes", "nodes")

    def __init__(self, full: int = 0, hashes: Iterable[bytes] = (), nodes: Iterable[bytes] = ()) -> None:
        self.full = full
        self.hashes = list(hashes)
        self.nodes = list(nodes)


class TileEdge:
    """The right edge of a growing tree, a tile a level. INVARIANT: every level holds fewer than 256 hashes."""

    __slots__ = ("levels", "size")

    def __init__(self) -> None:
        self.size = 0
        self.levels = [Level()]

    def copy(self) -> TileEdge:
        """The same edge, to be grown apart from this one: a commit that fails leaves the original as it was."""
        twin = TileEdge()
        twin.size = self.size
        twin.levels = [Level(level.full, level.hashes, level.nodes) for level in self.levels]
        return twin

    def put(self, height: int, full: int, hashes: list[bytes]) -> None:
        """Set what a level holds (fewer than 256 hashes after `full` full tiles), to rebuild an edge from tiles."""
        while len(self.levels) <= height:
            self.levels.append(Level())
        inner = Edge()
        for new in hashes:
            inner.push(new)
        self.levels[height] = Level(full, hashes, inner.nodes)

    def root(self) -> bytes:
        """The root of the tree so far: all complete subtrees, folded from the right."""
        return fold(node for level in self.levels for node in reversed(level.nodes))

    def extend(self, hashes: Iterable[bytes], height: int = 0) -> list[Tile]:
        """Append hashes at a level (0: leaf hashes); the tiles that became full, lower levels first."""
        level = self.levels[height]
        filled: list[Tile] = []
        row, nodes, count = level.hashes, level.nodes, len(level.hashes)
        for new in hashes:
            row.append(new)
            node, position = new, count
            while position & 1:
                node = sha256(NODE_PREFIX + nodes.pop() + node).digest()
                position >>= 1
            nodes.append(node)
            count += 1
            if count == WIDTH:
                filled.append(Tile(height, level.full, WIDTH, b"".join(row)))
                if height + 1 == len(self.levels):
                    self.levels.append(Level())
                filled += self.extend((node,), height + 1)
                row.clear()
                nodes.clear()
                level.full += 1
                count = 0
        if height == 0:
            self.size = level.full * WIDTH + count
        return filled

    def partials(self) -> list[Tile]:
        """The partial tiles that a tree of this size has (tlog-tiles, "Partial Tiles"), the lowest level first."""
        return [
            Tile(height, level.full, len(level.hashes), b"".join(level.hashes))
            for height, level in enumerate(self.levels)
            if level.hashes
        ]
