"""What does a notice say, clause by clause, and where does it stand in the text?

1. The source is loaded (`troth.notice.text`), and cut into blocks by its format (`lines`, `page`).
2. The blocks become clauses with roles, headings and lead-ins (`troth.notice.clauses`).
3. Reading is a function of the text: no time, no chance, no setting changes it.

What it leaves out: the meaning of a clause, and fetching a notice (`troth.notice.fetch`).
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.notice.clauses import clauses_of
from troth.notice.dates import effective_date
from troth.notice.lines import read_lines
from troth.notice.model import LeftOut, Notice
from troth.notice.page import read_page
from troth.notice.text import Format, Loaded, load_file, load_text

if TYPE_CHECKING:
    from troth.notice.blocks import Block

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_RUNNING = re.compile(r"<!-- (running header|running footer|page number|page)\b")
"""What a PDF's text holds besides the notice, written down as comments (`troth.notice.pdf.document`)."""

_NOT_A_BREAK = re.compile(r"[^\r\n\f\u2028\u2029]")


def read_notice(source: Path | str, *, name: str = "", format: Format | None = None) -> Notice:  # noqa: A002 -- the field's name
    """Read a notice from a file (a `Path`) or from its text (a `str`).

    `name` is what the notice is called in places and problems: the file's name where left out. `format` overrides what
    the suffix and the text say. Raises `WrongUse` (`notice.not-found`, `notice.too-large`, `notice.empty`,
    `notice.binary`, `notice.broken-encoding`, `notice.path-as-text`, `notice.no-words`), `OutsideWorldFailed`
    (`notice.unreadable`), and for a PDF what `troth.notice.pdf.read_pdf` raises.
    """
    if isinstance(source, Path):
        return notice_of(load_file(source, name=name, format=format))
    return notice_of(load_text(source, name=name, format=format))


def notice_of(loaded: Loaded) -> Notice:
    """The notice that a loaded text is."""
    blocks, left_out = _blocks(loaded)
    clauses = clauses_of(blocks, loaded.source)
    if not clauses:
        raise WrongUse(
            f"the notice `{loaded.name}` holds markup and no words",
            id="notice.no-words",
            help="save the page with its text; a page that a script fills has to be saved from a browser",
        )
    return Notice(
        name=loaded.name,
        source=loaded.source,
        clauses=clauses,
        digest=sha256(loaded.source.encode("utf-8", "surrogatepass")).hexdigest(),
        effective_on=effective_date(clauses),
        left_out=left_out,
        problems=loaded.problems,
        format=loaded.format,
    )


def _blocks(loaded: Loaded) -> tuple[tuple[Block, ...], tuple[LeftOut, ...]]:
    source = loaded.source
    if loaded.format is Format.HTML:
        page = read_page(source)
        return page.blocks, tuple(LeftOut(*span) for span in page.left_out)
    if loaded.format is Format.TEXT:
        return read_lines(source, markdown=False), ()
    spans = [match.span() for match in _COMMENT.finditer(source)] if "-->" in source else []
    return read_lines(_blank_out(source, spans), markdown=True), tuple(
        LeftOut(start, end, known.group(1) if (known := _RUNNING.match(source, start)) else "comment")
        for start, end in spans
    )


def _blank_out(source: str, spans: list[tuple[int, int]]) -> str:
    """The source with blanks in place of these ranges; line ends stay, and so do all offsets."""
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces += [source[at:start], _NOT_A_BREAK.sub(" ", source[start:end])]
        at = end
    return "".join([*pieces, source[at:]])
