"""Which cells hold one of the identifiers that are looked for?

One pass over a column for all identifiers of all subjects: what could be an identifier is cut out of the cells and
looked up, so that a thousand subjects cost little more than one. Rules:

1. E-mail: without regard to case, alone or anywhere in a text, also as `name%40domain` and in base64.
2. Telephone: the same digits, with or without the country code, however they are grouped; never only the end of a
   longer number.
3. Account: as other keys are compared (`cellforms`). Within a text only where it could be nothing else: eight digits,
   or five characters with a letter and a digit. Cookie: as it stands; within a text from eight characters with a
   digit on.
4. A digest is found by the digest of the normal form: MD5, SHA-1, SHA-256, SHA-512, in hexadecimal digits.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING
from urllib.parse import unquote

from troth.errors import Problem
from troth.estate.graph.cellforms import canonical
from troth.inventory import Content, Seed
from troth.subjects.identifiers import normalise
from troth.words import IdentifierKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from troth.inventory import Cell

_MAIL = re.compile(r"[^\s@<>(),;:\"'\[\]\\/|=&?%{}\x1f]+@[^\s@<>(),;:\"'\[\]\\/|=&?%{}\x1f]+\.[^\W_][\w-]*")
_NUMBER = re.compile(r"\+?\(?\d(?:[ ()./\u00a0-]{0,3}\d){6,}")
_TOKEN = re.compile(r"\w[\w.-]{3,}\w")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_PLAIN = re.compile(r"[\w.+'&=~$!#*^-]+@[a-z0-9.-]+", re.ASCII)
_LIKE = re.compile(r"@|%40|\d(?:[ ()./\u00a0-]{0,3}\d){6}|[A-Za-z0-9+/]{16,}=")
_BRIEF = 40
_ENCODED = 20
"""Characters of a cell on average, below which a column is not looked through for base64."""
_SEPARATOR = "\x1f"
_TAIL = 7
_ALGORITHMS = ("md5", "sha1", "sha256", "sha512")
_LONGEST_CODE, _ZEROS = 3, 2


class Sought:
    """A set of identifiers, made ready to be looked for."""

    def __init__(self, seeds: Iterable[Seed]) -> None:
        self.seeds = frozenset(seeds)
        self.kinds = frozenset(seed.kind for seed in self.seeds)
        of: dict[IdentifierKind, dict[str, Seed]] = {kind: {} for kind in IdentifierKind}
        for seed in self.seeds:
            of[seed.kind][seed.text] = seed
        self._mails = of[IdentifierKind.EMAIL]
        self._cookies = of[IdentifierKind.COOKIE]
        self._accounts: dict[str, list[Seed]] = {}
        for seed in of[IdentifierKind.ACCOUNT].values():
            self._accounts.setdefault(canonical(seed.text), []).append(seed)
        self._tails: dict[str, list[Seed]] = {}
        for seed in of[IdentifierKind.PHONE].values():
            self._tails.setdefault(seed.text[-_TAIL:], []).append(seed)
        self._tokens: dict[str, Seed] = {s.text.lower(): s for s in self.seeds if stands_out(s)}
        self._digests: dict[str, Seed] | None = None

    @property
    def is_askable(self) -> bool:
        """Whether an index finds all of them in fields of the normal form: a number without its country is in none."""
        return all(seed.text.startswith("+") for seed in self.seeds if seed.kind is IdentifierKind.PHONE)

    @property
    def is_like(self) -> bool:
        """Whether all of them look like what they are: a cell that does not look like one holds none of them."""
        return self.kinds <= {IdentifierKind.EMAIL, IdentifierKind.PHONE}

    @property
    def is_in_words(self) -> bool:
        """Whether one of them is found in a text by its letters alone: nothing there looks like one."""
        return bool(self._tokens)

    def within(self, kind: IdentifierKind | None, content: Content, cells: Sequence[Cell]) -> set[tuple[int, Seed]]:
        """The places of the cells that hold one, with what they hold. `kind` is that of the field, where it has one."""
        if content is Content.HASH:
            return set(self._in_digests(cells))
        if content is Content.VALUE and kind is not None:
            return set(self._in_values(kind, cells))
        return set(self._in_texts(cells)) | set(self._in_values(kind, cells) if kind else ())

    def is_normal(self, kind: IdentifierKind | None, cells: Sequence[Cell]) -> bool:
        """Whether all cells are written in the normal form of a kind: then an index finds them.

        Without a kind: whether nothing in them is like an identifier, so that they need not be read again.
        """
        if kind is None:
            texts = [cell for cell in cells if isinstance(cell, str)]
            joined = _SEPARATOR.join(texts)
            return _LIKE.search(joined) is None and len(joined) <= (_BRIEF + 1) * len(texts)
        if kind is IdentifierKind.EMAIL:
            return all(c is None or (isinstance(c, str) and _PLAIN.fullmatch(c) and c.islower()) for c in cells)
        if kind is IdentifierKind.PHONE:
            return all(c is None or (isinstance(c, str) and c[:1] == "+" and c[1:].isdigit()) for c in cells)
        return False

    def _in_values(self, kind: IdentifierKind, cells: Sequence[Cell]) -> Iterator[tuple[int, Seed]]:
        if kind is IdentifierKind.EMAIL:
            yield from self._in_mails(cells)
        elif kind is IdentifierKind.PHONE and self._tails:
            for place, cell in enumerate(cells):
                yield from ((place, seed) for seed in self._numbered("" if cell is None else str(cell)))
        elif kind is IdentifierKind.ACCOUNT and self._accounts:
            for place, cell in enumerate(cells):
                yield from ((place, seed) for seed in self._accounts.get(canonical(cell), ()))
        elif kind is IdentifierKind.COOKIE and self._cookies:
            for place, cell in enumerate(cells):
                if isinstance(cell, str) and (found := self._cookies.get(cell.strip())) is not None:
                    yield place, found

    def _in_mails(self, cells: Sequence[Cell]) -> Iterator[tuple[int, Seed]]:
        mails = self._mails
        if not mails:
            return
        odd = []
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                form = cell.strip().lower()
                if (found := mails.get(form)) is not None:
                    yield place, found
                elif form and not _PLAIN.fullmatch(form):
                    odd.append((place, cell))
        texts = [cell for _, cell in odd]
        yield from ((odd[place][0], seed) for place, seed in self._mails_in(texts, list(range(len(texts)))))

    def _in_digests(self, cells: Sequence[Cell]) -> Iterator[tuple[int, Seed]]:
        if self._digests is None:
            self._digests = {digest: seed for seed in self.seeds for digest in digests(seed)}
        for place, cell in enumerate(cells):
            if isinstance(cell, (str, bytes)) and (found := self._digests.get(canonical(cell))) is not None:
                yield place, found

    def _in_texts(self, cells: Sequence[Cell]) -> Iterator[tuple[int, Seed]]:
        places = [place for place, cell in enumerate(cells) if isinstance(cell, str)]
        texts = [cells[place] for place in places]
        known = [text for text in texts if isinstance(text, str)]
        yield from self._mails_in(known, places)
        joined, starts = _joined(known)
        if self._tails:
            for match in _NUMBER.finditer(joined):
                yield from ((places[_place(starts, match)], seed) for seed in self._numbered(match[0]))
        if self._tokens:
            for match in _TOKEN.finditer(joined):
                if (found := self._tokens.get(match[0].lower())) is not None:
                    yield places[_place(starts, match)], found

    def _mails_in(self, texts: list[str], places: list[int]) -> Iterator[tuple[int, Seed]]:
        """The addresses within texts; `places` are those of the texts among the cells."""
        if not self._mails:
            return
        joined, starts = _joined(texts)
        if "@" in joined:
            for match in _MAIL.finditer(joined):
                yield from ((places[_place(starts, match)], seed) for seed in self._mailed(match[0]))
        if "%40" in joined:
            for place, text in zip(places, texts, strict=True):
                yield from ((place, seed) for seed in self._all_mailed(unquote(text) if "%40" in text else ""))
        for match in _BASE64.finditer(joined) if len(joined) >= _ENCODED * len(texts) else ():
            yield from ((places[_place(starts, match)], seed) for seed in self._all_mailed(_decoded(match[0])))

    def _all_mailed(self, text: str) -> Iterator[Seed]:
        for match in _MAIL.finditer(text):
            yield from self._mailed(match[0])

    def _mailed(self, text: str) -> Iterator[Seed]:
        """The address that is looked for, where it is one; also with the domain in its ASCII form."""
        form = text.lower().strip(".")
        found = self._mails.get(form)
        if found is None and not form.isascii():
            normal = normalise(IdentifierKind.EMAIL, unicodedata.normalize("NFKC", form))
            found = None if isinstance(normal, Problem) else self._mails.get(normal.text)
        if found is not None:
            yield found

    def _numbered(self, text: str) -> Iterator[Seed]:
        digits = "".join(filter(str.isdigit, text))
        for seed in self._tails.get(digits[-_TAIL:], ()):
            if is_number(text, digits, seed.text):
                yield seed


def is_number(text: str, digits: str, wanted: str) -> bool:
    """Whether a telephone number as it was written is the one that is wanted; `digits` are those of the text.

    Wanted is E.164 (`+4930...`), or a national number (`030...`) where nothing says of which country.
    """
    if not wanted.startswith("+"):
        core = wanted.lstrip("0")
        return digits.endswith(core) and len(digits) - len(core) <= _LONGEST_CODE + 1
    wanted = wanted[1:]
    if text.lstrip(" (").startswith("+"):
        # the zero in brackets that some write after the country code: `+49 (0) 30`
        return wanted in (digits, "".join(filter(str.isdigit, text.replace("(0)", ""))))
    if digits.startswith("00"):
        return digits[_ZEROS:] == wanted
    return any(
        len(form) >= _TAIL and wanted.endswith(form) and len(wanted) - len(form) <= _LONGEST_CODE
        for form in (digits.removeprefix("0"), digits)
    )


def digests(seed: Seed) -> Iterator[str]:
    """The digests under which an identifier may stand in a system, in hexadecimal digits.

    A telephone number is digested with its `+` and without.
    """
    forms = [seed.text, seed.text[1:]] if seed.kind is IdentifierKind.PHONE else [seed.text]
    for form in forms:
        for name in _ALGORITHMS:
            yield hashlib.new(name, form.encode(), usedforsecurity=False).hexdigest()


def stands_out(seed: Seed) -> bool:
    """Rule 3: whether it could be nothing else within a text."""
    text = seed.text
    if seed.kind is IdentifierKind.COOKIE:
        return len(text) >= 8 and any(c.isdigit() for c in text)  # noqa: PLR2004 -- rule 3
    if seed.kind is not IdentifierKind.ACCOUNT or not _TOKEN.fullmatch(text):
        return False
    if text.isdigit():
        return len(text) >= 8  # noqa: PLR2004 -- rule 3
    return len(text) >= 5 and any(c.isdigit() for c in text) and any(c.isalpha() for c in text)  # noqa: PLR2004


def _joined(texts: list[str]) -> tuple[str, list[int]]:
    """All texts as one, and where each begins."""
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    return _SEPARATOR.join(texts), starts


def _place(starts: list[int], match: re.Match[str]) -> int:
    return bisect_right(starts, match.start()) - 1


def _decoded(text: str) -> str:
    """What a text says in base64; empty where it is none, or does not speak of a mailbox."""
    if text.isdigit() or (text.isalpha() and text.islower()):
        return ""
    try:
        raw = base64.b64decode(
            text.replace("-", "+").replace("_", "/").rstrip("=") + "=" * (-len(text.rstrip("=")) % 4)
        )
    except (binascii.Error, ValueError):
        return ""
    return raw.decode("latin-1") if b"@" in raw and raw.isascii() else ""
