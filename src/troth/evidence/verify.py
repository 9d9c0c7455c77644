"""Does this log still say what it said when it was signed, and if not, which entry is the first that does not?

Stands alone: it needs this file, Python 3.11 and the package `cryptography`, and nothing of troth. Run it on a log that
is being written, on a copy of its folder, or on an exported bundle:

    python verify.py PATH [--key FILE] [--remembered FILE] [--json]

1. Every signed checkpoint found (published, history, journal, remembered) must carry the key's signature, and the
   entries found must reproduce its root (RFC 6962; C2SP tlog-tiles, tlog-checkpoint, signed-note).
2. Where they do not, the leaf hashes that were committed to are looked for: in the tiles, in the journal, in the chain
   (each entry names its index and the leaf hash before it). A list of hashes is believed only if it reproduces a
   signed root. Against it, the first entry altered, removed, reordered, inserted or truncated is named.
3. Where nothing reproduces the root, because all of it was rewritten by somebody who cannot sign, the chain is
   followed by itself; if that is whole too, the verdict names the range of entries that no signature covers.
4. A log put back to an earlier state that was truly signed can only be told by somebody who remembers a later
   checkpoint: give it as `remembered`. A log rewritten together with its public key, only by somebody who knows the
   key: give it as `key`.
5. A journal that ends within a record is an append under way, or one that a crash cut short: no fault.

What it leaves out: repairing anything. Exit codes: 0 holds, 1 a finding, 2 wrong use, 3 unreadable.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import struct
import sys
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

WIDTH = 256
HASH = 32
_FILE_HEAD = struct.Struct(">16sQ")
_RECORD_HEAD = struct.Struct(">4sIIIQII")
_JOURNAL_MAGIC, _RECORD_MAGIC = b"troth journal 1\n", b"rec1"


class Kind(StrEnum):
    """What is wrong with a log."""

    INTACT = "intact"
    ALTERED = "altered"
    REMOVED = "removed"
    REORDERED = "reordered"
    INSERTED = "inserted"
    TRUNCATED = "truncated"
    BAD_SIGNATURE = "bad_signature"
    CHECKPOINT_ROLLBACK = "checkpoint_rollback"
    CHECKPOINT_FORK = "checkpoint_fork"
    TILE_ALTERED = "tile_altered"
    JOURNAL_ALTERED = "journal_altered"
    MALFORMED = "malformed"
    OPENED_ALTERED = "opened_altered"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a log. `size` counts the entries that a signature proves; `index` names the first at fault, and
    `through` the last that may be, where more than one may be. `where` is the file the fault was found in.
    """  # noqa: D205 -- one paragraph

    kind: Kind
    text: str
    help: str
    size: int
    origin: str = ""
    index: int | None = None
    through: int | None = None
    where: str = ""

    @property
    def holds(self) -> bool:
        """Whether the log is intact."""
        return self.kind is Kind.INTACT


class NotALog(Exception):  # noqa: N818 -- named for what it says
    """There is no log, copy or bundle at that path."""


class _Fault(Exception):  # noqa: N818 -- carries a finding from where it is made to `verify`
    def __init__(
        self, kind: Kind, text: str, index: int | None = None, through: int | None = None, where: str = ""
    ) -> None:
        super().__init__(text)
        self.kind, self.text, self.index, self.through, self.where = kind, text, index, through, where


_HELP = {
    Kind.TILE_ALTERED: "the entries are proven; restore the file from a copy, or let the writer publish it again",
    Kind.BAD_SIGNATURE: "compare the key with the one the organisation gave you, and ask where the file came from",
    Kind.CHECKPOINT_ROLLBACK: "ask for the log at the later checkpoint: entries that were signed are being withheld",
    Kind.CHECKPOINT_FORK: "keep both checkpoints: together they prove that the signer told two different stories",
    Kind.OPENED_ALTERED: "do not rely on the opened payloads; the sealed entries themselves are proven",
}
_HELP_ENTRIES = "keep this copy as it is, and compare it with another copy or an earlier bundle from this entry on"


def _leaf(entry: bytes) -> bytes:
    return sha256(b"\0" + entry).digest()


