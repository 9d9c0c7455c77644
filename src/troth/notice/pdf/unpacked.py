"""How large does a PDF become when its parts are unpacked: more than a notice could be?

A few kilobytes can unpack to gigabytes (PDF 32000-1, 7.4.4), and the engine unpacks them without asking. So every part
that begins as deflated data does (RFC 1950) is unpacked here first, a piece at a time, until a limit is passed; what
deflated data unpacks to is unpacked again, where filters are stacked. A picture may be larger: it is only unpacked to
be shown, and nothing is shown here.

What it leaves out: parts that are encrypted, which cannot be known before the engine opens them, and a page that names
one part a thousand times.
"""

from __future__ import annotations

import re
import zlib

LARGEST_UNPACKED = 100_000_000
"""Bytes of all parts that are no pictures, together. A long notice has two million."""

_LARGEST_PICTURES = 2_000_000_000
"""Bytes of all pictures: eighty pages at 300 dots an inch, in colours, where packing leaves nothing out."""

_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")
_PICTURE = re.compile(rb"/Subtype\s{0,9}/Image\b")
_DICTIONARY = 2_000
_PIECE = 1_000_000


def unpacks_too_large(data: bytes) -> bool:
    """Whether the parts of a PDF are larger than any notice's."""
    words = pictures = 0
    for begin in _STREAM.finditer(data):
        back = max(begin.start() - _DICTIONARY, 0)
        start = max(data.rfind(b" obj", back, begin.start()), back)
        if _PICTURE.search(data, start, begin.start()):
            pictures += _size(data, begin.end(), _LARGEST_PICTURES - pictures)
        else:
            words += _size(data, begin.end(), LARGEST_UNPACKED - words)
        if words > LARGEST_UNPACKED or pictures > _LARGEST_PICTURES:
            return True
    return False


def _size(data: bytes, start: int, limit: int) -> int:
    """The bytes that a part unpacks to, stacked filters included; counted up to a piece beyond the limit."""
    outer = zlib.decompressobj()
    inner = zlib.decompressobj()
    size = 0
    is_stacked: bool | None = None
    view = memoryview(data)
    rest: bytes | memoryview = view[start : start + _PIECE]
    at = start + len(rest)
    while size <= limit and not outer.eof and rest:
        try:
            piece = outer.decompress(rest, _PIECE)
        except zlib.error:
            return size
        size += len(piece)
        if is_stacked is None and piece:
            is_stacked = piece[0] & 0x0F == 0x08 and piece[0] >> 4 <= 7  # noqa: PLR2004 -- RFC 1950, 2.2
        if is_stacked:
            size += _inner(inner, piece, limit - size)
        rest = outer.unconsumed_tail
        if not rest:
            rest = view[at : at + _PIECE]
            at += len(rest)
    return size


def _inner(inner: zlib._Decompress, piece: bytes, limit: int) -> int:
    """What a piece of deflated data inside of deflated data adds."""
    size = 0
    while piece and size <= limit and not inner.eof:
        try:
            size += len(inner.decompress(piece, _PIECE))
        except zlib.error:
            return size
        piece = inner.unconsumed_tail
    return size
