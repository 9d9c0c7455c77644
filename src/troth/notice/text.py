"""What are the characters of a notice, and in which format is it written?

1. A file is refused before it is read where it is larger than `LARGEST`; a text, where it is longer.
2. Encoding of a file: the byte-order mark's (UTF-8, UTF-16); else UTF-16 where nearly every other byte is zero, with a
   warning; else UTF-8; else the one that an HTML page declares; else Windows-1252, else Latin-1, with a warning. A file
   that is UTF-8 for the most part is broken, not Latin.
3. The byte-order mark is no part of the text. Nothing else is changed: offsets count the characters that were decoded,
   line ends included.
4. Format: by the file's suffix (`.md`, `.html`, ...); for `.txt`, no suffix or a text, by what the text looks like.
5. Refused are: a missing or unreadable file, nothing but white space, binary content, a broken encoding.
6. A PDF, known by how it begins, is read as Markdown (`troth.notice.pdf`). It may be larger: it holds pictures.
7. What was fetched comes with the encoding that the answer names. It is believed, unless the octets are UTF-8 and it
   is a Latin one, which servers name without looking.

What it leaves out: office files; their text has to be saved first.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.errors import OutsideWorldFailed, Place, Problem, Severity, WrongUse

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 5_000_000
"""Bytes of a file, or characters of a text. The longest notices in use are a tenth of this."""

LARGEST_PDF = 25_000_000
"""Bytes of a PDF."""

_PDF_BEGINS = re.compile(rb"[\x00-\x20\xef\xbb\xbf]{0,1000}%PDF-")
_LATIN = re.compile(r"iso-?8859-?1|latin-?1|windows-1252|cp1252|us-ascii|ascii", re.IGNORECASE)
_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_PATH_LIKE = re.compile(r"\S{1,300}\.(?:txt|text|md|markdown|html?|xhtml)", re.IGNORECASE)
_ADDRESS_LIKE = re.compile(r"\s*https?://\S{1,2000}\s*", re.IGNORECASE)
_HEAD = 1_024
_LOOKED_AT = 4_096
_MOSTLY = 0.8
"""The share of the letters of a text that have a zero byte in UTF-16: all of English but dashes and quotes."""
_MARKDOWN_SIGNS = re.compile(
    r"^ {0,3}#{1,6} +\S|\]\((?:https?:|mailto:|#|/)|(?:\*\*|__)(?=\S)[^*_\n]{1,200}(?:\*\*|__)", re.MULTILINE
)
_HTML_BEGINS = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|\?xml|!--|[a-z][a-z0-9]*[\s>/])", re.IGNORECASE)
_HTML_ENDS = re.compile(
    r"</(?:p|div|h[1-6]|li|ul|ol|td|body|html|section|article|main|span|a)\s*>|<br\s*/?>", re.IGNORECASE
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", re.IGNORECASE)
_TEXT_CODECS = re.compile(
    r"(?:iso-?8859-?\d+|latin-?1|windows-125\d|cp125\d|us-ascii|koi8-[ru]|shift_jis|euc-(?:jp|kr)|gb2312|gbk|gb18030|big5)",
    re.IGNORECASE,
)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class Format(StrEnum):
    """The formats that a notice can be read from."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The decoded text of a notice, its format, and what had to be guessed."""

    name: str
    source: str
    format: Format
    problems: tuple[Problem, ...] = ()


