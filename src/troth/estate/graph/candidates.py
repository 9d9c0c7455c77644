"""Which column does a column point at, if any?

Every column is held against every unique column. Rules, in this order:

1. All of its values (nine in ten where the names agree well: rows that were deleted leave orphans) are among the
   other's. Small whole numbers are among those of every surrogate key, so that alone says nothing.
2. Names that agree decide; where the names of several do, the better fit: the same system, the primary key.
3. Without names, values that chance cannot explain decide: long text, numbers that lie far apart.
4. Without either, small numbers point at a table only where they fill its range and that of no other.
5. Otherwise nothing is inferred: a link that is not there joins two people, and one that is missing is looked for by
   identifiers still.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from troth.estate.graph.cellforms import canonical, is_whole
from troth.estate.graph.names import key_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from troth.estate.connector import Sample
    from troth.estate.graph.containment import Contained, Containment
    from troth.estate.graph.naming import Naming
    from troth.estate.graph.profile import Profile
    from troth.inventory import Cell, DatasetName

SURE, LIKELY, FAINT = 0.7, 0.45, 0.4
_ORPHANS = 0.9
_NEARLY_ALL = 0.98
_FEW = 5
_MANY = 20
_LARGE = 400
"""Rows of a table whose range of numbers is not that of anything that counts to some hundreds."""
_FILLS = 0.9
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(
    r"(?:\+|00)[1-9][\d ()./-]{6,}|0[1-9]\d{8,}|0[1-9]\d*[ ()./-][\d ()./-]{4,}"
    r"|\(\d{2,5}\)[\d ./-]{5,}|\d{3}[ .-]\d{3}[ .-]\d{4}"
)
_HEX = re.compile(r"[0-9a-f]{32}(?:[0-9a-f]{8}|[0-9a-f]{32}|[0-9a-f]{96})?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair of columns, and what speaks for it."""

    of: Profile
    to: Profile
    name: float
    contained: Contained
    fit: float = 0.0
    """How well the range of its numbers fills the other's."""


def looks_like(pattern: re.Pattern[str], profile: Profile) -> bool:
    """Whether nearly all of its values, as they are compared, are of a form."""
    looked = [value for _, value in zip(range(200), sorted(profile.values), strict=False)]
    return bool(looked) and sum(pattern.fullmatch(value) is not None for value in looked) >= 0.8 * len(looked)


def is_email(profile: Profile) -> bool:
    """Whether it holds e-mail addresses."""
    return looks_like(_EMAIL, profile)


def is_phone(profile: Profile) -> bool:
    """Whether it holds telephone numbers, by their form as it was written."""
    texts = [] if profile.declared_key else [cell.strip() for cell in profile.raw if isinstance(cell, str)]
    return bool(texts) and sum(_PHONE.fullmatch(text) is not None for text in texts) >= 0.8 * len(profile.raw)


def is_digest(profile: Profile) -> bool:
    """Whether it holds what MD5, SHA-1, SHA-256 or SHA-512 gives, in hexadecimal digits."""
    return looks_like(_HEX, profile) and not profile.type.startswith("uuid")


