"""What do a clause's heading, lead-in and single words say about its kind?

They decide nothing by themselves against a rule that knows the sentence (`troth.reading.kinds`), but most clauses speak
of what their heading announces, an item of what its lead-in says, and a sentence that goes on ("These ...") of what the
sentence before it said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from troth.notice.model import ClauseRole
from troth.reading.kinds.cues import opened
from troth.reading.lexicon import rows
from troth.reading.model import Hit, Kind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from troth.reading.columns import Column
    from troth.reading.context import Seen

NEAREST, ABOVE = 0.42, 0.4
_EACH_FURTHER = 0.08
"""How much less each kind is announced by a heading that announces one more."""
"""Weights of the nearest heading, and of those above it where the nearest says nothing."""
_ONE_WORD, _MORE_WORDS = 0.2, 0.45
_FROM_LEAD_IN, _FROM_BEFORE = 0.7, 0.3
"""The part of the lead-in's, and of the clause before's, weight that a clause takes over."""
_COLUMN, _ROW = 0.8, 0.95
"""Weights of the head of a column, and of a first one that says what each row is."""
_NARROWER = {
    Kind.COLLECTION: {Kind.SOURCE},
    Kind.SHARING: {Kind.THIRD_PARTY_LINK},
    Kind.RIGHT: {Kind.LEGAL_REQUEST, Kind.COMPLAINT},
    Kind.SALE: {Kind.CORPORATE_EVENT},
    Kind.RETENTION: {Kind.TRANSFER},
}
"""Kinds whose words headings of a narrower kind have, too."""
_ROWS_OF = frozenset({Kind.COOKIE, Kind.SHARING, Kind.RIGHT, Kind.PROCESSOR})
_CLAIMS = frozenset({Kind.RIGHT, Kind.CHOICE, Kind.COMPLAINT, Kind.AUTOMATED_DECISION})
_OF_COMPANIES = frozenset({Kind.SHARING, Kind.PROCESSOR})
_A_LITTLE = 0.01
_COMPANY = re.compile(
    r"\b(?:compan\w+|provider|name|recipient|partner|processor|vendor|supplier|who|firm|entity|(?:sub-?)?(?:processor|contractor)s?)\b"
)
_TASK = re.compile(
    r"\b(?:task|mission|service|function|activity|role|work|what (?:it|they) do\w*|what for|purpose|does|job)\b"
)
_GUARANTEE = re.compile(
    r"\b(?:guarantees?|safeguards?|transfer\w*|mechanism|protection|adequacy|legal basis for transfer)\b"
)
_HERE = re.compile(r"\b(?:within|inside|not (?:applicable|needed|necessary|required)|none|no transfer|n/a)\b")
_SAID_OF_DATA = frozenset({Kind.PURPOSE, Kind.RETENTION, Kind.LEGAL_BASIS})
_SEVERAL = 2
_ONE_OF_SEVERAL = 0.6
_SHORT = 6
"""Tokens of a lead-in that says nothing of its own (`For instance:`), its mark included."""
_CLEAR_ACT = 0.85
_LEADS, _OUT_OF_PLACE = 0.6, 0.35
"""From when a lead-in decides on its items, and the part of its weight that a rule for another kind then keeps."""
_GOES_ON = re.compile(
    r"^\W*(?:this|these|those|they|it|such|for example|for instance|in (?:that|this|such|these|"
    r"some of these) cases?|if so|to do so|"
    r"we do (?:this|so)|examples|some of (?:these|them)|in addition|additionally|also|however|the same|"
    r"none of|otherwise|but|and|or|so)\b"
)
_NOT_TAKEN_OVER = frozenset({Kind.DEFINITION, Kind.DISCLAIMER, Kind.CONTACT})


@dataclass(frozen=True, slots=True)
class Topic:
    """What headings say, and which words are a sign, of one kind."""

    kind: Kind
    heading: re.Pattern[str]
    words: re.Pattern[str]


@cache
def topics() -> tuple[Topic, ...]:
    """The topics of all kinds."""
    return tuple(Topic(Kind(kind), re.compile(heading), re.compile(words)) for kind, heading, words in rows("topics"))


@lru_cache(maxsize=1024)
def announced_by(heading: str) -> tuple[Topic, ...]:
    """What a heading announces, the narrower of two where one is a part of the other."""
    said = [topic for topic in topics() if topic.heading.search(heading)]
    kinds = {topic.kind for topic in said}
    return tuple(topic for topic in said if kinds.isdisjoint(_NARROWER.get(topic.kind, ())))


def hits_of_topics(seen: Seen) -> Iterator[Hit]:
    """What the headings, the heads of a table's columns and the single words say."""
    yield from _of_headings(seen)
    yield from _of_columns(seen.columns, _announced(seen))
    for topic in topics():
        found = {match.group(): match for match in topic.words.finditer(seen.plain)}
        if found:
            first = next(iter(found.values()))
            weight = _ONE_WORD if len(found) == 1 else _MORE_WORDS
            yield Hit(f"{topic.kind.value}.words", topic.kind, weight, Span(*first.span()))


def _of_headings(seen: Seen) -> Iterator[Hit]:
    """What the nearest heading says that says anything; the title above all others says nothing of its own."""
    for heading in reversed(seen.topics):
        said = announced_by(heading)
        rule, weight = ("heading", NEAREST) if heading == seen.section else ("heading-above", ABOVE)
        for topic in said:
            yield Hit(f"{topic.kind.value}.{rule}", topic.kind, weight - _EACH_FURTHER * min(len(said) - 1, 4))
        if said:
            return


def _is_of_tasks(columns: Sequence[Column]) -> bool:
    """Whether a table of companies says what each does for the organisation."""
    return any(_TASK.search(column.head) for column in columns[1:])


