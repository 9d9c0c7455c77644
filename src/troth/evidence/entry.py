"""What does the log record, and how is it written down?

1. A `Draft` is what a caller wants recorded; an `Entry` is a draft that the log gave its place.
2. An entry is one JSON object with its keys in order and no white space, so that the same entry is always the same
   bytes: `at index kind organisation previous public sealed subject`; absent parts are left out.
3. `index` and `previous` (the leaf hash of the entry before, 64 zeros at the start) chain the entries apart from the
   tree: they say what an entry that was moved or changed used to be.
4. What is personal stands only in `sealed`, under the key of its subject. `public` stays readable for ever, so a
   subject is named by an opaque identifier, which may hold no `@` and no space.

What it leaves out: encryption (`troth.evidence.keys`).
"""

from __future__ import annotations

import base64
import re
from binascii import b2a_base64
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

import msgspec

from troth.errors import WrongUse
from troth.words import OrganisationId, SubjectId  # noqa: TC001 -- decoding looks the types up

MAX_PAYLOAD = 48_000
"""The most bytes of public payload and base64 sealed payload together: the entry around them still fits two bytes."""

_is_kind = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)+").fullmatch
_is_subject = re.compile(r"[A-Za-z0-9._:~-]{1,128}").fullmatch
_canonical = msgspec.json.Encoder(order="sorted").encode


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be recorded.

    `kind` is dotted and lower-case (`choice.recorded`). `public` and `sealed` are frozen dataclasses (or anything else
    that msgspec encodes), or None; `sealed` needs a `subject`, under whose key it is put.
    """

    organisation: OrganisationId
    kind: str
    subject: SubjectId | None = None
    public: object = None
    sealed: object = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The log's word that an entry is durable: its index, and the 32-byte leaf hash to prove it by."""

    index: int
    leaf_hash: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the log. `public` is canonical JSON, `sealed` is nonce and ciphertext; both empty where absent."""

    at: datetime
    index: int
    kind: str
    organisation: OrganisationId
    previous: bytes
    public: bytes
    sealed: bytes
    subject: SubjectId | None


class Prepared(NamedTuple):
    """A checked draft, written down but for its time, index and predecessor: what stands between and after those.

    A tuple, since one is made for every entry and a frozen dataclass takes three times as long to make.
    """

    middle: bytes
    tail: bytes


class _Written(msgspec.Struct, frozen=True):
    """An entry as JSON has it."""

    at: datetime
    index: int
    kind: str
    organisation: OrganisationId
    previous: str
    public: msgspec.Raw = msgspec.Raw(b"")
    sealed: str = ""
    subject: SubjectId | None = None


class Place(msgspec.Struct, frozen=True):
    """Where an entry says that it stands: `previous` in hexadecimal."""

    index: int
    organisation: OrganisationId
    previous: str


_decode = msgspec.json.Decoder(_Written).decode
_decode_place = msgspec.json.Decoder(Place).decode


def canonical_json(value: object) -> bytes:
    """`value` as JSON with sorted keys; WrongUse `evidence.bad-payload` where msgspec has no encoding for it."""
    try:
        return _canonical(value)
    except (TypeError, ValueError, msgspec.MsgspecError) as error:
        raise WrongUse(
            f"a payload of type `{type(value).__name__}` cannot be written as JSON",
            id="evidence.bad-payload",
            help="use a frozen dataclass of texts, numbers, times, enumerations and tuples of these",
        ) from error


def check_draft(draft: Draft, organisation: OrganisationId) -> None:
    """Refuse a draft that this organisation's log must not record."""
    if draft.organisation != organisation:
        raise WrongUse(
            f"the log of organisation `{organisation}` cannot record an entry of another organisation",
            id="evidence.wrong-organisation",
            help="open the log of the entry's own organisation",
        )
    if draft.subject is not None and not _is_subject(draft.subject):
        raise WrongUse(
            "an entry's subject is not an opaque identifier",
            id="evidence.bad-subject",
            help="use letters, digits and `._:~-`, at most 128; an address or a name belongs in the sealed payload",
        )
    if draft.sealed is not None and draft.subject is None:
        raise WrongUse(
            "a sealed payload has no subject whose key could seal it",
            id="evidence.sealed-without-subject",
            help="give the draft its subject, or make the payload public",
        )


@lru_cache(maxsize=1024)
def _middle(kind: str, organisation: str) -> bytes:
    """What every entry of a kind says between its index and its predecessor; kinds are few."""
    if not _is_kind(kind):
        raise WrongUse(
            "an entry's kind is not dotted and lower-case",
            id="evidence.bad-kind",
            help="name the thing, then what happened, as in `choice.recorded`",
        )
    return f'"kind":"{kind}","organisation":"{organisation}","previous":"'.encode()


def prepare(draft: Draft, sealed: bytes) -> Prepared:
    """Write down a draft that was checked; `sealed` is its sealed payload's ciphertext, or empty."""
    tail = b'"'
    if draft.public is not None:
        tail += b',"public":' + canonical_json(draft.public)
    if sealed:
        tail += b',"sealed":"%b"' % b2a_base64(sealed, newline=False)
    if len(tail) > MAX_PAYLOAD:
        raise WrongUse(
            f"an entry's payloads take more than {MAX_PAYLOAD:,} bytes",
            id="evidence.entry-too-large",
            help="record a hash of what is large, and keep the thing itself elsewhere",
        )
    if draft.subject is not None:
        tail += b',"subject":"%b"' % draft.subject.encode()
    return Prepared(_middle(draft.kind, draft.organisation), tail + b"}")


def write_entry(prepared: Prepared, at: bytes, index: int, previous: bytes) -> bytes:
    """The bytes of the entry: `at` as `time_text` gives it, `previous` as 64 hexadecimal digits."""
    return b'{"at":"%b","index":%d,%b%b%b' % (at, index, prepared.middle, previous, prepared.tail)


def time_text(at: datetime) -> bytes:
    """A time as entries carry it: RFC 3339, UTC, microseconds, `Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").encode()


def read_entry(data: bytes) -> Entry:
    """The entry that these bytes are; ValueError where they are none."""
    try:
        found = _decode(data)
        return Entry(
            found.at,
            found.index,
            found.kind,
            found.organisation,
            bytes.fromhex(found.previous),
            bytes(found.public),
            base64.b64decode(found.sealed, validate=True),
            found.subject,
        )
    except msgspec.MsgspecError as error:
        # The decoder's own text may repeat what the entry holds.
        raise ValueError("these bytes are no entry") from error


def read_place(data: bytes) -> Place:
    """Where the entry that these bytes are says that it stands; ValueError where they are none."""
    try:
        return _decode_place(data)
    except msgspec.MsgspecError as error:
        raise ValueError("these bytes are no entry") from error