def load_file(path: Path, *, name: str = "", format: Format | None = None) -> Loaded:  # noqa: A002 -- the field's name
    """Read and decode a file.

    Refuses as `load_text` does, and with `notice.not-found`, `notice.is-folder`, `notice.unreadable`.
    """
    shown = name or path.name or str(path)
    try:
        if path.is_dir():
            raise WrongUse(
                f"`{shown}` is a folder, and no notice",
                id="notice.is-folder",
                help="name the file in it that holds the published text",
            )
        size = path.stat().st_size
        with path.open("rb") as file:
            data = file.read(_HEAD)
            largest = largest_of(data)
            if size > largest:
                raise too_large(shown, size, "bytes", largest)
            data += file.read(largest + 1 - len(data))
    except FileNotFoundError as error:
        raise WrongUse(
            f"there is no file `{shown}`",
            id="notice.not-found",
            help="check the path; it is taken from the current directory",
        ) from error
    except (OSError, ValueError) as error:
        reason = error.strerror.lower() if isinstance(error, OSError) and error.strerror else "not a path"
        raise OutsideWorldFailed(
            f"the file `{shown}` cannot be read: {reason}",
            id="notice.unreadable",
            help="give the path of a readable file",
        ) from error
    return load_octets(data, name=shown, format=format or _format_by_suffix(path.suffix))


def largest_of(head: bytes) -> int:
    """How many bytes are read of a file that begins like this."""
    return LARGEST_PDF if _PDF_BEGINS.match(head) else LARGEST


def load_octets(data: bytes, *, name: str, format: Format | None = None, charset: str = "") -> Loaded:  # noqa: A002 -- the field's name
    """Decode what a file or an answer holds; `charset` is the encoding that the answer names."""
    largest = largest_of(data)
    if len(data) > largest:
        raise too_large(name, len(data), "bytes", largest)
    if _PDF_BEGINS.match(data):
        from troth.notice.pdf import read_pdf

        text = read_pdf(data, name)
        return Loaded(name, text.source, Format.MARKDOWN, text.problems)
    source, problems = _decode_named(data, name, charset) if charset else _decode(data, name)
    _refuse_what_is_no_text(source, name)
    return Loaded(name, source, format or _format_by_looks(source), problems)


def load_text(source: str, *, name: str = "", format: Format | None = None) -> Loaded:  # noqa: A002 -- the field's name
    """Take a text as it is. Refuses with `notice.too-large`, `notice.empty`, `notice.binary`, `notice.path-as-text`."""
    shown = name or "text"
    if len(source) > LARGEST:
        raise too_large(shown, len(source), "characters", LARGEST)
    if _ADDRESS_LIKE.fullmatch(source):
        raise WrongUse(
            "an address was given where the text of a notice belongs",
            id="notice.address-as-text",
            help="call `fetch_notice(...)` to read a page; a string is the notice itself",
        )
    if _PATH_LIKE.fullmatch(source):
        raise WrongUse(
            "a file's name was given where the text of a notice belongs",
            id="notice.path-as-text",
            help="pass `pathlib.Path(...)` to read a file; a string is the notice itself",
        )
    _refuse_what_is_no_text(source, shown)
    return Loaded(shown, source, format or _format_by_suffix(_suffix(name)) or _format_by_looks(source))


def _suffix(name: str) -> str:
    return f".{name.rpartition('.')[2]}" if "." in name else ""


def too_large(name: str, size: int, unit: str, largest: int) -> WrongUse:
    """The refusal of a notice that nobody could have written for people."""
    return WrongUse(
        f"the notice `{name}` is too large: {size} {unit}, at most {largest} are read",
        id="notice.too-large",
        help="save the notice alone, without the rest of the site and without pictures inside the file",
    )