class Chooser:
    """Chooses, for one column after the other, the column that it points at."""

    def __init__(
        self,
        found: Sequence[Profile],
        samples: Mapping[DatasetName, Sample],
        naming: Naming,
        containment: Containment,
    ) -> None:
        self._samples = samples
        self._naming = naming
        self._containment = containment
        self._identifying = {p.at for p in found if not p.declared_key and (is_email(p) or is_phone(p))}
        self._targets = [p for p in found if self._may_be_pointed_at(p)]

    def choose(self, of: Profile) -> Candidate | None:
        """The best candidate, where one is good enough and no other is as good."""
        if of.at in self._identifying:
            return self._telling(of, [(0.0, to) for to in self._targets if to.declared_key and to.at != of.at])
        named = [(self._naming.toward(of, to), to) for to in self._targets if self._comparable(of, to)]
        if not of.values:
            return self._by_name_alone(of, named)
        by_name = [
            Candidate(of, to, name, self._look(of, to), self._fit(of, to)) for name, to in named if name >= FAINT
        ]
        accepted = [each for each in by_name if self._is_accepted(each)]
        if accepted:
            return self._best(accepted)
        if any(name >= SURE for name, to in named if to.table.at != of.table.at) and not of.inside:
            # its name says where it points, and its values are not there: another table would be chance
            return self._telling(of, named)
        return self._telling(of, named) or self._filling(of, [to for _, to in named])

    def _look(self, of: Profile, to: Profile) -> Contained:
        return self._containment.asked(of, to)

    def _may_be_pointed_at(self, to: Profile) -> bool:
        if to.inside or not to.is_unique or to.at in self._identifying or to.distinct < 2:  # noqa: PLR2004
            return False
        if to.declared_unique:
            return True
        own = self._naming.of_column(to)
        first = bool(to.table.columns) and to.table.columns[0].name == to.at.field
        keyed = bool(key_words(own)) and not self._naming.never_key(to)
        within = to.at.field in to.table.key and to.distinct >= _MANY
        return to.distinct >= _FEW and (to.is_telling or ((first or keyed) and not to.table.key) or (within and keyed))

    def _comparable(self, of: Profile, to: Profile) -> bool:
        if of.at == to.at or (of.declared_key and of.table.at == to.table.at):
            return False
        return (of.numbers is None) == (to.numbers is None) or not of.values or of.inside

    def _is_accepted(self, each: Candidate) -> bool:
        of, to, name, share = each.of, each.to, each.name, each.contained.share
        if not each.contained.known and share < _NEARLY_ALL:
            return False
        if self._naming.never_key(of) and not (to.declared_key and self._naming.same_name(of, to)):
            return False
        apart = of.at.system != to.at.system
        if of.declared_key and (name < SURE or not self._naming.of_column(of)):
            return False
        # numbers from one on are in every system: a key of one is no key of another for having the same
        fits = not of.is_unique and name >= SURE and share >= _NEARLY_ALL and self._fit(of, to) >= 0.5  # noqa: PLR2004
        if apart and not to.is_telling and not fits:
            return False
        if name >= SURE:
            return share >= (_ORPHANS if name < 0.9 or not to.is_telling else 0.5) or (  # noqa: PLR2004
                name >= 0.95 and share >= 0.6 and of.distinct >= _FEW  # noqa: PLR2004
            )
        if share < _NEARLY_ALL:
            return False
        if to.is_telling and of.distinct >= 2:  # noqa: PLR2004
            return True
        return name >= LIKELY and self._fit(of, to) >= (0.5 if name >= 0.6 else 0.8)  # noqa: PLR2004

    def _best(self, accepted: list[Candidate]) -> Candidate | None:
        def worth(each: Candidate) -> tuple[float, ...]:
            near = each.of.at.system == each.to.at.system
            return (
                float(near),
                round(each.name, 2),
                float(each.to.declared_key),
                round(each.contained.share, 2),
                self._fit(each.of, each.to),
            )

        ordered = sorted(accepted, key=lambda each: (worth(each), str(each.to.at)), reverse=True)
        if len(ordered) > 1 and worth(ordered[0]) == worth(ordered[1]):
            return None
        return ordered[0]

    def _telling(self, of: Profile, named: list[tuple[float, Profile]]) -> Candidate | None:
        """Rule 3: the table with the most of these values, of those that hold them all."""
        if of.distinct < _FEW or self._naming.never_key(of):
            return None
        found = []
        for name, to in named:
            if not to.is_telling or to.table.at == of.table.at:
                continue
            if of.declared_key and not (to.declared_key and to.table.rows > of.table.rows):
                continue
            sampled = self._containment.sampled(of, to)
            if not sampled.among:
                continue
            contained = self._containment.asked(of, to)
            if contained.known and contained.share >= _NEARLY_ALL:
                found.append(Candidate(of, to, name, contained))
        found.sort(
            key=lambda c: (c.of.at.system == c.to.at.system, c.to.declared_key, c.name, c.to.distinct), reverse=True
        )
        return found[0] if found else None

    def _filling(self, of: Profile, targets: list[Profile]) -> Candidate | None:
        """Rule 4."""
        keyed = key_words(self._naming.of_column(of)) or any(word.isdigit() for word in of.words)
        if of.distinct < _MANY or not keyed or of.declared_key or self._naming.never_key(of) or self._counts(of):
            return None
        near = [
            to
            for to in targets
            if to.at.system == of.at.system
            and to.declared_key
            and to.table.at != of.table.at
            and is_whole(to.type) == is_whole(of.type)
            and max(to.table.rows, to.distinct) >= _LARGE
        ]
        fitting = [to for to in near if self._fit(of, to) >= _FILLS]
        holding = [to for to in fitting if self._containment.asked(of, to).share >= 1.0]
        if len(holding) != 1:
            return None
        return Candidate(of, holding[0], 0.0, self._containment.asked(of, holding[0]), 0.0)

    def _counts(self, of: Profile) -> bool:
        """Whether a column of numbers that stand once each only counts the rows: it rises with the table's key."""
        if not of.is_unique:
            return False
        sample = self._samples[of.table.at]
        if of.at.field not in sample.columns or len(of.table.key) != 1:
            return True
        key, own = (sample.cells[sample.columns.index(name)] for name in (of.table.key[0], of.at.field))
        ordered = [
            cell for _, cell in sorted(zip(map(canonical, key), own, strict=True), key=_by_number) if cell is not None
        ]
        rising = sum(_number(a) < _number(b) for a, b in pairwise(ordered))
        return rising > _ORPHANS * max(1, len(ordered) - 1)

    def _by_name_alone(self, of: Profile, named: list[tuple[float, Profile]]) -> Candidate | None:
        """A column without any value: only where the name leaves no doubt."""
        from troth.estate.graph.containment import Contained

        sure = [
            Candidate(of, to, name, Contained(0, 0, known=True))
            for name, to in named
            if name >= 1.0 and to.declared_key and to.at.system == of.at.system and to.type == of.type
        ]
        return sure[0] if len(sure) == 1 and key_words(self._naming.of_column(of)) else None

    def _fit(self, of: Profile, to: Profile) -> float:
        """How well the range of the numbers fills that of the other: 1 where they end together; 1 for text."""
        if of.numbers is None or to.numbers is None:
            return 1.0
        (_, top), (least, greatest) = of.numbers, to.numbers
        greatest = max(greatest, least + to.table.rows - 1) if not to.complete else greatest
        return round(max(0.0, (top - least + 1) / max(1, greatest - least + 1)), 2) if top <= greatest else 0.0


def _number(cell: Cell) -> int:
    form = canonical(cell)
    return int(form) if form.isdigit() else 0


def _by_number(pair: tuple[str, Cell]) -> tuple[int, str]:
    return _number(pair[0]), pair[0]
