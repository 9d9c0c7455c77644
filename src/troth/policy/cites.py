"""Do the citations of a policy still point at the words they were made from?

A policy cites clauses by number, and numbers change with every version of the notice. Beside `policy.yaml` lies a
generated `policy.cites.json` that keeps, for each cited clause, where it stood and the digest of its words, so that a
new version of the notice asks for review only where words changed.

1. `cites` notes what the policy cites in a notice; `encode_cites` and `decode_cites` write and read the file, the same
   bytes for the same value.
2. `stale_citations`: a citation is stale where the notice has other words under that number than were noted.
3. `reanchor` finds each noted clause in another version by its words. Among clauses with equal words it takes the same
   one of as many (the second of three), or else the one nearest to where the clauses around it went. A part of a clause
   (`s12[4:30]`) is found again only where the text is the same to the letter, for its numbers count letters.
4. `rewrite` puts the new numbers into the policy's text, whose comments and layout stay as they are
   (`troth.policy.file.rewrite`).

What it leaves out: what became of a clause whose words changed (`troth.notice.difference`), and the review itself
(`troth.policy.review`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from troth.errors import Place, Problem, ProblemsFound, in_order
from troth.policy.file.rewrite import rewrite
from troth.words import ClauseId  # noqa: TC001 -- encoders resolve annotations at run time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.notice.model import Clause, Notice
    from troth.policy.model import Policy

__all__ = [
    "CitedClause",
    "Cites",
    "Moved",
    "Reanchored",
    "cites",
    "decode_cites",
    "encode_cites",
    "reanchor",
    "rewrite",
    "stale_citations",
]

FORMAT = 1


@dataclass(frozen=True, slots=True)
class CitedClause:
    """A clause as it was cited: offsets into the notice's source, and SHA-256 (hex) of its words and of its text.

    It was number `nth`, from 1, of the `of` clauses of the notice that have these words.
    """

    id: ClauseId
    start: int
    end: int
    words: str
    text: str
    nth: int = 1
    of: int = 1


@dataclass(frozen=True, slots=True)
class Cites:
    """What a policy cites in one version of its notice, in the order of the text; `notice` is that version's digest."""

    notice: str
    clauses: tuple[CitedClause, ...]
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Moved:
    """A clause of the old notice, and the one of the new notice that has its words. Both ids may be the same."""

    old: ClauseId
    new: ClauseId


@dataclass(frozen=True, slots=True)
class Reanchored:
    """Where the citations went.

    `moved` has every clause that was found again; `lost` those whose words are gone, which somebody has to look at;
    `in_part` those that were found, but of which a part was cited and the letters changed; `uncited` the clauses of the
    new notice that nothing cites yet and that say something of their own.
    """

    moved: tuple[Moved, ...]
    lost: tuple[ClauseId, ...]
    in_part: tuple[ClauseId, ...]
    uncited: tuple[ClauseId, ...]

    @property
    def mapping(self) -> dict[ClauseId, ClauseId]:
        """The new id of each clause that can be cited as before."""
        return {moved.old: moved.new for moved in self.moved if moved.old not in self.in_part}

    @property
    def is_identity(self) -> bool:
        """True where every citation stands where it stood."""
        return not self.lost and not self.in_part and all(moved.old == moved.new for moved in self.moved)


def cites(policy: Policy, notice: Notice) -> Cites:
    """What the policy cites in the notice. Citations to nothing are left out: validation reports them."""
    equal: defaultdict[str, list[ClauseId]] = defaultdict(list)
    for clause in notice.clauses:
        equal[clause.digest].append(clause.id)
    cited = {id_ for _, element in policy.elements() for id_ in element.clauses}
    return Cites(
        notice.digest,
        tuple(
            CitedClause(
                id=clause.id,
                start=clause.start,
                end=clause.end,
                words=clause.digest,
                text=_digest(clause),
                nth=equal[clause.digest].index(clause.id) + 1,
                of=len(equal[clause.digest]),
            )
            for clause in notice.clauses
            if clause.id in cited
        ),
    )


def _digest(clause: Clause) -> str:
    return sha256(clause.text.encode("utf-8", "surrogatepass")).hexdigest()


