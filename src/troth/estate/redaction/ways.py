"""In which ways is one identifier written?

Rules:
1. Every character may be percent-encoded, once or twice, and those that are no letter or digit may stand as a reference
   of HTML or an escape of JSON.
2. E-mail: in any case; not as part of a longer address. A domain of `xn--` labels also in its own script.
3. Telephone: with `+`, `00` or nothing before the country's code, with `0`, `8` or `06` in its place, with a bracketed
   zero; blanks, hyphens, dots, strokes and brackets anywhere between the digits. Not as part of a longer number, and
   without any prefix not within a word.
4. Accounts and cookies: as they stand; where they are hexadecimal, in any case, with or without hyphens.
5. What is short (`is_short`) is no word to look for within a text: `7` stands in every second one, and `1001` may be an
   amount. It is found only where it is all that a cell holds.

What it leaves out: names and postal addresses, which are no identifiers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.words import IdentifierKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.inventory import Seed

_SHORTEST = 4
_SHORTEST_DIGITS = 6
_SHORTEST_NUMBER = 7
_TWO_DIGITS = re.compile("2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]")
"""The country codes of two digits (ITU-T E.164, list of assigned codes); 1 and 7 have one digit, all others three."""
_HEXADECIMAL = re.compile(r"[0-9a-fA-F]{8,}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_BETWEEN = r"(?:[\s\u00a0().\-/]|%(?:25)?(?:20|28|29|2d|2e|2f)|\+(?=\d)){0,3}"
_AFTER_ZERO = _BETWEEN.replace(".", "", 1)
"""No dot: `0.170` is no beginning of a number that is called."""
_NOT_ABROAD = "".join(rf"(?<!\+{digits}[\s\-./])" for digits in (r"\d", r"\d\d", r"\d\d\d"))
"""Not what follows another country's code."""
_ESCAPED = r"(?<=%[0-9a-f]{2})(?<!%2e)(?<!%2b)(?<!%2d)(?<!%5f)|(?<=\\[nrtbf])"
"""What stands before may be an escape whose last letter is no letter of the text."""


def is_short(text: str) -> bool:
    """Whether an identifier says too little to be looked for within a text."""
    return len(text) < (_SHORTEST_DIGITS if text.isdigit() else _SHORTEST)


def pattern_of(seeds: Iterable[Seed]) -> re.Pattern[str] | None:
    """One pattern for all identifiers that can be looked for within a text; None where there is none."""
    ways = [way for seed in seeds for way in _ways(seed)]
    ways.sort(key=len, reverse=True)
    return re.compile("|".join(dict.fromkeys(ways)), re.IGNORECASE) if ways else None


def _ways(seed: Seed) -> list[str]:
    if is_short(seed.text):
        return []
    if seed.kind is IdentifierKind.EMAIL:
        return [_email(text) for text in _spellings(seed.text)]
    if seed.kind is IdentifierKind.PHONE:
        return _phone("".join(filter(str.isdigit, seed.text)))
    if _HEXADECIMAL.fullmatch(seed.text):
        digits = seed.text.replace("-", "")
        written = "-?".join(_character(digit) for digit in digits)
    else:
        written = f"(?-i:{_written(seed.text)})"
    return [rf"(?:(?<!\w)|{_ESCAPED}){written}(?!\w)"]


def _spellings(address: str) -> list[str]:
    """An address, and where its domain has labels of another script, as that script writes it."""
    local, _, domain = address.rpartition("@")
    try:
        own = domain.encode("ascii").decode("idna")
    except UnicodeError:
        own = domain
    return [address] if own == domain else [address, f"{local}@{own}"]


def _email(text: str) -> str:
    return rf"(?:(?<![\w.+\-])|{_ESCAPED}){_written(text)}(?![^\W_]|-)(?!\.[^\W_])"


def _phone(digits: str) -> list[str]:
    if len(digits) < _SHORTEST_NUMBER:
        return []
    length = 1 if digits[0] in "17" else 2 if _TWO_DIGITS.match(digits) else 3
    code, rest = (_BETWEEN.join(part) for part in (digits[:length], digits[length:]))
    zero = rf"(?:\(0\)|0)?{_BETWEEN}"
    international = rf"(?:\+|%(?:25)?2b|&\#43;|&plus;|00|011){_BETWEEN}{code}{_BETWEEN}{zero}{rest}(?!\d)"
    bare = rf"(?<!\w)(?<!\d[.,]){code}{_BETWEEN}{zero}{rest}(?!\w)(?![.,]\d)"
    before = rf"(?:(?<![\w+])|{_ESCAPED})(?<!\d[.,]){_NOT_ABROAD}"
    national = rf"{before}\(?(?:0|8|06){_AFTER_ZERO}{rest}(?!\w)(?![.,]\d)"
    found = [rf"(?:(?<!\d)|{_ESCAPED}){international}", bare, national]
    if len(digits) - length >= _SHORTEST_NUMBER:
        found.append(rf"{before}(?<!\d[\s\-/])\(?{rest}(?!\w)(?![.,]\d)")
    return found


def _written(text: str) -> str:
    return "".join(map(_character, text))


def _character(character: str) -> str:
    """One character in every way in which it is written."""
    octets = character.encode("utf-8", "surrogatepass")
    percent = "".join(f"%(?:25)?(?i:{octet:02x})" for octet in octets)
    if character.isascii() and character.isalnum():
        either = "|".join(f"%(?:25)?(?i:{ord(each):02x})" for each in sorted({character.lower(), character.upper()}))
        return f"(?:{character}|{either})"
    number = ord(character)
    ways = [re.escape(character), percent, rf"&\#0*{number};", rf"&\#(?i:x0*{number:x});", rf"\\u(?i:{number:04x})"]
    if character == "@":
        ways.append("&commat;")
    if character == " ":
        ways.append(r"\+")
    return "(?:" + "|".join(ways) + ")"
