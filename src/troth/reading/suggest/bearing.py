"""Does the clause bear out what a model says of it?

Each check looks at the clause's own words and gives the reason to refuse, or None.

1. The quote stands in the clause word for word, white space folded, and has three words or is the whole clause.
2. Terms are terms of the vocabulary, each of the kind that its field wants.
3. Polarity: `never` wants words of denial; and where the rules saw what is done, or what the clause commits to, a
   permission is none where they saw a prohibition, nor the other way round. This is the worst mistake there is.
4. Figures stand in the quote: a length of time, an age. So do the words of a note.
5. A permission that would be one for anything is none: a use has a purpose, a disclosure a recipient or a purpose.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from troth.policy.vocabulary import term
from troth.policy.vocabulary.terms import Kind as TermKind
from troth.reading.slots import ages, durations
from troth.reading.suggest.answers import Rejected
from troth.reading.suggest.schema import ChildRulePart, NoteOf, NotePart, PracticePart, RetentionPart
from troth.reading.tokens import plain, tokens_of
from troth.words import Act, Duration, Modal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.reading.model import ClauseReading
    from troth.reading.suggest.schema import Part

_SHORTEST_QUOTE = 3
_DENIES = re.compile(r"\b(?:not|never|no|none|nobody|nor|neither|cannot|without|refrain\w*|prohibit\w*)\b|n't\b")
_SINGLE = re.compile(r"PT?(?P<figure>\d{1,4})(?P<unit>[YMWDH])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour"}
_USES = frozenset({Act.USE, Act.COMBINE, Act.DECIDE})
_DISCLOSES = frozenset({Act.SHARE, Act.SELL, Act.TRANSFER, Act.PUBLISH})


def refusal_of(part: Part, reading: ClauseReading, lead: str) -> Rejected | None:
    """Why a part is refused, None where the clause bears it out. `lead` is the text of the clause's lead-ins."""
    quote = folded(part.quote)
    for id_, reason in chain(
        _quoted(quote, reading), _terms(part), _polarity(part, reading, lead), _figures(part, quote), _reach(part)
    ):
        return Rejected(reading.clause.id, id_, reason)
    return None


def folded(text: str) -> str:
    """The text with its white space folded."""
    return " ".join(text.split())


def _quoted(quote: str, reading: ClauseReading) -> Iterator[tuple[str, str]]:
    text = folded(reading.clause.text)
    if not quote or quote not in text:
        yield "model.no-such-words", "the words that an element quotes do not stand in the clause"
    words = sum(token.is_word or token.word[0].isdigit() for token in tokens_of(plain(quote)))
    if words < _SHORTEST_QUOTE and quote != text:
        yield "model.short-quote", f"an element quotes fewer than {_SHORTEST_QUOTE} words"


def _terms(part: Part) -> Iterator[tuple[str, str]]:
    for field, kind in (("data", TermKind.DATA), ("for_", TermKind.PURPOSE), ("with_", TermKind.RECIPIENT)):
        for name in getattr(part, field, ()):
            known = term(name)
            if known is None or known.kind is not kind:
                yield "model.unknown-term", f"`{field.rstrip('_')}` holds what is no term of the vocabulary for it"


def _polarity(part: Part, reading: ClauseReading, lead: str) -> Iterator[tuple[str, str]]:
    if not isinstance(part, PracticePart):
        return
    never = part.modal is Modal.NEVER
    if never and not _DENIES.search(plain(f"{lead} {reading.clause.text}")):
        yield "model.polarity", "an element says `never` and no word of the clause denies anything"
    acts = {act.value for act in part.do}
    seen = {frame.modal is Modal.NEVER for frame in reading.frames if frame.doing.value in acts}
    if not seen and reading.modal is not None:
        seen = {reading.modal is Modal.NEVER}
    if seen and never not in seen:
        said, read = ("forbids", "a permission") if never else ("permits", "a prohibition")
        yield "model.polarity", f"an element {said} what the rules read as {read}"


def _figures(part: Part, quote: str) -> Iterator[tuple[str, str]]:
    length = getattr(part, "max", None) or getattr(part, "within", None)
    if length is not None and not _is_length_of(length, quote):
        yield "model.no-such-figure", "an element names a length of time that its quote does not"
    if isinstance(part, ChildRulePart) and not _is_age_of(part.under, quote):
        yield "model.no-such-figure", "an element names an age that its quote does not"
    if isinstance(part, NotePart):
        if any(folded(words) not in quote for words in (part.term, part.means)):
            yield "model.no-such-words", "a note says what its quote does not"
        if (part.note is NoteOf.DEFINITION) is not bool(part.term):
            yield "model.not-of-the-schema", "a note has a `term` where it is a definition, and only there"


def _is_length_of(length: str, quote: str) -> bool:
    """What the rules find there; where they find nothing, the figure and the unit in the quote."""
    wanted = Duration.parse(length)
    named = {Duration.parse(found.value) for found in durations.find(quote, plain(quote))}
    if named or wanted is None:
        return wanted is not None and wanted in named
    single = _SINGLE.fullmatch(length)
    return single is not None and re.search(
        rf"(?<!\d){single['figure']}(?!\d)\W{{0,3}}{_UNITS[single['unit']]}", plain(quote)
    ) is not None  # fmt: skip


def _is_age_of(under: int, quote: str) -> bool:
    named = {int(found.value.strip("<>=")) for found in ages.find(quote, plain(quote))}
    if named:
        return under in named
    figures = {int(figures) for figures in re.findall(r"(?<!\d)\d{1,2}(?!\d)", quote)}
    # `12 or younger` is under thirteen
    return under in figures or under - 1 in figures


def _reach(part: Part) -> Iterator[tuple[str, str]]:
    if isinstance(part, PracticePart) and part.modal is not Modal.NEVER:
        acts = set(part.do)
        if acts & _USES and not part.for_:
            yield "model.no-purpose", "an element permits a use without a purpose: it would be one for any"
        if acts & _DISCLOSES and not part.with_ and not part.for_:
            yield "model.no-recipient", "an element permits a disclosure to anybody for anything"
    if isinstance(part, RetentionPart) and part.max is None and part.until is None:
        yield "model.no-limit", "an element limits how long data are kept and names no limit"