class _Edge:
    """The complete subtrees along the right edge of a tree (RFC 6962, 2.1)."""

    def __init__(self, size: int = 0, nodes: Iterable[bytes] = ()) -> None:
        self.size, self.nodes = size, list(nodes)

    def push(self, node: bytes) -> None:
        position = self.size
        while position & 1:
            node = sha256(b"\1" + self.nodes.pop() + node).digest()
            position >>= 1
        self.nodes.append(node)
        self.size += 1

    def root(self) -> bytes:
        root = b""
        for node in reversed(self.nodes):
            root = sha256(b"\1" + node + root).digest() if root else node
        return root or sha256(b"").digest()


def _root(leaves: Iterable[bytes], edge: _Edge | None = None) -> bytes:
    grown = _Edge(edge.size, edge.nodes) if edge else _Edge()
    for leaf in leaves:
        grown.push(leaf)
    return grown.root()


class _Key:
    """A verifier key of C2SP signed-note, Ed25519."""

    def __init__(self, text: str) -> None:
        self.name, number, encoded = text.strip().split("+", 2)
        raw = base64.b64decode(encoded, validate=True)
        self.id = sha256(self.name.encode() + b"\n" + raw).digest()[:4]
        if raw[:1] != b"\1" or len(raw) != HASH + 1 or self.id.hex() != number:
            raise ValueError("not an Ed25519 verifier key")
        self._key = Ed25519PublicKey.from_public_bytes(raw[1:])

    def read(self, note: bytes, where: str) -> _Note | None:
        """The checkpoint in a note; None where this key did not sign it, or it is not this log's."""
        text, gap, signatures = note.rpartition(b"\n\n")
        signed = False
        for line in signatures.split(b"\n")[:-1]:
            dash, _, rest = line.partition(b" ")
            name, _, encoded = rest.partition(b" ")
            try:
                raw = base64.b64decode(encoded, validate=True)
                if dash == "\N{EM DASH}".encode() and name == self.name.encode() and raw[:4] == self.id:
                    self._key.verify(raw[4:], text + b"\n")
                    signed = True
            except (ValueError, InvalidSignature):
                return None
        lines = text.split(b"\n")
        if not gap or not signed or len(lines) < 3 or lines[0] != self.name.encode():  # noqa: PLR2004 -- origin, size, root
            return None
        if not re.fullmatch(rb"0|[1-9][0-9]*", lines[1]):
            return None
        return _Note(int(lines[1]), base64.b64decode(lines[2]), where)


class _Note(NamedTuple):
    size: int
    root: bytes
    where: str


class _Files(Protocol):
    def read(self, name: str) -> bytes | None: ...
    def names(self, folder: str) -> list[str]: ...


class _Folder:
    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, name: str) -> bytes | None:
        try:
            return (self._path / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def names(self, folder: str) -> list[str]:
        place = self._path / folder
        return [path.name for path in place.iterdir()] if place.is_dir() else []


class _Zip:
    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path)
        self._names = set(self._zip.namelist())

    def read(self, name: str) -> bytes | None:
        return self._zip.read(name) if name in self._names else None

    def names(self, folder: str) -> list[str]:
        return [name[len(folder) + 1 :] for name in self._names if name.startswith(folder + "/")]


def _path(level: int | str, index: int) -> str:
    groups = [f"{index % 1000:03d}"]
    while index >= 1000:  # noqa: PLR2004 -- three digits a group
        index //= 1000
        groups.append(f"x{index % 1000:03d}")
    return f"tile/{level}/" + "/".join(reversed(groups))


def _read_tile(files: _Files, level: int | str, index: int, width: int) -> tuple[bytes | None, bool]:
    """The tile of this width, and whether it is the full one (a partial one may go once the full one is there)."""
    name = _path(level, index)
    partial = files.read(f"{name}.p/{width}") if width < WIDTH else None
    return (partial, False) if partial is not None else (files.read(name), True)


def _unframe(data: bytes) -> list[bytes]:
    """The entries of a bundle; what does not add up is kept as one last item that is no entry."""
    entries: list[bytes] = []
    offset = 0
    while offset < len(data):
        start = offset + 2
        stop = start + int.from_bytes(data[offset:start], "big")
        if stop > len(data):
            return [*entries, data[offset:]]
        entries.append(data[start:stop])
        offset = stop
    return entries


