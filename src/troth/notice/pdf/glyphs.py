"""Which letters stand where on the pages of a PDF?

PDFium finds them (docs/decisions/0017); nothing else of troth knows it. A letter has a place in points from the lower
left corner of its page, the size at which it is set there, and whether its font is bold. Lines and boxes are kept as
edges, because tables are drawn with them; small filled shapes, because bullets are.

PDFium is not safe for threads: one document is read at a time.
"""

from __future__ import annotations

import ctypes
import re
import threading
from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

from troth.errors import Place, Problem, ProblemsFound, WrongUse
from troth.notice.pdf.unpacked import LARGEST_UNPACKED, unpacks_too_large

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

MOST_PAGES = 300
MOST_LETTERS = 500_000
_MOST_SHAPES = 5_000
_ONE_AT_A_TIME = threading.Lock()
_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!ng)", re.IGNORECASE)
_FORCED_BOLD = 1 << 18
"""The flag of a font's description (PDF 32000-1, table 123)."""
_PASSWORD = 4
"""PDFium's number of the error `password needed or wrong`."""
_UPRIGHT = 0.1
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
SOFT_HYPHEN = "\u00ad"
_AT_LINE_END = frozenset({"\x02", "\ufffe"})
"""What PDFium makes of a hyphen at the end of a line, whether it breaks a word or is a part of it."""
_HELP_SAVE = "open it in a reader of PDF and save it anew, or save the notice as text, Markdown or HTML"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter: `left`, `right` and `base` in points; `size` as it is set on the page."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight line, or a side of a box: level where `low == high`, upright where `left == right`."""

    left: float
    right: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. `dots` are the middles of small filled shapes; `rotated` says how many letters were not upright."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    edges: tuple[Edge, ...]
    dots: tuple[tuple[float, float], ...]
    rotated: int
    unknown: int
    pictures: int


def read_sheets(data: bytes, name: str) -> list[Sheet]:
    """The pages of a PDF.

    Raises:
        WrongUse: the extra is missing (`notice.pdf-extra-missing`), or there are more pages than anybody reads, or
            it unpacks to more than a notice holds (`notice.too-large`).
        ProblemsFound: it is encrypted (`notice.encrypted`) or broken (`notice.broken-pdf`).
    """
    try:
        import pypdfium2 as pdfium
        from pypdfium2 import raw
    except ImportError as error:
        raise WrongUse(
            f"reading the PDF `{name}` needs the extra `pdf`",
            id="notice.pdf-extra-missing",
            help="install it: `pip install 'troth[pdf]'`; or save the notice as text, Markdown or HTML",
        ) from error
    if unpacks_too_large(data):
        raise _too_long(name, f"its parts unpack to more than the {LARGEST_UNPACKED} bytes that")
    with _ONE_AT_A_TIME:
        try:
            return list(_sheets(data, name, pdfium, raw))
        except pdfium.PdfiumError as error:
            raise _refusal(name, getattr(error, "err_code", 0)) from error


def _refusal(name: str, code: int) -> ProblemsFound:
    if code == _PASSWORD:
        text, id_ = "the PDF is encrypted and opens with a password only", "notice.encrypted"
        help_ = "save a copy without a password; a published notice has none"
    else:
        text, id_, help_ = "the PDF is broken: its pages cannot be found", "notice.broken-pdf", _HELP_SAVE
    return ProblemsFound([Problem(Place(name), id_, text, help_)])


def _sheets(data: bytes, name: str, pdfium: ModuleType, raw: ModuleType) -> Iterator[Sheet]:
    document = pdfium.PdfDocument(data)
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise _too_long(name, f"{count} pages, at most {MOST_PAGES}")
        letters = 0
        for number in range(count):
            page = document[number]
            try:
                sheet = _sheet(page, number + 1, raw)
            finally:
                page.close()
            letters += len(sheet.glyphs)
            if letters > MOST_LETTERS:
                raise _too_long(name, f"more than {MOST_LETTERS} letters, which is what")
            yield sheet
    finally:
        document.close()


def _too_long(name: str, what: str) -> WrongUse:
    return WrongUse(
        f"the notice `{name}` is too large: {what} are read",
        id="notice.too-large",
        help="save the pages that hold the notice as a PDF of their own",
    )


def _sheet(page: object, number: int, raw: ModuleType) -> Sheet:
    width, height = page.get_size()  # type: ignore[attr-defined]
    textpage = page.get_textpage()  # type: ignore[attr-defined]
    try:
        found = _Letters(textpage, raw, width, height)
        found.read(textpage.count_chars())
    finally:
        textpage.close()
    edges, dots, pictures = _shapes(page, raw)
    return Sheet(number, width, height, tuple(found.glyphs), edges, dots, found.rotated, found.unknown, pictures)


