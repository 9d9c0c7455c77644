"""Which addresses does a clause name?

`mailto:`, `tel:` and `https:` addresses. A telephone number keeps its figures as they are written, and its `+`: which
country it is in, the text does not say. A bare domain is an address only where the reader is to do something there:
else it is the name of a website. An address behind words (`here`, `our privacy team`) counts where these do not show
it: by mail or telephone always, a page only where the reader is to do something there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.reading.model import Found, SlotKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from troth.notice.links import Link

_MAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]*(?:@| ?\[at\] ?| ?\(at\) ?)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?<![.-])"
)
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>()\[\]\"'\u201c\u201d,;]+|(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|info|eu|"
    r"co\.uk|gov|example|de|fr|io|us)(?:/[^\s<>()\[\]\"',;]*)?(?![\w@-])",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w./@-])(?:\+\d{1,3}|\(\+\d{1,3}\)|00\d{2}|"
    r"1[ .-](?=\(?\d{3}))?[ .-]?(?:\(0\)[ .-]?)?\(?\d{1,5}\)?(?:[ ./-]{1,2}\(?\d{1,5}\)?){1,6}(?![\w%€$-])"
)
_ACTS = re.compile(
    r"\b(?:contact|reach|opt|unsubscrib\w+|complain\w*|requests?|go to|write|exercise|manage|adjust|"
    r"control|submit|visit us|learn|claims?|appeals?)\b"
)
_TO_READ = re.compile(
    r"/(?:[\w-]+/)*(?:privacy|[\w-]*polic(?:y|ies)|[\w-]*notices?|legal|about|terms|datenschutz)\b(?!-c)[\w-]*"
)
_FOUND = re.compile(r"\b(?:information|details|list)\b.{0,160}\b(?:found|available|contained|published|set out)\b")
"""Pages that are only to be read."""
_NUMBERED = re.compile(
    r"\b(?:company|registration|registered|register|under|vat|siren|siret|tax|id) (?:number|no\.?|id)[ :]*$"
)
_BARE = re.compile(r"(?:https?://)?(?:www\.)?[^/]+/?")
_CUE = re.compile(
    r"\b(?:phone|telephone|tel|call|fax|toll|hotline|number|dial|mobile|via|text|ring|whatsapp)\b|\+\d|1-8\d\d",
    re.IGNORECASE,
)
_WITH_COUNTRY = 11
_FEWEST_FIGURES, _MOST_FIGURES = 7, 15


def find(text: str, plain: str) -> Iterator[Found]:
    """Addresses in one spelling."""
    taken: list[Span] = []
    for match in _MAIL.finditer(text):
        address = re.sub(r" ?[\[(]at[\])] ?", "@", match[0]).lower()
        taken.append(Span(*match.span()))
        yield Found(SlotKind.CONTACT, f"mailto:{address}", taken[-1], "contact.mail")
    for match in _URL.finditer(text):
        if any(span.start <= match.start() < span.end for span in taken):
            continue
        address = match[0].rstrip(".,:;!?")
        if (_BARE.fullmatch(address) or _TO_READ.search(address) or _FOUND.search(plain)) and not _ACTS.search(plain):
            continue
        scheme = "" if re.match(r"https?://", address, re.IGNORECASE) else "https://"
        taken.append(Span(match.start(), match.start() + len(address)))
        yield Found(SlotKind.CONTACT, f"{scheme}{address}", taken[-1], "contact.page")
    if _CUE.search(plain):
        for match in _PHONE.finditer(text):
            number = None if _NUMBERED.search(plain[: match.start()]) else _telephone(match[0])
            if number and not any(span.start < match.end() and match.start() < span.end for span in taken):
                yield Found(SlotKind.CONTACT, f"tel:{number}", Span(*match.span()), "contact.telephone")


def behind(links: Sequence[Link], plain: str, shown: Sequence[Found]) -> Iterator[Found]:
    """Addresses behind words of the clause that the words do not show; `shown` are those that they do."""
    told = {_folded(found.value) for found in shown}
    for link in links:
        at = Span(link.start, link.end)
        is_page = link.target.startswith("http")
        if (is_page and not _ACTS.search(plain)) or _folded(link.target) in told:
            continue
        if any(found.at.start < at.end and at.start < found.at.end for found in shown) and at != Span(0, len(plain)):
            continue
        told.add(_folded(link.target))
        yield Found(SlotKind.CONTACT, link.target, at, "contact.link")


def _folded(address: str) -> str:
    """An address as it is compared: with or without encryption, `www` and a slash at its end it is the same."""
    return re.sub(r"^https?://(?:www\.)?", "", address.lower()).rstrip("/")


def _telephone(written: str) -> str | None:
    """The number in figures; None where there are too few or too many for one."""
    figures = re.sub(r"\D", "", re.sub(r"\(0\)", "", written))
    if not _FEWEST_FIGURES <= len(figures) <= _MOST_FIGURES or re.fullmatch(
        r"(?:19|20)\d\d\D(?:19|20)\d\d|(?:19|20)\d\d[-./]\d\d[-./]\d\d", written.strip()
    ):
        return None
    return f"+{figures}" if "+" in written else figures
