"""What is the hash of a log, and how is it shown that an entry, or an older log, is part of it?

The Merkle tree of RFC 6962 section 2.1, over SHA-256.

1. A leaf hashes as SHA-256(0x00 || entry), a node as SHA-256(0x01 || left || right); the empty tree as SHA-256("").
2. An `Edge` holds the complete subtrees along the right edge, at most one a height: enough to append, and to give the
   root, in O(log n) state.
3. An inclusion proof is PATH (section 2.1.1), a consistency proof is PROOF (section 2.1.2). Both are made from
   complete subtrees only, which the caller looks up, and checked as RFC 9162 sections 2.1.3.2 and 2.1.4.2 describe.

What it leaves out: how hashes are stored (`troth.evidence.tiles`) and who signs a root (`troth.evidence.checkpoint`).
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEAF_PREFIX = b"\x00"
NODE_PREFIX = b"\x01"
HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()


class Subtrees(Protocol):
    """Looks up the hash of a complete subtree: MTH(D[start : start + 2**height]), `start` a multiple of `2**height`."""

    def __call__(self, start: int, height: int) -> bytes:
        """The 32 bytes of that subtree's hash."""


def leaf_hash(entry: bytes) -> bytes:
    """The 32-byte hash of an entry as a leaf (RFC 6962, 2.1)."""
    return sha256(LEAF_PREFIX + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The 32-byte hash of two subtrees side by side (RFC 6962, 2.1)."""
    return sha256(NODE_PREFIX + left + right).digest()


def fold(nodes: Iterable[bytes]) -> bytes:
    """The root over complete subtrees given from right to left; the empty tree's where there are none."""
    root = b""
    for node in nodes:
        root = node_hash(node, root) if root else node
    return root or EMPTY_ROOT


class Edge:
    """The right edge of a growing tree: `nodes` holds the complete subtrees, the largest first.

    INVARIANT: there is one node for each bit set in `size`.
    """

    __slots__ = ("nodes", "size")

    def __init__(self, size: int = 0, nodes: Iterable[bytes] = ()) -> None:
        self.size = size
        self.nodes = list(nodes)

    def push(self, leaf: bytes) -> None:
        """Append one leaf hash."""
        position, node = self.size, leaf
        while position & 1:
            node = sha256(NODE_PREFIX + self.nodes.pop() + node).digest()
            position >>= 1
        self.nodes.append(node)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree so far."""
        return fold(reversed(self.nodes))

    def copy(self) -> Edge:
        """The same edge, to be grown apart from this one."""
        return Edge(self.size, self.nodes)


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes (MTH of RFC 6962, 2.1)."""
    edge = Edge()
    for leaf in leaves:
        edge.push(leaf)
    return edge.root()


def _split(count: int) -> int:
    """The largest power of two smaller than `count`, which is at least 2."""
    return 1 << ((count - 1).bit_length() - 1)


def range_root(start: int, stop: int, subtrees: Subtrees) -> bytes:
    """MTH(D[start:stop]) where the range is one that RFC 6962's recursion reaches (left halves are complete)."""
    count = stop - start
    if count & (count - 1) == 0:
        return subtrees(start, count.bit_length() - 1)
    middle = start + _split(count)
    return node_hash(range_root(start, middle, subtrees), range_root(middle, stop, subtrees))


def inclusion_proof(index: int, size: int, subtrees: Subtrees) -> tuple[bytes, ...]:
    """PATH(index, D[size]) of RFC 6962, 2.1.1: the siblings from the leaf up. `0 <= index < size`."""
    if not 0 <= index < size:
        raise ValueError(f"no entry {index} in a tree of {size}")
    start, stop = 0, size
    siblings: list[bytes] = []
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            siblings.append(range_root(middle, stop, subtrees))
            stop = middle
        else:
            siblings.append(range_root(start, middle, subtrees))
            start = middle
    return tuple(reversed(siblings))


def consistency_proof(old: int, new: int, subtrees: Subtrees) -> tuple[bytes, ...]:
    """PROOF(old, D[new]) of RFC 6962, 2.1.2; empty where `old` is `new` or 0. `0 <= old <= new`."""
    if not 0 <= old <= new:
        raise ValueError(f"no tree of {old} within a tree of {new}")
    if old in (0, new):
        return ()
    start, stop, whole = 0, new, True
    parts: list[bytes] = []
    while old != stop - start:
        middle = _split(stop - start)
        if old <= middle:
            parts.append(range_root(start + middle, stop, subtrees))
            stop = start + middle
        else:
            parts.append(range_root(start, start + middle, subtrees))
            start, old, whole = start + middle, old - middle, False
    if not whole:
        parts.append(range_root(start, stop, subtrees))
    return tuple(reversed(parts))


def inclusion_holds(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` shows that `leaf` is entry `index` of the tree of `size` with this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    position, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            node = node_hash(sibling, node)
            while not position & 1 and position:
                position >>= 1
                last >>= 1
        else:
            node = node_hash(node, sibling)
        position >>= 1
        last >>= 1
    return last == 0 and node == root


def consistency_holds(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the tree of `old` entries is a prefix of the tree of `new` (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old in (0, new):
        return not proof and old_root == (new_root if old == new else EMPTY_ROOT)
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    position, last = old - 1, new - 1
    while position & 1:
        position >>= 1
        last >>= 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while not position & 1 and position:
                position >>= 1
                last >>= 1
        else:
            after = node_hash(after, sibling)
        position >>= 1
        last >>= 1
    return last == 0 and before == old_root and after == new_root