def _is_elsewhere(columns: Sequence[Column]) -> bool:
    """Whether a row names the guarantee under which data go to another country."""
    return any(
        _GUARANTEE.search(column.head) and column.cell.strip(" -/.") and _HERE.search(column.cell) is None
        for column in columns
    )


def in_a_section(seen: Seen, hits: list[Hit]) -> list[Hit]:
    """The hits, those weaker that rest on a heading which announces several things."""
    if len(announced_by(seen.section)) < _SEVERAL:
        return hits
    return [
        replace(hit, weight=hit.weight * _ONE_OF_SEVERAL) if hit.rule.endswith("under-its-heading") else hit
        for hit in hits
    ]


def _announced(seen: Seen) -> frozenset[Kind]:
    """What the nearest heading announces of whose rows a table is."""
    return frozenset(topic.kind for topic in announced_by(seen.section)) & _ROWS_OF


def _of_columns(columns: Sequence[Column], announced: frozenset[Kind]) -> Iterator[Hit]:
    """A table of cookies, of shares, of rights is about them in every row; else each column says its part.

    Columns that only answer which rights one has make a row about rights; data in a table that says why, on which
    ground or how long are those that this is said of.
    """
    heads = [frozenset(topic.kind for topic in topics() if topic.heading.search(column.head)) for column in columns]
    answered = [bool(kinds & _CLAIMS) and column.only_answers for kinds, column in zip(heads, columns, strict=True)]
    if sum(answered) >= _SEVERAL:
        yield Hit(f"{Kind.RIGHT.value}.row", Kind.RIGHT, _ROW)
        return
    said = frozenset[Kind]().union(*heads)
    if announced == {Kind.COOKIE} and columns:
        yield Hit(f"{Kind.COOKIE.value}.row", Kind.COOKIE, _ROW)
        return
    if announced & _OF_COMPANIES and columns and _COMPANY.search(columns[0].head) and _is_of_tasks(columns):
        yield Hit(f"{Kind.PROCESSOR.value}.row", Kind.PROCESSOR, _ROW)
        if _is_elsewhere(columns):
            yield Hit(f"{Kind.TRANSFER.value}.column", Kind.TRANSFER, _ROW - _A_LITTLE)
        return
    for place, (kinds, column) in enumerate(zip(heads, columns, strict=True)):
        for kind in sorted(kinds):
            if place == 0 and kind in _ROWS_OF:
                yield Hit(f"{kind.value}.row", kind, _ROW)
            elif (kind is Kind.COLLECTION and said & _SAID_OF_DATA) or (kind is Kind.SHARING and Kind.SALE in kinds):
                continue
            elif kind is Kind.SALE or not column.only_answers:
                yield Hit(f"{kind.value}.column", kind, _COLUMN)


def hits_of_context(seen: Seen, sure: Mapping[str, Mapping[Kind, float]]) -> Iterator[Hit]:
    """What the lead-in and the clause before say; `sure` has the weights of the clauses before, by their ids."""
    lead = seen.clause.lead_in
    is_lead = seen.clause.role is ClauseRole.LEAD_IN
    for kind, weight in sure.get(lead, {}).items() if lead else ():
        if weight >= 0.5:  # noqa: PLR2004 -- a lead-in that is likely of the kind
            yield Hit(f"{kind.value}.lead-in", kind, _FROM_LEAD_IN * weight)
    before = seen.before
    goes_on = _GOES_ON.match(seen.plain) is not None or (is_lead and len(seen.tokens) <= _SHORT)
    if before is not None and not lead and goes_on:
        for kind, weight in sure.get(before.clause.id, {}).items():
            if weight >= 0.6 and kind not in _NOT_TAKEN_OVER:  # noqa: PLR2004 -- a clause that is of the kind
                yield Hit(f"{kind.value}.goes-on", kind, (_FROM_LEAD_IN if is_lead else _FROM_BEFORE) * weight)


@cache
def _led() -> dict[Kind, frozenset[Kind]]:
    """Of which kinds an item may be besides that of its lead-in."""
    return {Kind(lead): frozenset(Kind(kind) for kind in items.split() if kind != "-") for lead, items in rows("led")}


def as_led(seen: Seen, hits: list[Hit], sure: Mapping[str, Mapping[Kind, float]]) -> Iterator[Hit]:
    """The hits of an item, weaker where its lead-in says that it is of another kind; those of a lead-in likewise."""
    if seen.clause.role is ClauseRole.LEAD_IN:
        yield from _of_lead_in(seen, hits)
        return
    leading = sure.get(seen.clause.lead_in or "", {})
    leader = max(leading, key=lambda kind: leading[kind], default=None)
    if leader is None or leading[leader] < _LEADS or seen.clause.role is not ClauseRole.ITEM or leader not in _led():
        yield from hits
        return
    for hit in hits:
        if hit.kind is leader or hit.kind in _led()[leader]:
            yield hit
        else:
            yield replace(hit, weight=hit.weight * _OUT_OF_PLACE)


def _of_lead_in(seen: Seen, hits: list[Hit]) -> Iterator[Hit]:
    """What opens a list decides on it: its verb, else its phrase; what else its words say is weaker."""
    opens = opened(seen)
    acts = {hit.kind for hit in hits if hit.rule.endswith(".act") and hit.weight >= _CLEAR_ACT}
    if acts and (opens is None or opens.kind not in {*acts, Kind.LEGAL_BASIS}):
        for hit in hits:
            yield hit if hit.kind in acts else replace(hit, weight=hit.weight * _OUT_OF_PLACE)
        return
    if opens is not None:
        yield opens
        yield from (hit if hit.kind is opens.kind else replace(hit, weight=hit.weight * _OUT_OF_PLACE) for hit in hits)
        return
    yield from hits
