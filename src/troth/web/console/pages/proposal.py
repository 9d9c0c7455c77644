"""How is a proposal shown: each sentence of the notice beside what was made of it, and how far the review has come?

1. An element stands in full at the first sentence that it cites; the other sentences point there.
2. A sentence is marked by what its elements do, with a shape and a word as well as a colour. One of which nothing was
   made is unaccounted for. Doubtful is what the rules were less than `DOUBTFUL` sure of and nobody accepted yet.
3. Sections follow one another on pages of at most about `_MOST` octets; a section that is longer is cut.
4. A filter shows sentences, and the headings above them.
5. What is next is the next stop: an element that nobody accepted, or a sentence unaccounted for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.notice.model import ClauseRole
from troth.policy.model import Practice, Retention
from troth.policy.review import digest_element, unreviewed
from troth.words import Modal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from troth.notice import Notice
    from troth.notice.model import Clause
    from troth.policy import Policy
    from troth.policy.model import Element
    from troth.policy.review import Review, Reviewed
    from troth.words import ClauseId

DOUBTFUL = 0.6
"""Below this the rules were not sure (as `troth read` lists it)."""
SURE = 0.9
"""From this on they were: what `accept all sure ones` takes."""
_MOST = 85_000
_LINE, _CARD, _POINTER = 620, 1_350, 230
"""Octets of a page, of a sentence's frame, of an element and of a pointer to one, about."""
_OWN = (ClauseRole.SENTENCE, ClauseRole.ITEM)
_NAMING = frozenset({"policy", "parties", "subjects", "data", "purposes", "trackers"})


class Does(StrEnum):
    """What a sentence or an element does."""

    FORBIDS = "forbids"
    PERMITS = "permits"
    PROMISES = "promises"
    RIGHT = "gives a right"
    CHOICE = "gives a choice"
    NOTE = "makes no rule"
    NAMES = "names"
    HEADING = "heading"
    LEADS_IN = "leads in"
    ASIDE = "no part of it"
    UNACCOUNTED = "unaccounted for"


LOOKS = {
    Does.FORBIDS: "cross never",
    Does.PERMITS: "filled promise",
    Does.PROMISES: "tick promise",
    Does.RIGHT: "diamond choice",
    Does.CHOICE: "hollow choice",
    Does.NOTE: "dash still",
    Does.NAMES: "tag still",
    Does.HEADING: "plain still",
    Does.LEADS_IN: "plain still",
    Does.ASIDE: "plain still",
    Does.UNACCOUNTED: "unknown never",
}
"""A shape and a colour each: classes of the style sheets."""
_BY_KIND = {
    "choices": Does.CHOICE,
    "signals": Does.CHOICE,
    "rights": Does.RIGHT,
    "notes": Does.NOTE,
    "transfers": Does.PERMITS,
}
_ROLES = {ClauseRole.HEADING: Does.HEADING, ClauseRole.LEAD_IN: Does.LEADS_IN}


class Show(StrEnum):
    """Which sentences are shown."""

    ALL = "all"
    LEFT = "left"
    DOUBTFUL = "doubtful"
    ACCEPTED = "accepted"


def show_of(text: str) -> Show:
    """The filter of that name; everything, for anything that is none."""
    return next((each for each in Show if each.value == text), Show.ALL)


