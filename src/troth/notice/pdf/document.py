"""Which text does a PDF come to?

The text is Markdown: `#` headings, `-` and numbered items, `**` for bold words, `|` between the cells of a row.
Whatever of the words would be markup has a backslash before it. What is no part of the notice (running headers and
footers, page numbers) stands behind its page as a comment, so that it can be seen and is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.errors import Place, Problem, ProblemsFound, Severity
from troth.notice.pdf.glyphs import read_sheets
from troth.notice.pdf.order import Line, arrange
from troth.notice.pdf.paragraphs import LEADERS, Paragraph, paragraphs_of
from troth.notice.pdf.pieces import rows_of
from troth.notice.pdf.running import part_running
from troth.notice.pdf.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.notice.pdf.glyphs import Sheet
    from troth.notice.pdf.pieces import Piece

_SIGNS = re.compile(r"[\\`*\[\]<>|]|~~|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_AT_START = re.compile(r"(?:[#>+=-]|\d{1,3}[.)]|[a-z]\)|\((?:\d{1,3}|[a-z]|[ivxl]{2,6})\))")
_BULLET = re.compile(r"[0-9a-zA-Z(]")
_LETTER = re.compile(r"[^\W\d_]")
_FEW_LETTERS = 20
_UNKNOWN_SHARE = 5


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF; `problems` what of it could not be read."""

    source: str
    problems: tuple[Problem, ...] = ()


def read_pdf(data: bytes, name: str) -> PdfText:
    """The text of a PDF as Markdown.

    Raises:
        WrongUse: `notice.pdf-extra-missing`, `notice.too-large`.
        ProblemsFound: `notice.encrypted`, `notice.broken-pdf`, `notice.scanned`, `notice.letters-unknown`.
    """
    sheets = read_sheets(data, name)
    _refuse_what_has_no_text(sheets, name)
    rows, running = part_running([rows_of(sheet) for sheet in sheets], [sheet.height for sheet in sheets])
    content: list[Line | Table] = []
    last_of_page: list[int] = []
    for sheet, own in zip(sheets, rows, strict=True):
        content += arrange(own, sheet.edges, sheet.number)
        last_of_page.append(len(content))
    source = _written(paragraphs_of(content))
    comments = [
        f"<!-- {what}, page {sheet.number}: {text.replace('--', '- -').replace('>', ' ')} -->"
        for sheet, out in zip(sheets, running, strict=True)
        for what, text in out
    ]
    return PdfText(source + ("\n" + "\n".join(comments) + "\n" if comments else ""), tuple(_rotated(sheets, name)))


def _refuse_what_has_no_text(sheets: Sequence[Sheet], name: str) -> None:
    letters = sum(1 for sheet in sheets for glyph in sheet.glyphs if _LETTER.match(glyph.text))
    unknown = sum(sheet.unknown for sheet in sheets)
    if unknown * _UNKNOWN_SHARE > letters + unknown and unknown > _FEW_LETTERS:
        text = "the PDF does not say which letters its signs stand for"
        raise _found(name, "notice.letters-unknown", text)
    if letters < _FEW_LETTERS:
        raise _found(name, "notice.scanned", "the PDF holds pictures of pages and no text: it was scanned, or is empty")


def _found(name: str, id_: str, text: str) -> ProblemsFound:
    help_ = "give the text the PDF was made from, or have a program for text recognition add the text to it"
    return ProblemsFound([Problem(Place(name), id_, text, help_)])


def _rotated(sheets: Sequence[Sheet], name: str) -> list[Problem]:
    pages = [str(sheet.number) for sheet in sheets if sheet.rotated]
    if not pages:
        return []
    text = f"text that is not upright was not read, on page {', '.join(pages)}"
    help_ = "look at the page; add what belongs to the notice to a text of it"
    return [Problem(Place(name), "notice.rotated-text", text, help_, Severity.WARNING)]


def _written(content: Sequence[Paragraph | Table]) -> str:
    blocks: list[str] = []
    before: Paragraph | Table | None = None
    for each in content:
        text = _table(each) if isinstance(each, Table) else _block(each)
        tight = isinstance(each, Paragraph) and isinstance(before, Paragraph) and each.marker and before.marker
        if blocks:
            blocks.append("\n" if tight else "\n\n")
        blocks.append(text)
        before = each
    return "".join(blocks) + "\n"


def _block(paragraph: Paragraph) -> str:
    parts, leaders = _without_leaders(paragraph.parts)
    if paragraph.level:
        return "#" * paragraph.level + " " + _escaped("".join(text for text, _ in parts)).strip() + leaders
    text = "".join(_stressed(text, bold=bold) for text, bold in parts).strip()
    if not paragraph.marker and not leaders:
        indent = "    " * paragraph.depth
        return (
            indent
            + _AT_START.sub(
                lambda sign: "\\" + sign.group() if sign.group()[0] in "#>+=-" else sign.group(), text, count=1
            )
            if _AT_START.match(text)
            else indent + text
        )
    sign = paragraph.marker if paragraph.marker and _BULLET.match(paragraph.marker[0]) else "-"
    sign = "-" if sign == "o" else sign
    return "    " * paragraph.depth + f"{sign} {text}{leaders}"


def _without_leaders(parts: list[tuple[str, bool]]) -> tuple[list[tuple[str, bool]], str]:
    """An entry of a table of contents without its dots and page number, which become a comment."""
    text, bold = parts[-1]
    dots = LEADERS.search(text)
    if dots is None or not dots.group().strip(" .…"):
        return parts, ""
    return [*parts[:-1], (text[: dots.start()], bold)], f" <!-- page {dots.group().strip(' .…')} -->"


def _stressed(text: str, *, bold: bool) -> str:
    """The words as Markdown; bold ones between stars that touch them."""
    inner = text.strip()
    if not bold or not inner:
        return _escaped(text)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}**{_escaped(inner)}**{after}"


def _escaped(text: str) -> str:
    return _SIGNS.sub(lambda sign: "\\" + "\\".join(sign.group()), " ".join(text.split(" ")))


def _table(table: Table) -> str:
    width = max(len(row) for row in table.rows)
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    heads = rows.pop(0) if table.headed else [""] * width
    lines = [heads, ["---"] * width, *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(cell: Sequence[Piece]) -> str:
    words: list[str] = []
    for piece in cell:
        text = piece.text.strip()
        if words and words[-1].endswith(("-", "\u2010", "\u00ad")) and text[:1].islower():
            words[-1] = words[-1].rstrip("-\u2010\u00ad") + text
        else:
            words.append(f"{piece.marker} {text}" if piece.marker else text)
    return _escaped(" ".join(words).replace("\u00ad", ""))
