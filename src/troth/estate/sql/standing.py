"""Which value stands for nobody, and is like no other?

A setting's `{}` is filled with a digest of the row's key: the same row always gets the same value, so that doing it
twice is doing it once. The digest says no more than the key that stands beside it in the row.

Rules:
1. Where the column takes fewer characters, the digest is shortened; where there is no room for the words around it, the
   value is the digest alone. A digest of fewer than eight characters is not trusted to be like no other.
2. A column of numbers gets a negative number made of the digest, one of UUIDs a UUID (RFC 9562, version 8), octets the
   digest's octets.
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from troth.estate.sql.writing.catalog import Live
    from troth.inventory import Cell, DatasetName, RowKey

_LONGEST = 16
_SHORTEST = 8
_BITS = {"smallint": 15, "int2": 15, "mediumint": 23, "bigint": 63, "int8": 63, "integer": 31, "int": 31, "tinyint": 7}
"""By the beginning of the type's name: how large a number may be."""


def standing_for_nobody(template: Cell, at: DatasetName, row: RowKey, column: Live) -> Cell:
    """The value for a row of a dataset."""
    said = hashlib.sha256(repr((str(at), column.name, row)).encode("utf-8", "surrogatepass")).digest()
    kind = column.type.partition("(")[0]
    if kind == "uuid":
        return str(_uuid(said))
    if kind in ("bytea", "blob", "binary", "varbinary", "longblob", "tinyblob", "mediumblob"):
        return said[: min(column.limit or _LONGEST, _LONGEST)]
    bits = next((bits for name, bits in _BITS.items() if kind.split(" ")[0] == name), 0)
    if bits:
        number = int.from_bytes(said[:8], "big") % (1 << bits)
        return number if "unsigned" in column.type else -number - 1
    return _text(str(template), said, column.limit)


def _text(template: str, said: bytes, limit: int) -> str:
    """Base 32 has five bits a character, and no letters whose case matters."""
    digest = base64.b32encode(said).decode().lower()
    around = len(template) - template.count("{}") * 2
    room = limit - around if limit else _LONGEST
    if room < _SHORTEST:
        return digest[:limit]
    return template.replace("{}", digest[: min(room, _LONGEST)])


def _uuid(said: bytes) -> uuid.UUID:
    octets = bytearray(said[:16])
    octets[6] = octets[6] & 0x0F | 0x80
    octets[8] = octets[8] & 0x3F | 0x80
    return uuid.UUID(bytes=bytes(octets))