def encode_cites(noted: Cites) -> bytes:
    """The file's bytes: JSON with sorted keys, two blanks of indent, and a line break at the end."""
    return msgspec.json.format(msgspec.json.encode(noted, order="sorted"), indent=2) + b"\n"


def decode_cites(raw: bytes, file: str) -> Cites:
    """The value of a file's bytes.

    Raises:
        ProblemsFound: `policy.bad-cites`, where the file is not one that `encode_cites` writes.
    """
    try:
        noted = msgspec.json.decode(raw, type=Cites)
    except msgspec.DecodeError:
        noted = None
    if noted is None or noted.format != FORMAT:
        help_ = "it is a generated file: remove it, and write it anew from the policy and its notice"
        raise ProblemsFound([Problem(Place(file), "policy.bad-cites", "the file holds no noted citations", help_)])
    return noted


def stale_citations(policy: Policy, noted: Cites, notice: Notice) -> list[Problem]:
    """A problem for each element that cites a clause whose words are not those that were noted, or were never noted."""
    known = {clause.id: clause for clause in noted.clauses}
    problems = []
    for address, element in policy.elements():
        stale = []
        for id_ in element.clauses:
            clause = notice.clause(id_)
            # A citation to nothing is another problem, `policy.citation-to-nothing`.
            if clause is not None and (id_ not in known or known[id_].words != clause.digest):
                stale.append(id_)
        if stale:
            names = ", ".join(f"`{id_}`" for id_ in stale)
            problems.append(
                Problem(
                    element.place,
                    "policy.stale-citation",
                    f"`{address}` cites {names}, whose words are not those it was made from",
                    "look whether it still says what the clause says, re-anchor the citations, and note them again",
                    clauses=tuple(stale),
                )
            )
    return in_order(problems)


def reanchor(policy: Policy, noted: Cites, notice: Notice) -> Reanchored:
    """Where the policy's citations, noted under another version of the notice, stand in this one (rule 3)."""
    cited = sorted({id_ for _, element in policy.elements() for id_ in element.clauses}, key=_number)
    partly = {c.clause for _, element in policy.elements() for c in element.cite if c.start is not None}
    known = {clause.id: clause for clause in noted.clauses if clause.id in set(cited)}
    found = _find(tuple(known.values()), notice.clauses)
    moved = tuple(Moved(id_, found[id_].id) for id_ in cited if id_ in found)
    reached = {each.new for each in moved}
    return Reanchored(
        moved=moved,
        lost=tuple(id_ for id_ in cited if id_ not in found),
        in_part=tuple(
            id_ for id_ in cited if id_ in partly and id_ in found and known[id_].text != _digest(found[id_])
        ),
        uncited=tuple(clause.id for clause in notice.practices_and_promises() if clause.id not in reached),
    )


def _find(old: Iterable[CitedClause], new: tuple[Clause, ...]) -> dict[ClauseId, Clause]:
    """The clause with the words of each old one."""
    equal: defaultdict[str, list[Clause]] = defaultdict(list)
    for clause in new:
        equal[clause.digest].append(clause)
    found: dict[ClauseId, Clause] = {}
    waiting = []
    for one in old:
        same = equal.get(one.words, [])
        if len(same) == one.of:
            found[one.id] = same[one.nth - 1]
        elif same:
            waiting.append(one)
    sure = sorted((_number(id_), clause.number) for id_, clause in found.items())
    taken = {clause.id for clause in found.values()}
    for one in waiting:
        place = _expected(_number(one.id), sure)
        free = [clause for clause in equal[one.words] if clause.id not in taken]
        if free:
            found[one.id] = min(free, key=lambda clause: (abs(clause.number - place), clause.number))
            taken.add(found[one.id].id)
    return found


def _expected(number: int, sure: list[tuple[int, int]]) -> int:
    """Where a clause would stand if it moved as its nearest neighbour among those that were surely found did."""
    if not sure:
        return number
    old, new = min(sure, key=lambda pair: (abs(pair[0] - number), pair[0]))
    return new + number - old


def _number(id_: ClauseId) -> int:
    return int(id_[1:])