@dataclass(frozen=True, slots=True)
class Found:
    """An element: where it stands, what it does, who proposed and who accepted it as it is."""

    address: str
    element: Element
    home: ClauseId
    does: Does
    entry: Reviewed | None
    is_left: bool

    @property
    def look(self) -> str:
        """The classes that draw what it does."""
        return LOOKS[self.does]

    @property
    def is_doubtful(self) -> bool:
        """Whether the rules were not sure of it, and nobody accepted it."""
        return self.is_left and self.confidence is not None and self.confidence < DOUBTFUL

    @property
    def confidence(self) -> float | None:
        """How sure the rules were of the element as it stands; None where a person wrote it, or it names something."""
        if self.entry is None or self.entry.digest != digest_element(self.element):
            return None
        return self.entry.confidence

    @property
    def is_name(self) -> bool:
        """Whether it only names something."""
        return self.does is Does.NAMES

    @property
    def elsewhere(self) -> tuple[ClauseId, ...]:
        """The other clauses that it cites."""
        return tuple(each for each in self.element.clauses if each != self.home)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: what it does, the elements that stand here, and those that cite it and stand elsewhere."""

    clause: Clause
    does: tuple[Does, ...]
    own: tuple[Found, ...]
    others: tuple[Found, ...]
    is_heading: bool

    @property
    def look(self) -> str:
        """The classes that draw what it does first of all."""
        return LOOKS[self.does[0]]

    @property
    def labels(self) -> tuple[tuple[str, str], ...]:
        """Each thing that it does, in words and as it is drawn; none for what only structures the text."""
        return tuple((each.value, LOOKS[each]) for each in self.does if "plain" not in LOOKS[each])

    @property
    def left(self) -> tuple[Found, ...]:
        """The elements here that nobody accepted."""
        return tuple(each for each in self.own if each.is_left)

    @property
    def is_unaccounted(self) -> bool:
        """Whether nothing was made of it, and something has to be."""
        return Does.UNACCOUNTED in self.does

    @property
    def is_doubtful(self) -> bool:
        """Whether something here is doubtful."""
        return any(each.is_doubtful for each in self.own)

    def fits(self, show: Show) -> bool:
        """Whether a filter shows it."""
        match show:
            case Show.LEFT:
                return bool(self.left) or self.is_unaccounted
            case Show.DOUBTFUL:
                return self.is_doubtful or self.is_unaccounted
            case Show.ACCEPTED:
                return len(self.own) > len(self.left)
        return True

    @property
    def stops(self) -> tuple[str, ...]:
        """The fragments at which a reviewer has something to decide here."""
        return (self.clause.id,) if self.is_unaccounted else tuple(f"e-{each.address}" for each in self.left)


@dataclass(frozen=True, slots=True)
class Part:
    """A page: its number from 1, the headings it goes from and to, its lines, and what is left on it."""

    number: int
    title: str
    lines: tuple[Line, ...]

    @property
    def left(self) -> int:
        """How many elements and sentences are left to decide."""
        return sum(len(each.stops) for each in self.lines)


@dataclass(frozen=True, slots=True)
class Counts:
    """How far the review has come."""

    elements: int
    left: int
    doubtful: int
    unaccounted: int
    sure: int

    @property
    def done(self) -> int:
        """The elements that somebody accepted."""
        return self.elements - self.left


@dataclass(frozen=True, slots=True)
class Laid:
    """A whole proposal, laid out."""

    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    counts: Counts

    def part(self, number: int) -> Part | None:
        """A page; the nearest where there is none of that number, None where nothing is shown."""
        return self.parts[min(max(number, 1), len(self.parts)) - 1] if self.parts else None

    def part_of(self, clause: ClauseId) -> int:
        """The number of the page that shows a sentence of the notice, or what comes after it."""
        for part in self.parts:
            if part.lines and part.lines[-1].clause.number >= int(clause[1:]):
                return part.number
        return max(1, len(self.parts))

    def next_stop(self, clause: ClauseId) -> tuple[ClauseId, str] | None:
        """Where something is to be decided next, from a sentence on and then from the beginning: it, its fragment."""
        at = int(clause[1:])
        later = [each for each in self.lines if each.clause.number >= at]
        for line in (*later, *self.lines):
            if line.stops:
                return line.clause.id, line.stops[0]
        return None


def lay_out(policy: Policy, notice: Notice, review: Review, show: Show = Show.ALL) -> Laid:
    """The proposal in the order of the notice, in parts."""
    found = _elements(policy, notice, review)
    lines = tuple(_lines(notice, found))
    return Laid(lines, tuple(_parts(lines, show)), _counts(lines, found))


def does(address: str, element: Element) -> Does:
    """What an element does."""
    kind = address.partition(".")[0]
    if kind in _NAMING:
        return Does.NAMES
    if isinstance(element, Practice):
        return Does.FORBIDS if element.modal is Modal.NEVER or element.only else Does.PERMITS
    if isinstance(element, Retention) and element.modal is Modal.MAY:
        return Does.PERMITS
    return _BY_KIND.get(kind, Does.PROMISES)


def _elements(policy: Policy, notice: Notice, review: Review) -> list[Found]:
    left = set(unreviewed(policy, review))
    entries = {entry.address: entry for entry in review.entries}
    first = notice.clauses[0].id
    found = []
    for address, element in policy.elements():
        there = [each for each in element.clauses if notice.clause(each) is not None]
        home = min(there, key=lambda id_: int(id_[1:]), default=first)
        entry = entries.get(address)
        found.append(Found(address, element, home, does(address, element), entry, address in left))
    return found


def _lines(notice: Notice, found: Iterable[Found]) -> Iterator[Line]:
    own: dict[ClauseId, list[Found]] = {}
    others: dict[ClauseId, list[Found]] = {}
    for each in found:
        own.setdefault(each.home, []).append(each)
        for elsewhere in each.elsewhere:
            others.setdefault(elsewhere, []).append(each)
    for clause in notice.clauses:
        here = sorted(own.get(clause.id, ()), key=lambda each: each.is_name)
        there = others.get(clause.id, [])
        named = {each.does for each in (*here, *there) if each.address != "policy"}
        yield Line(
            clause,
            _does(clause, named, cited=bool(here or there)),
            tuple(here),
            tuple(each for each in there if not each.is_name),
            clause.role is ClauseRole.HEADING,
        )


def _does(clause: Clause, named: set[Does], *, cited: bool) -> tuple[Does, ...]:
    """What a sentence does, what matters most first."""
    acts = tuple(each for each in Does if each in named and each is not Does.NAMES)
    if acts:
        return acts
    if cited and clause.role is not ClauseRole.HEADING:
        return (Does.NAMES,)
    if clause.role in _OWN:
        return (Does.UNACCOUNTED,)
    return (_ROLES.get(clause.role, Does.ASIDE),)


def _parts(lines: tuple[Line, ...], show: Show) -> Iterator[Part]:
    """The lines that a filter shows, in pages: a heading comes with what it heads."""
    shown = [each for each in lines if each.fits(show)]
    wanted = {each.clause.id for each in shown} | {id_ for each in shown for id_ in each.clause.headings}
    pages: list[list[Line]] = [[]]
    weight = 0
    for section in _sections([each for each in lines if each.clause.id in wanted]):
        heavy = sum(map(_weight, section))
        if weight and weight + heavy > _MOST:
            pages.append([])
            weight = 0
        for line in section:
            if weight and weight + _weight(line) > _MOST:
                pages.append([])
                weight = 0
            pages[-1].append(line)
            weight += _weight(line)
    for number, page in enumerate((each for each in pages if each), start=1):
        headings = [each.clause.text for each in page if each.is_heading]
        title = headings[0] if headings else f"from {page[0].clause.id}"
        yield Part(number, title, tuple(page))


def _sections(lines: list[Line]) -> Iterator[list[Line]]:
    section: list[Line] = []
    for line in lines:
        if line.is_heading and section:
            yield section
            section = []
        section.append(line)
    if section:
        yield section


def _weight(line: Line) -> int:
    said = len(line.clause.text) + sum(map(_told, line.own))
    return _LINE + said + _CARD * len(line.own) + _POINTER * len(line.others)


def _told(found: Found) -> int:
    """What an element says beyond the usual: the rules that made it, and what it cites, which is told twice."""
    return len(found.entry.rule if found.entry else "") + 16 * len(found.element.cite)


def _counts(lines: tuple[Line, ...], found: list[Found]) -> Counts:
    return Counts(
        elements=len(found),
        left=sum(each.is_left for each in found),
        doubtful=sum(each.is_doubtful for each in found),
        unaccounted=sum(each.is_unaccounted for each in lines),
        sure=sum(each.is_left and each.confidence is not None and each.confidence >= SURE for each in found),
    )