class _Letters:
    """The letters of one page. What belongs to a run of letters (font, size, angle) is asked for once a run."""

    def __init__(self, textpage: object, raw: ModuleType, width: float, height: float) -> None:
        self.textpage = textpage
        self.raw = raw
        self.width, self.height = width, height
        self.glyphs: list[Glyph] = []
        self.rotated = self.unknown = 0
        self.fonts: dict[int, bool] = {}
        self.seen: dict[tuple[str, int, int], int] = {}

    def read(self, count: int) -> None:
        raw, page = self.raw, self.textpage
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        for index in range(min(count, MOST_LETTERS + 1)):
            if raw.FPDFText_IsGenerated(page, index) == 1:
                continue
            shown = _shown(raw.FPDFText_GetUnicode(page, index))
            if not shown:
                self.unknown += 1
                continue
            if not raw.FPDFText_GetLooseCharBox(page, index, box):
                continue
            raw.FPDFText_GetCharOrigin(page, index, x, y)
            size, upright, bold = self._run(index)
            if not upright:
                self.rotated += 1
                continue
            if not (-1 <= x.value <= self.width + 1 and -1 <= y.value <= self.height + 1):
                continue  # beyond the page nobody sees it
            begin = min(x.value, box.left)
            place = (shown, round(begin), round(y.value))
            if shown.strip() and self.seen.get(place, index) < index - 1:
                continue  # drawn twice to look bold; directly behind itself it is a part of a ligature
            self.seen[place] = index
            end = max(box.right, begin) if shown.strip() else max(box.right, begin + 0.25 * size)
            self.glyphs.append(Glyph(shown, begin, end, y.value, size, bold))

    def _run(self, index: int) -> tuple[float, bool, bool]:
        """The size, whether upright, whether bold, of one letter."""
        raw, page = self.raw, self.textpage
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(page, index, matrix)
        scale = hypot(matrix.c, matrix.d) or 1.0
        size = raw.FPDFText_GetFontSize(page, index) * scale
        upright = matrix.a > 0 and abs(matrix.b) <= _UPRIGHT * abs(matrix.a)
        return max(size, 1.0), upright, self._is_bold(index)

    def _is_bold(self, index: int) -> bool:
        raw = self.raw
        handle = raw.FPDFText_GetTextObject(self.textpage, index)
        if not handle:
            return False
        font = raw.FPDFTextObj_GetFont(handle)
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self.fonts:
            buffer = ctypes.create_string_buffer(200)
            raw.FPDFFont_GetBaseFontName(font, buffer, 200)
            known = buffer.value.decode("utf-8", "replace")
            forced = raw.FPDFFont_GetFlags(font)
            self.fonts[key] = bool(_BOLD.search(known)) or (forced > 0 and bool(forced & _FORCED_BOLD))
        return self.fonts[key]


def _shown(code: int) -> str:
    """The letter of a code point; empty where the PDF does not say which it is."""
    letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""  # noqa: PLR2004 -- Unicode's bounds
    if letter in _AT_LINE_END:
        return "-"
    if letter == "\ufffd" or (letter and letter < " " and letter not in "\t\r\n"):
        return ""
    return " " if letter in "\t\r\n\u00a0" and letter else _LIGATURES.get(letter, letter)


def _shapes(page: object, raw: ModuleType) -> tuple[tuple[Edge, ...], tuple[tuple[float, float], ...], int]:
    """Edges of drawn lines and boxes, middles of small shapes, and how many pictures there are."""
    edges: list[Edge] = []
    dots: list[tuple[float, float]] = []
    pictures = 0
    for number, shape in enumerate(page.get_objects(max_depth=3)):  # type: ignore[attr-defined]
        if number >= _MOST_SHAPES:
            break
        if shape.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        if shape.type != raw.FPDF_PAGEOBJ_PATH:
            continue
        left, low, right, high = shape.get_bounds()
        wide, tall = right - left, high - low
        if 1 <= wide <= 8 and 1 <= tall <= 8:  # noqa: PLR2004 -- points: a bullet's size
            dots.append(((left + right) / 2, (low + high) / 2))
        if wide >= 15:  # noqa: PLR2004 -- points: no cell is narrower
            edges += [Edge(left, right, low, low), Edge(left, right, high, high)]
        if tall >= 8:  # noqa: PLR2004 -- points: no line of text is lower
            edges += [Edge(left, left, low, high), Edge(right, right, low, high)]
    return tuple(edges), tuple(dots), pictures
