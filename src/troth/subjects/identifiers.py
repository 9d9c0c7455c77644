"""Which identifier does a piece of text stand for?

What people and systems write for the same mailbox or telephone differs; an identifier is the one form of it. Only its
keyed hash (`troth.subjects.hashing`) is kept.

Rules, in this order:
1. White space around the text is dropped; around an e-mail address angle brackets too.
2. E-mail: NFKC, the domain in its ASCII form (lower case; other scripts as `xn--` labels, RFC 3492), the local part in
   lower case although RFC 5321 2.4 would allow it to differ: no provider in use does, and an opt-out that misses for
   a capital letter is a broken promise. Dots and `+tags` are never folded: that would join people.
3. Telephone: E.164 (`+` and at most 15 digits). A number without `+` needs the region it was written in. Whether the
   number is assigned is not asked: the table of ranges ages, and an opt-out must not fail for it. An extension is
   refused, because the number alone would stand for everybody behind it.
4. Account: NFC, otherwise as it stands. Cookie: visible ASCII (RFC 6265 4.1.1), as it stands.
5. What cannot be read is a problem that never repeats the text.

INVARIANT: normalising a normalised identifier changes nothing.

What it leaves out: whether the mailbox or number exists, and postal addresses.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.errors import Place, Problem, WrongUse
from troth.words import IdentifierKind

__all__ = ["LONGEST", "Identifier", "IdentifierKind", "normalise"]

if TYPE_CHECKING:
    from types import ModuleType


LONGEST = {
    IdentifierKind.EMAIL: 254,
    IdentifierKind.PHONE: 40,
    IdentifierKind.ACCOUNT: 256,
    IdentifierKind.COOKIE: 4096,
}
"""The most characters of an identifier: RFC 5321 4.5.3.1.3 less the brackets; a number as people write it; our own
bound; RFC 6265 6.1."""

_PLACE = Place("identifier")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_COOKIE = re.compile(r"[\x21-\x7e]+")
_NEVER_IN_LOCAL_PART = frozenset('<>(),;:\\"[]@')
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Identifier:
    """One identifier in its normal form. Its text stays out of `repr`, so that it reaches no log by accident."""

    kind: IdentifierKind
    text: str = field(repr=False)


def normalise(kind: IdentifierKind, text: str, region: str | None = None) -> Identifier | Problem:
    """The identifier that the text stands for, or the reason why there is none.

    `region` (ISO 3166-1 alpha-2) is where a telephone number without `+` was written. Raises `WrongUse` only where
    the package that reads telephone numbers is not installed.
    """
    trimmed = text.strip()
    if kind is IdentifierKind.EMAIL:
        trimmed = _without_brackets(trimmed)
    if not trimmed:
        return _refusal(kind, "empty-identifier", "is empty", "pass the text as the subject wrote it")
    if len(trimmed) > LONGEST[kind]:
        return _too_long(kind)
    if kind is IdentifierKind.EMAIL:
        return _email(trimmed)
    if kind is IdentifierKind.PHONE:
        return _phone(trimmed, region)
    return _account(trimmed) if kind is IdentifierKind.ACCOUNT else _cookie(trimmed)


def _refusal(kind: IdentifierKind, id_: str, what: str, help_: str) -> Problem:
    return Problem(_PLACE, f"subjects.{id_}", f"an identifier of kind `{kind}` {what}", help_)


def _too_long(kind: IdentifierKind) -> Problem:
    longest = LONGEST[kind]
    return _refusal(kind, "identifier-too-long", f"is longer than {longest} characters", "pass one identifier alone")


def _malformed(kind: IdentifierKind, what: str, help_: str) -> Problem:
    return _refusal(kind, "malformed-identifier", what, help_)


def _without_brackets(text: str) -> str:
    """The address within `<...>`, also where the brackets are of full width; other text as it stands."""
    opened, closed = "<\uff1c", ">\uff1e"
    while text and text[0] in opened and text[-1] in closed:
        text = text[1:-1].strip()
    return text


def _folded(text: str) -> str:
    """Lower case and NFKC, until neither changes anything: each can undo the other."""
    while True:
        # `lower` turns a capital sigma into one of two letters, by its place in the word (Unicode 3.13, Final_Sigma)
        once = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).replace("\u03a3", "\u03c3").lower())
        if once == text:
            return text
        text = once


def _email(text: str) -> Identifier | Problem:
    kind = IdentifierKind.EMAIL
    local, at, domain = _folded(text).rpartition("@")
    if not at or not local or not domain:
        return _malformed(kind, "has no local part and domain", "an e-mail address is `name@domain`")
    if any(c in _NEVER_IN_LOCAL_PART or unicodedata.category(c) in _UNSEEN for c in local):
        return _malformed(kind, "has a character that no mailbox has", "pass the address alone, without a name")
    ascii_domain = _ascii_domain(domain)
    if ascii_domain is None:
        return _malformed(kind, "has a domain that cannot be", "see RFC 5890 for what a domain's labels may hold")
    normal = f"{local}@{ascii_domain}"
    if max(len(normal), len(normal.encode())) > LONGEST[kind]:
        return _too_long(kind)
    return Identifier(kind, normal)


def _ascii_domain(domain: str) -> str | None:
    """The domain in ASCII, each label at most 63 characters; None where it cannot be one.

    The labels keep the four letters over which IDNA's versions disagree (UTS 46 4, non-transitional): `ss` and its
    ligature are two domains, which may belong to two people.
    """
    labels = domain.removesuffix(".").split(".")
    found = []
    for label in labels:
        if any(unicodedata.category(c) in _UNSEEN for c in label):
            return None
        ascii_label = label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
        if not _LABEL.fullmatch(ascii_label):
            return None
        found.append(ascii_label)
    return ".".join(found)


def _phonenumbers() -> ModuleType:
    """The package that reads telephone numbers, loaded when the first number comes."""
    try:
        import phonenumbers
    except ImportError as missing:
        raise WrongUse(
            "telephone numbers cannot be read without the package `phonenumbers`",
            id="subjects.phone-extra-missing",
            help="install the extra: `pip install 'troth[phone]'`",
        ) from missing
    return phonenumbers


def _phone(text: str, region: str | None) -> Identifier | Problem:
    kind = IdentifierKind.PHONE
    library = _phonenumbers()
    try:
        number = library.parse(text, region.upper() if region else None)
    except library.NumberParseException as refused:
        if refused.error_type == library.NumberParseException.INVALID_COUNTRY_CODE:
            help_ = "write it with `+` and the country code, or pass the region it was written in"
            return _refusal(kind, "region-needed", "names no country", help_)
        return _malformed(kind, "is no telephone number", "write it as `+` and digits (E.164)")
    if number.extension:
        help_ = "pass the number that reaches the subject alone"
        return _refusal(kind, "phone-extension", "ends in an extension, which others share", help_)
    if not library.is_possible_number(number):
        return _malformed(kind, "has too few or too many digits for its country", "write it as `+` and digits (E.164)")
    normal = library.format_number(number, library.PhoneNumberFormat.E164)
    # the library drops one trunk prefix at each reading (`+43 0 0...`): read on until none is left
    return Identifier(kind, normal) if normal == text else _phone(normal, None)


def _account(text: str) -> Identifier | Problem:
    kind = IdentifierKind.ACCOUNT
    normal = unicodedata.normalize("NFC", text)
    if any(unicodedata.category(c) in {"Cc", "Cs"} for c in normal):
        return _malformed(kind, "has a control character", "pass the account's id alone")
    return _too_long(kind) if len(normal) > LONGEST[kind] else Identifier(kind, normal)


def _cookie(text: str) -> Identifier | Problem:
    kind = IdentifierKind.COOKIE
    if not _COOKIE.fullmatch(text):
        return _malformed(kind, "has a character that no cookie has", "pass the cookie's value alone")
    return Identifier(kind, text)