def _decode(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file's bytes (rule 2)."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), ()
            except UnicodeDecodeError as error:
                raise _broken(name, encoding, data, error.start + len(mark)) from error
    if unmarked := _unmarked_utf16(data):
        with suppress(UnicodeDecodeError):
            return data.decode(unmarked), (_guessed(name, "utf-8", unmarked),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        if b"\x00" not in data and _is_mostly_utf8(data):
            raise _broken(name, "utf-8", data, error.start) from error
    return _decode_other(data, name)


def _decode_named(data: bytes, name: str, charset: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of an answer that names its encoding (rule 7)."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode(data, name)
    if _LATIN.fullmatch(charset):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return _latin(data)[0], ()
        return text, () if text.isascii() else (_guessed(name, charset, "utf-8"),)
    try:
        return data.decode(charset if _is_text_codec(charset) else "utf-8"), ()
    except UnicodeDecodeError:
        text, problems = _decode(data, name)
        return text, problems or (_guessed(name, charset, "utf-8"),)


def _unmarked_utf16(data: bytes) -> str:
    """Which UTF-16 it is without its mark: Latin letters have a zero byte behind or before them; empty for none."""
    head = data[:_LOOKED_AT]
    zeros = [head[first::2].count(0) for first in (0, 1)]
    for which, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if 2 * zeros[which] > _MOSTLY * len(head) and zeros[1 - which] < (1 - _MOSTLY) * zeros[which]:
            return encoding
    return ""


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether more of the bytes beyond ASCII form UTF-8 sequences than do not."""
    beyond = sum(byte > 0x7F for byte in data)  # noqa: PLR2004 -- the last ASCII byte
    return 2 * sum(len(match.group()) for match in _MULTIBYTE.finditer(data)) > beyond


def _decode_other(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    declared = _DECLARED.search(data[:2000])
    if declared and _TEXT_CODECS.fullmatch(declared.group(1).decode("ascii")):
        encoding = declared.group(1).decode("ascii")
        try:
            return data.decode(encoding), ()
        except (UnicodeDecodeError, LookupError) as error:
            at = error.start if isinstance(error, UnicodeDecodeError) else 0
            raise _broken(name, encoding, data, at) from error
    text, encoding = _latin(data)
    return text, (_guessed(name, "utf-8", encoding),)


def _latin(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("cp1252"), "windows-1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"


def _is_text_codec(charset: str) -> bool:
    """Whether Python decodes text of that name; it also knows codecs that are none."""
    return bool(_TEXT_CODECS.fullmatch(charset) or re.fullmatch(r"utf-?(?:8|16(?:-?[lb]e)?)", charset, re.IGNORECASE))


def _guessed(name: str, named: str, encoding: str) -> Problem:
    return Problem(
        Place(name),
        "notice.encoding-guessed",
        f"the file is not `{named}` and was read as `{encoding}`",
        "save it as UTF-8, so that quotes and accents are certain",
        Severity.WARNING,
    )


def _broken(name: str, encoding: str, data: bytes, at: int) -> WrongUse:
    line = data.count(b"\n", 0, at) + 1
    return WrongUse(
        f"the file `{name}` is not sound `{encoding}`: line {line} holds bytes that stand for no character",
        id="notice.broken-encoding",
        help="open it where it was written and save it again as UTF-8",
    )


def _refuse_what_is_no_text(source: str, name: str) -> None:
    if source.startswith("%PDF-") or "\x00" in source or _is_binary(source):
        raise WrongUse(
            f"`{name}` is not a text: it holds binary content",
            id="notice.binary",
            help="give a PDF as a file; save the notice as text, Markdown or HTML where it is none",
        )
    if not source.strip(" \t\r\n\f\v\u00a0\ufeff\u200b\u2028\u2029\x85"):
        raise WrongUse(
            f"the notice `{name}` is empty",
            id="notice.empty",
            help="give a file that holds the published text",
        )


def _is_binary(source: str) -> bool:
    """More than one control character in two hundred is no text."""
    head = source[:100_000]
    return 200 * len(_CONTROL.findall(head)) > len(head)


def _format_by_suffix(suffix: str) -> Format | None:
    if suffix.lower() in _MARKDOWN_SUFFIXES:
        return Format.MARKDOWN
    return Format.HTML if suffix.lower() in _HTML_SUFFIXES else None


def _format_by_looks(source: str) -> Format:
    """HTML begins with a tag and closes some; Markdown has a `#` heading, or two links or bold words."""
    if _HTML_BEGINS.match(source) and _HTML_ENDS.search(source):
        return Format.HTML
    for earlier, sign in enumerate(_MARKDOWN_SIGNS.finditer(source)):
        if earlier or sign.group().lstrip().startswith("#"):
            return Format.MARKDOWN
    return Format.TEXT
