"""What does a cell hold once a person's identifiers are taken out of it?

Rules:
1. Text: each place where an identifier stands becomes `[erased]`; `erased` within an address, where brackets have a
   meaning. A cell that nothing else than an identifier stands in is treated likewise: whether it is to be empty is the
   plan's word, not ours.
2. JSON stays JSON, and what was not touched stays as it was written: only strings that hold an identifier are written
   anew, names of members too. A number that is one becomes 0.
3. PHP's serialised form keeps its counts of octets. So do sessions of PHP (`name|s:5:"alice";`).
4. Base64 of a text that holds an identifier is written anew.
5. One form may stand in another: JSON in a string of PHP in a text. Three levels deep are looked into.
6. What is taken out once is not found again: redacting twice is redacting once.
7. Where the text would become longer than its column takes, identifiers are taken out without a mark.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.estate.redaction.ways import is_short, pattern_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.inventory import Cell, Seed

MARK = "[erased]"
_PLAIN_MARK = "erased"
_DEPTH = 3
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?', re.DOTALL)
_PHP = re.compile(rb'(?<![A-Za-z0-9_])(?:[sS]:(\d+):"|C:\d+:"[^"]*":(\d+):\{|i:(-?\d+);)')
_ENCODED = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")


@dataclass(slots=True)
class Redactor:
    """Takes the identifiers of one person, or of several, out of cells. None of them stands in its `repr`."""

    _pattern: re.Pattern[str] | None = field(repr=False)
    _short: frozenset[str] = field(repr=False)
    mark: str = MARK

    @classmethod
    def of(cls, seeds: Iterable[Seed]) -> Redactor:
        """For these identifiers."""
        kept = tuple(seeds)
        return cls(pattern_of(kept), frozenset(seed.text for seed in kept if is_short(seed.text)))

    def redacted(self, cell: Cell, limit: int = 0) -> Cell:
        """The cell without the identifiers; the same object where it holds none. `limit`: the most characters."""
        if cell is None or isinstance(cell, bool) or (self._pattern is None and not self._short):
            return cell
        if isinstance(cell, int | float):
            return 0 if str(cell) in self._short or self._is_all(str(cell)) else cell
        if isinstance(cell, bytes):
            return self._octets(cell)
        done = self._text(cell, 0)
        if limit and len(done) > max(limit, len(cell)):
            return Redactor(self._pattern, self._short, "").redacted(cell)
        return cell if done == cell else done

    def _octets(self, cell: bytes) -> bytes:
        """Octets that are text; of others, those that are ASCII within (Latin-1 maps each octet to itself)."""
        for encoding in ("utf-8", "latin-1"):
            try:
                text = cell.decode(encoding)
                done = self._text(text, 0)
                return cell if done == text else done.encode(encoding)
            except UnicodeError:
                continue
        return cell

    def _is_all(self, text: str) -> bool:
        return self._pattern is not None and self._pattern.fullmatch(text) is not None

    def _text(self, text: str, depth: int) -> str:
        if not depth and text in self._short:
            return self.mark
        if depth < _DEPTH:
            for form in (self._json, self._php, self._base64):
                done = form(text, depth)
                if done is not None:
                    return done
        if self._pattern is None:
            return text
        address = "://" in text and not any(map(str.isspace, text))
        return self._pattern.sub(lambda found: self._mark(found.group(), address=address), text)

    def _mark(self, found: str, *, address: bool) -> str:
        return _PLAIN_MARK if self.mark and (address or "%" in found) else self.mark

    def _json(self, text: str, depth: int) -> str | None:
        """JSON with its strings and numbers redacted; None where the text is no JSON document."""
        if text.lstrip()[:1] not in ("{", "[", '"'):
            return None
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return None
        names: dict[str, int] = {}

        def token(found: re.Match[str]) -> str:
            written = found.group()
            if not written.startswith('"'):
                return "0" if self._is_all(written) else written
            said = json.loads(written, strict=False)
            done = self._text(said, depth + 1)
            if done == said:
                return written
            if text[found.end() :].lstrip()[:1] == ":":
                # Two members whose names become the same are still two.
                names[done] = names.get(done, 0) + 1
                done = done if names[done] == 1 else f"{done}-{names[done]}"
            return json.dumps(done, ensure_ascii="\\u" in written)

        return _TOKEN.sub(token, text)

    def _php(self, text: str, depth: int) -> str | None:
        """PHP's serialised form, or a session of it; None where the text is neither."""
        data = text.encode("utf-8", "surrogatepass")
        parts: list[bytes] = []
        at, found = 0, _PHP.search(data)
        while found is not None:
            parts.append(data[at : found.start()])
            at = self._php_token(data, found, parts, depth)
            found = _PHP.search(data, at)
        if not parts:
            return None
        parts.append(data[at:])
        return b"".join(parts).decode("utf-8", "surrogatepass")

    def _php_token(self, data: bytes, found: re.Match[bytes], parts: list[bytes], depth: int) -> int:
        """Put one token into the parts, redacted; gives where the next may begin."""
        if found[3] is not None:
            parts.append(b"i:0;" if self._is_all(found[3].decode()) else found[0])
            return found.end()
        length, closing = int(found[1] or found[2]), b'"' if found[1] else b"}"
        end = found.end() + length
        if data[end : end + 1] != closing:
            parts.append(found[0])
            return found.end()
        try:
            done = self._text(data[found.end() : end].decode("utf-8"), depth + 1).encode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            done = data[found.end() : end]
        counted = found.start(1) if found[1] else found.start(2)
        counted_end = found.end(1) if found[1] else found.end(2)
        parts += [data[found.start() : counted], b"%d" % len(done), data[counted_end : found.end()], done]
        return end

    def _base64(self, text: str, depth: int) -> str | None:
        """Base64 that holds an identifier, written anew; None for everything else."""
        if len(text) % 4 or not _ENCODED.fullmatch(text):
            return None
        alternative = b"-_" if "-" in text or "_" in text else b"+/"
        try:
            said = base64.b64decode(text, alternative, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return None
        done = self._text(said, depth + 1)
        return None if done == said else base64.b64encode(done.encode(), alternative).decode()