def _place(entry: bytes) -> tuple[int, str, str]:
    """The index, the predecessor and the organisation that an entry names; -1, "" and "" where it is none."""
    try:
        found = json.loads(entry)
        return int(found["index"]), str(found["previous"]), str(found["organisation"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return -1, "", ""


def _committed_by_chain(entries: Sequence[bytes], leaves: Sequence[bytes], start: int, size: int) -> list[list[bytes]]:
    """Lists of leaf hashes as the entries themselves name them: where two disagree, the first wins, or the last."""
    first: list[bytes | None] = [None] * (size - start)
    last = list(first)
    for entry, leaf in zip(entries, leaves, strict=True):
        index, previous, _ = _place(entry)
        claims = [(index - 1, previous)] if re.fullmatch("[0-9a-f]{64}", previous) else []
        claims += [(index, leaf.hex())] if index == size - 1 else []
        for claimed, text in claims:
            if start <= claimed < size:
                first[claimed - start] = first[claimed - start] or bytes.fromhex(text)
                last[claimed - start] = bytes.fromhex(text)
    return [[leaf for leaf in row if leaf is not None] for row in (first, last)]


def _classify(labels: list[int], start: int, size: int) -> tuple[Kind, int, int] | None:
    """What was done to a row of entries, given which committed entry each one is (-1: none): kind, first, last."""
    at = next((at for at, label in enumerate(labels) if label != start + at), len(labels))
    index = start + at
    if at == len(labels):
        return (Kind.TRUNCATED, index, size - 1) if index < size else None
    if index >= size:
        return Kind.INSERTED, index, start + len(labels) - 1
    label, rest = labels[at], labels[at:]
    if index in rest:
        is_moved = label > index and rest.count(label) == 1
        return (Kind.REORDERED if is_moved else Kind.INSERTED), index, index
    if label > index and rest.count(label) == 1:
        return Kind.REMOVED, index, label - 1
    return Kind.ALTERED, index, index


def _follow_chain(entries: Sequence[bytes], leaves: Sequence[bytes], start: int, size: int, proven: int) -> _Fault:
    """The first place where the entries' own indexes and predecessors do not fit, from the first that is not proven."""
    places = [_place(entry) for entry in entries]
    indexes = [index for index, _, _ in places]
    for at in range(max(0, proven - start), len(entries)):
        index, previous, _ = places[at]
        expected = start + at
        if index == -1:
            return _Fault(Kind.ALTERED, f"entry {expected} was altered: it is no entry any more", expected)
        if index != expected:
            label = _classify(indexes, start, size) or (Kind.ALTERED, expected, expected)
            return _name_fault(*label)
        if at and previous != leaves[at - 1].hex():
            follows = at + 1 < len(entries) and places[at + 1][1] == leaves[at].hex()
            fault = expected - 1 if follows or at + 1 == len(entries) else expected
            return _name_fault(Kind.ALTERED, max(fault, proven), max(fault, proven))
    if start + len(entries) < size:
        return _name_fault(Kind.TRUNCATED, start + len(entries), size - 1)
    return _Fault(
        Kind.ALTERED,
        f"the entries from {proven} on do not reproduce what was signed; their chain was rewritten to fit, "
        f"so that the first one altered is one of {proven} to {size - 1}",
        proven,
        size - 1,
    )


def _name_fault(kind: Kind, index: int, through: int) -> _Fault:
    many = through > index
    said = f"entries {index} to {through} were" if many else f"entry {index} was"
    said = f"the log ends before entry {index}: {said}" if kind is Kind.TRUNCATED else said
    verb = {Kind.TRUNCATED: "cut off", Kind.REORDERED: "moved out of its order"}.get(kind, kind.value)
    return _Fault(kind, f"{said} {verb}", index, through if many else None)


def _diagnose(
    entries: Sequence[bytes], edge: _Edge, target: _Note, proven: int, candidates: Iterable[Sequence[bytes]]
) -> _Fault:
    """Name the first entry at fault in a row that starts at `edge` and does not reproduce `target`."""
    start, size = edge.size, target.size
    leaves = [_leaf(entry) for entry in entries]
    for committed in [*candidates, *_committed_by_chain(entries, leaves, start, size)]:
        if len(committed) != size - start or _root(committed, edge) != target.root:
            continue
        labels = []
        for at, (entry, leaf) in enumerate(zip(entries, leaves, strict=True)):
            claimed = start + at
            if at >= len(committed) or committed[at] != leaf:
                claimed = _place(entry)[0]
                if not (start <= claimed < size and committed[claimed - start] == leaf):
                    claimed = -1
            labels.append(claimed)
        named = _classify(labels, start, size)
        if named:
            return _name_fault(*named)
    return _follow_chain(entries, leaves, start, size, proven)


class _Walk:
    """Entries taken one after another, from the tree at `edge` on (full tiles only), held against signed notes."""

    def __init__(self, edge: _Edge, previous: str, organisation: str, notes: Iterable[_Note]) -> None:
        self.full, self.last, self.size = _Edge(edge.size // WIDTH, edge.nodes), _Edge(), edge.size
        self.previous, self.organisation = previous, organisation
        self.rows: list[bytes] = []
        self.failed: list[_Note] = []
        self.misplaced: _Fault | None = None
        self.proven = 0
        self._wanted: dict[int, list[_Note]] = {}
        for note in notes:
            self._wanted.setdefault(note.size, []).append(note)
        self._meet()

    def edge(self) -> _Edge:
        return _Edge(self.size, self.full.nodes + self.last.nodes)

    def take(self, entries: Iterable[bytes]) -> list[bytes]:
        """Take the next entries; their leaf hashes."""
        leaves = []
        for entry in entries:
            leaf = _leaf(entry)
            if self.misplaced is None and _place(entry) != (self.size, self.previous, self.organisation):
                # The tree may prove such an entry: then it was its writer that was at fault.
                text = f"entry {self.size} does not name its own place in this log"
                self.misplaced = _Fault(Kind.MALFORMED, text, self.size)
            self.previous = leaf.hex()
            self.last.push(leaf)
            leaves.append(leaf)
            self.size += 1
            if self.size in self._wanted:
                self._meet()
            if self.last.size == WIDTH:
                self.rows.append(self.last.root())
                self.full.push(self.rows[-1])
                self.last = _Edge()
        return leaves

    def _meet(self) -> None:
        for note in self._wanted.get(self.size, []):
            if note.root == self.edge().root():
                self.proven = note.size
            else:
                self.failed.append(note)


class _Check:
    """One run over one log."""

    def __init__(self, files: _Files, key: _Key, progress: Callable[[int, int], None] | None) -> None:
        self.files, self.key, self.progress = files, key, progress
        self.proven = 0
        self.organisation = key.name.rpartition("/")[2]
        self.opened: dict[int, bytes] = {}
        self.shown: dict[str, Any] = {}

    def run(self, remembered: str | None) -> int:
        """Check everything; the number of entries proven, or a `_Fault`."""
        # The journal is read first and the checkpoint last: whatever the writer does meanwhile, what is read later
        # covers what was read earlier.
        journal, history = self.files.read("journal"), self.files.read("checkpoints")
        signed = self.files.read("checkpoint")
        published = self._note(signed or b"", "checkpoint")
        notes = [published, *self._history(history or b"")]
        if remembered is not None:
            notes.append(self._note(remembered.encode(), "remembered"))
        self._read_opened()
        base, records = _read_journal(journal) if journal is not None else (0, [])
        at_base, previous = self._walk_published(published, notes, base)
        covered = published.size
        if records:
            if base > published.size:
                raise _name_fault(Kind.TRUNCATED, published.size, base - 1)
            covered = max(covered, self._walk_journal(records, at_base, previous, notes))
        self._check_opened()
        for note in sorted(notes):
            if note.size > covered:
                raise _Fault(
                    Kind.CHECKPOINT_ROLLBACK,
                    f"a checkpoint in `{note.where}` was signed for {note.size} entries, and only {covered} are here",
                    covered,
                    note.size - 1,
                    note.where,
                )
        return covered

    def _note(self, data: bytes, where: str, index: int | None = None) -> _Note:
        note = self.key.read(data, where)
        if note is None:
            raise _Fault(
                Kind.BAD_SIGNATURE, f"a checkpoint in `{where}` is not signed by `{self.key.name}`", index, where=where
            )
        return note

    def _history(self, data: bytes) -> list[_Note]:
        """The notes of the history; what follows the last whole one was cut short by a crash."""
        parts = data.split(b"\n\n")[:-1]
        pairs = zip(parts[0::2], parts[1::2], strict=False)
        return [self._note(text + b"\n\n" + signatures + b"\n", "checkpoints") for text, signatures in pairs]

    def _bundle(self, index: int, width: int) -> list[bytes]:
        data, is_full = _read_tile(self.files, "entries", index, width)
        if data is None:
            widths = [int(name) for name in self.files.names(_path("entries", index) + ".p") if name.isdigit()]
            data = self.files.read(f"{_path('entries', index)}.p/{max(widths)}") if widths else b""
        found = _unframe(data or b"")
        return found[:width] if is_full and width < WIDTH else found

    def _hashes(self, level: int, index: int, width: int) -> list[bytes]:
        data = (_read_tile(self.files, level, index, width)[0] or b"")[: width * HASH]
        return [data[at : at + HASH] for at in range(0, len(data), HASH)]

    def _walk_published(self, published: _Note, notes: list[_Note], base: int) -> tuple[_Edge, str]:
        """Walk the bundles up to the published checkpoint; the tree at `base`, and the leaf hash before it."""
        size = published.size
        walk = _Walk(_Edge(), "0" * 64, self.organisation, [note for note in notes if note.size <= size])
        at_base, before_base = walk.edge(), walk.previous
        tile_fault: _Fault | None = None
        for index in range(-(-size // WIDTH)):
            width = min(WIDTH, size - index * WIDTH)
            entries = self._bundle(index, width)
            if len(entries) != width:
                raise self._diagnose_published(published, walk.proven)
            self._keep_opened(entries, index * WIDTH)
            if walk.take(entries) != self._hashes(0, index, width) and tile_fault is None:
                tile_fault = _tile_fault(0, index, width)
            if walk.size == base:
                at_base, before_base = walk.edge(), walk.previous
            self.proven = max(self.proven, walk.proven)
            if self.progress:
                self.progress(walk.size, size)
        if published in walk.failed:
            raise self._diagnose_published(published, walk.proven)
        fault = _fork(walk, "checkpoint") or walk.misplaced or tile_fault or self._check_upper_tiles(walk.rows)
        if fault:
            raise fault
        return at_base, before_base

    def _keep_opened(self, entries: Sequence[bytes], first: int) -> None:
        for index in range(first, first + len(entries)) if self.opened else ():
            if index in self.opened:
                self.opened[index] = entries[index - first]

    def _check_upper_tiles(self, rows: list[bytes]) -> _Fault | None:
        level = 1
        while rows:
            above = []
            for index in range(-(-len(rows) // WIDTH)):
                row = rows[index * WIDTH : (index + 1) * WIDTH]
                if self._hashes(level, index, len(row)) != row:
                    return _tile_fault(level, index, len(row))
                if len(row) == WIDTH:
                    above.append(_root(row))
            rows, level = above, level + 1
        return None

    def _diagnose_published(self, published: _Note, proven: int) -> _Fault:
        count = -(-published.size // WIDTH)
        widths = [min(WIDTH, published.size - index * WIDTH) for index in range(count)]
        entries = [entry for index, width in enumerate(widths) for entry in self._bundle(index, width)]
        tiles = [self._hashes(0, index, width) for index, width in enumerate(widths)]
        leaves = [_leaf(entry) for entry in entries]
        chains = _committed_by_chain(entries, leaves, 0, published.size)
        mixed: list[bytes] = []
        for index, width in enumerate(widths):
            # Level 1 may have been left alone where level 0 was not: take, tile by tile, the hashes that fit it.
            start, stop = index * WIDTH, index * WIDTH + width
            above = self._hashes(1, index // WIDTH, min(WIDTH, published.size // WIDTH - index // WIDTH * WIDTH))
            root = above[index % WIDTH] if index % WIDTH < len(above) else b""
            choices = [tiles[index], leaves[start:stop], *(chain[start:stop] for chain in chains)]
            mixed += next((row for row in choices if len(row) == width == WIDTH and _root(row) == root), tiles[index])
        whole = [leaf for row in tiles for leaf in row]
        return _diagnose(entries, _Edge(), published, proven, (whole, mixed))

    def _walk_journal(self, records: list[_Record], base: _Edge, previous: str, notes: list[_Note]) -> int:
        """Walk the journal's records from the tree at its base; the number of entries it leads to."""
        whole = [record for record in records if record.is_whole]
        ends = [self._note(record.note, "journal", record.first) for record in whole]
        beyond = [note for note in notes if ends and base.size <= note.size <= ends[-1].size]
        walk = _Walk(base, previous, self.organisation, [*beyond, *ends])
        for record, end in zip(whole, ends, strict=True):
            if record.first > walk.size:
                raise _name_fault(Kind.REMOVED, walk.size, record.first - 1)
            walk.take(record.entries)
            if walk.size != end.size or end in walk.failed:
                entries = [entry for record in whole for entry in record.entries]
                committed = [leaf for record in whole for leaf in record.hashes]
                raise _diagnose(entries, base, ends[-1], max(walk.proven, base.size), (committed,))
            self.proven = max(self.proven, walk.proven)
            if not record.is_sound:
                text = f"the journal's record of the entries from {record.first} on was altered"
                raise _Fault(Kind.JOURNAL_ALTERED, text, record.first, where="journal")
        fault = _fork(walk, "journal") or walk.misplaced
        if fault:
            raise fault
        if len(whole) < len(records):
            text = f"the journal was altered where entry {walk.size} should follow"
            raise _Fault(Kind.JOURNAL_ALTERED, text, walk.size, where="journal")
        return walk.size

    def _read_opened(self) -> None:
        data = self.files.read("opened.json")
        if data is not None:
            try:
                self.shown = json.loads(data)
                self.opened = {int(index): b"" for index in self.shown["payloads"]}
            except (ValueError, KeyError, TypeError) as error:
                raise _Fault(Kind.OPENED_ALTERED, "the file of opened payloads cannot be read") from error

    def _check_opened(self) -> None:
        """Every payload that is shown open must be what its sealed entry holds, under the key that is shown with it."""
        for index, entry in self.opened.items():
            try:
                shown = self.shown
                found = json.loads(entry)
                sealed = base64.b64decode(found["sealed"], validate=True)
                bound = "\n".join((found["organisation"], found["kind"], shown["subject"])).encode()
                held = AESGCM(base64.b64decode(shown["key"])).decrypt(sealed[:12], sealed[12:], bound)
                fits = json.loads(held) == shown["payloads"][str(index)]
            except (ValueError, KeyError, TypeError, InvalidTag):
                fits = False
            if not fits:
                raise _Fault(
                    Kind.OPENED_ALTERED, f"the payload shown for entry {index} is not what the entry holds", index
                )


def _fork(walk: _Walk, where: str) -> _Fault | None:
    """Entries that are signed, and a signed note that they do not reproduce: the signer told two stories."""
    if not walk.failed:
        return None
    note = min(walk.failed)
    text = f"the checkpoint in `{note.where}` for {note.size} entries contradicts the later one in `{where}`"
    return _Fault(Kind.CHECKPOINT_FORK, text, 0, note.size - 1, note.where)


def _tile_fault(level: int, index: int, width: int) -> _Fault:
    name = _path(level, index) + ("" if width == WIDTH else f".p/{width}")
    return _Fault(Kind.TILE_ALTERED, f"`{name}` does not hold the hashes of the entries below it", where=name)


class _Record(NamedTuple):
    """A record of the journal. Not whole: its header cannot be read. Not sound: its checksum fails."""

    first: int
    entries: list[bytes]
    hashes: list[bytes]
    note: bytes
    is_sound: bool
    is_whole: bool = True


def _read_journal(data: bytes) -> tuple[int, list[_Record]]:
    """The base and the records; a last record that is cut short is left out, an unreadable one ends the list."""
    records: list[_Record] = []
    if len(data) < _FILE_HEAD.size or not data.startswith(_JOURNAL_MAGIC):
        raise _Fault(Kind.JOURNAL_ALTERED, "the journal does not start as a journal does", where="journal")
    base, offset = _FILE_HEAD.unpack_from(data)[1], _FILE_HEAD.size
    while offset + _RECORD_HEAD.size <= len(data):
        magic, entry_bytes, note_bytes, count, first, check, head_check = _RECORD_HEAD.unpack_from(data, offset)
        start = offset + _RECORD_HEAD.size
        if magic != _RECORD_MAGIC or zlib.crc32(data[offset : start - 4]) != head_check:
            records.append(_Record(first, [], [], b"", is_sound=False, is_whole=False))
            break
        hashes_at = start + entry_bytes
        note_at = hashes_at + count * HASH
        offset = note_at + note_bytes
        if offset > len(data):
            break
        hashes = [data[at : at + HASH] for at in range(hashes_at, note_at, HASH)]
        sound = zlib.crc32(data[start:offset]) == check
        records.append(_Record(first, _unframe(data[start:hashes_at]), hashes, data[note_at:offset], sound))
    return base, records


def verify(
    path: Path | str,
    *,
    remembered: str | None = None,
    key: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Verdict:
    """The verdict on the log, copy or bundle at `path`.

    `remembered` is the note of a checkpoint seen earlier, `key` the public key as the organisation gave it (else the
    one beside the log is believed). `progress` is told the entries done and the entries there are. `NotALog` where
    there is none; OSError where it cannot be read.
    """
    place = Path(path)
    files: _Files
    if place.is_dir():
        files = _Folder(place)
    elif zipfile.is_zipfile(place):
        files = _Zip(place)
    else:
        raise NotALog(f"there is no log, copy or bundle at `{place}`")
    text = key or (files.read("public-key") or b"").decode(errors="replace")
    if not text and files.read("checkpoint") is None:
        raise NotALog(f"there is no log, copy or bundle at `{place}`")
    try:
        verifier = _Key(text)
    except ValueError:
        said = "the log's public key cannot be read"
        return Verdict(Kind.BAD_SIGNATURE, said, _HELP[Kind.BAD_SIGNATURE], 0, where="public-key")
    check = _Check(files, verifier, progress)
    try:
        size = check.run(remembered)
    except _Fault as fault:
        return Verdict(
            fault.kind,
            fault.text,
            _HELP.get(fault.kind, _HELP_ENTRIES),
            check.proven,
            verifier.name,
            fault.index,
            fault.through,
            fault.where,
        )
    text = f"all {size} entries are as they were signed"
    return Verdict(
        Kind.INTACT, text, "remember the checkpoint, to tell later that nothing was taken back", size, verifier.name
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The program; its exit code."""
    parser = argparse.ArgumentParser(prog="verify.py", description="Check a log, a copy of one, or an exported bundle.")
    parser.add_argument("path", help="the log's folder, or a bundle")
    parser.add_argument("--key", metavar="FILE", help="the public key, as the organisation gave it to you")
    parser.add_argument("--remembered", metavar="FILE", help="a checkpoint that you kept earlier")
    parser.add_argument("--json", action="store_true", help="print the verdict as JSON")
    given = parser.parse_args(arguments)
    try:
        key, remembered = (Path(name).read_text("utf-8") if name else None for name in (given.key, given.remembered))
        verdict = verify(given.path, key=key, remembered=remembered)
    except NotALog as error:
        sys.stderr.write(f"{error}\n  help: name the folder that holds `checkpoint`, or a bundle\n")
        return 2
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        sys.stderr.write(f"the log cannot be read: {error}\n  help: check the path and that you may read it\n")
        return 3
    if given.json:
        shown = {name: getattr(verdict, name) for name in Verdict.__dataclass_fields__}
        sys.stdout.write(json.dumps(shown) + "\n")
    else:
        sys.stdout.write(f"{verdict.origin}: {verdict.text} [{verdict.kind}]\n  help: {verdict.help}\n")
    return 0 if verdict.holds else 1


if __name__ == "__main__":
    sys.exit(main())
