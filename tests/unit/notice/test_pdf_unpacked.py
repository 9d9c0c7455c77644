"""A PDF that unpacks to more than a notice holds is known before it is opened."""

from __future__ import annotations

import random
import zlib

import pytest

from troth.errors import WrongUse
from troth.notice.pdf import read_pdf
from troth.notice.pdf.unpacked import LARGEST_UNPACKED, unpacks_too_large
from unit.notice.pdfs import head, laid_out, para

BLANKS = b" " * (LARGEST_UNPACKED + 1)


def part(data: bytes, said: bytes = b"") -> bytes:
    return b"7 0 obj\n<< /Filter /FlateDecode %s >>\nstream\n%s\nendstream\nendobj\n" % (said, data)


@pytest.mark.parametrize(
    "parts",
    [
        [part(zlib.compress(BLANKS))],
        [part(zlib.compress(zlib.compress(BLANKS, 9)))],
        [part(zlib.compress(BLANKS[: LARGEST_UNPACKED // 2 + 1]))] * 2,
        [part(zlib.compress(BLANKS)).replace(b"\nstream\n", b"\nstream\r\n")],
    ],
    ids=["one", "stacked", "two", "line-end"],
)
def test_what_unpacks_to_too_much_is_found(parts: list[bytes]) -> None:
    assert unpacks_too_large(b"%PDF-1.7\n" + b"".join(parts))


@pytest.mark.parametrize(
    "parts",
    [
        [part(zlib.compress(BLANKS[: LARGEST_UNPACKED // 2]))],
        [part(zlib.compress(BLANKS), b"/Subtype /Image")],
        [part(random.Random(1).randbytes(10_000))],  # noqa: S311 -- any octets
        [part(b"x\x9c" + b"\xff" * 100)],
        [part(b"")],
        [],
    ],
    ids=["half", "picture", "noise", "broken", "empty", "none"],
)
def test_what_does_not_is_not(parts: list[bytes]) -> None:
    assert not unpacks_too_large(b"%PDF-1.7\n" + b"".join(parts))


def test_a_page_is_not_opened_where_it_unpacks_to_too_much() -> None:
    page = laid_out([head("Privacy"), para("We keep your data.")])
    with pytest.raises(WrongUse) as refused:
        read_pdf(page + part(zlib.compress(BLANKS)), "notice.pdf")
    assert (refused.value.id, str(LARGEST_UNPACKED) in refused.value.text) == ("notice.too-large", True)
