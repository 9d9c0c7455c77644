"""Who may be addressed for a purpose, by a channel?

An audience is the set of subjects for whom a question's answer is yes, found without asking subject by subject: what a
question depends on (a kind, an age, a word, a suppression) is a *facet*, each facet is a compressed bitmap of subjects,
and the residue of the question (`decisions.residue`) says how facets combine. Rules:

1. Membership equals the definition's answer for every subject: tests/conformance compares them.
2. A facet is built when it is first needed and kept current by every change of a subject's standing.
3. Subjects are numbers (`Engine.numbers`, `Engine.subjects`), so that ten million fit in a few megabytes.

Needs pyroaring and numpy (the extra `audience`). What it leaves out: where a message goes, and whether it is sent.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from pyroaring import BitMap

from troth.consent.state import Says

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from numpy.typing import NDArray

    from troth.decisions.compiled import CompiledPolicy
    from troth.decisions.engine import Engine
    from troth.decisions.question import Choices, Question
    from troth.decisions.residue import Cell, Kinds, Permission, Prohibition, Scope
    from troth.words import SubjectId


@dataclass(frozen=True, slots=True)
class Audience:
    """The subjects who may be addressed, at the moment of asking; later changes do not reach it."""

    question: Question
    members: BitMap
    _engine: Engine = field(repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.members)

    def __contains__(self, number: int) -> bool:
        return number in self.members

    def __iter__(self) -> Iterator[SubjectId]:
        return iter(self._engine.subjects(self.members))

    def numbers(self) -> NDArray[np.uint32]:
        """The members' numbers, ascending."""
        return np.asarray(self.members.to_array(), dtype=np.uint32)


@dataclass(slots=True)
class _Facet:
    """One thing that is true of some standings: the bitmap of the subjects of whom it is true."""

    holds: Callable[[Choices], bool]
    members: BitMap = field(default_factory=BitMap)
    known: dict[int, bool] = field(default_factory=dict)


class Audiences:
    """The facets of one engine's subjects."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._facets: dict[Hashable, _Facet] = {}
        self._everybody = BitMap()
        self.forget()

    def find(self, question: Question) -> Audience:
        """The audience of a question."""
        return Audience(question, self._found(question), self._engine)

    def forget(self) -> None:
        """Drop every facet; they are built anew from the engine."""
        self._facets.clear()
        self._everybody = BitMap(range(len(self._engine)))

    def add(self, number: int, state: int) -> None:
        """Take in a subject who was just added."""
        self._everybody.add(number)
        for facet in self._facets.values():
            if self._truth(facet, state):
                facet.members.add(number)

    def move(self, number: int, before: int, after: int) -> None:
        """Take in that a subject's standing changed."""
        for facet in self._facets.values():
            truth = self._truth(facet, after)
            if truth is not self._truth(facet, before):
                (facet.members.add if truth else facet.members.discard)(number)

    def _found(self, question: Question) -> BitMap:
        engine = self._engine
        binding = {id(each): each for each in (engine.compiled_for(question, c) for c in engine.binding_standings)}
        compiled = next(iter(binding.values()), None)
        if len(binding) == 1 and compiled is not None:
            return _Algebra(self, compiled, compiled.cell(question), question).allowed()
        # Several versions bind different subjects: the answer itself is the facet.
        return self.facet(("answer", question), lambda choices: engine.answer_for(question, choices).allowed).copy()

    def facet(self, key: Hashable, holds: Callable[[Choices], bool]) -> BitMap:
        """The subjects of whom something is true; not to be changed."""
        found = self._facets.get(key)
        if found is None:
            found = self._facets[key] = _Facet(holds)
            truths = np.array([self._truth(found, state) for state in range(len(self._engine.standings))])
            states = (
                np.frombuffer(self._engine.states, dtype=np.uint32) if len(self._engine) else np.empty(0, np.uint32)
            )
            # An array of Python's is taken in at once, one of numpy's member by member: seven times slower.
            found.members = BitMap(array("I", np.flatnonzero(truths[states]).astype(np.uint32).tobytes()))
            found.members.run_optimize()
        return found.members

    @property
    def everybody(self) -> BitMap:
        """All subjects; not to be changed."""
        return self._everybody

    def _truth(self, facet: _Facet, state: int) -> bool:
        truth = facet.known.get(state)
        if truth is None:
            truth = facet.known[state] = facet.holds(self._engine.standings[state])
        return truth


@dataclass(slots=True)
class _Algebra:
    """A cell's tests on one subject, turned into sets of subjects. `None` stands for everybody."""

    audiences: Audiences
    compiled: CompiledPolicy
    cell: Cell
    question: Question

    def allowed(self) -> BitMap:
        """Everybody for whom the answer is yes."""
        cell = self.cell
        if cell.constant is not None or (cell.transfer is not None and cell.transfer.element is None):
            return BitMap()
        permitted = BitMap()
        for permission in cell.permissions:
            holding = self._holding(permission)
            permitted = holding if not permitted else permitted | holding
        for denied in self._denied():
            permitted -= denied
        return permitted

    def _denied(self) -> Iterator[BitMap]:
        """Rules 2 to 6."""
        cell, at = self.cell, self.question.at
        key = ("erased", cell.data, cell.purposes, at)
        yield self.audiences.facet(key, lambda choices: choices.erased and not cell.keeps_a_copy(choices, at))
        yield from self._over()
        for child in cell.children:
            under, excludes = child.under, child.excludes
            yield self.audiences.facet(
                ("under", under, excludes),
                lambda choices, under=under, excludes=excludes: (  # type: ignore[misc]
                    choices.age is not None and choices.age < under and (excludes or not choices.parental_consent)
                ),
            )
        for prohibition in cell.prohibitions:
            yield self._forbidden(prohibition)

    def _over(self) -> Iterator[BitMap]:
        """Rule 3: of the limits, in their order, the first that speaks of a subject counts."""
        left: BitMap | None = None
        for limit in self.cell.limits:
            among = self._kinds(limit.kinds)
            speaking = _both(among, left)
            if limit.over is not None:
                yield self.audiences.everybody if speaking is None else speaking
            if among is None:
                return
            left = (self.audiences.everybody if left is None else left) - among

    def _forbidden(self, prohibition: Prohibition) -> BitMap:
        among = self._kinds(prohibition.kinds)
        denied = self.audiences.everybody.copy() if among is None else among.copy()
        for lifted in prohibition.lifted_for:
            denied -= self._kinds(lifted) or BitMap()
        if prohibition.unless_consent is not None:
            denied -= self._says(prohibition.unless_consent, Says.YES)
        return denied

    def _holding(self, permission: Permission) -> BitMap:
        """Rule 7, for one practice."""
        silent, consented = permission.silent.allowed, permission.consented.allowed
        among = self._kinds(permission.kinds)
        if None in permission.gives_way_for or not (silent or consented):
            return BitMap()
        if silent:
            holding = self.audiences.everybody.copy() if among is None else among.copy()
            if not consented:
                holding -= self._says(permission.scope, Says.YES)
        else:
            yes = self._says(permission.scope, Says.YES)
            holding = yes.copy() if among is None else among & yes
        for kinds in permission.gives_way_for:
            holding -= self._kinds(kinds) or BitMap()
        if permission.restricted is not None:
            restricted = self.audiences.facet("restricted", lambda choices: choices.restricted)
            if restricted:
                holding -= restricted - self._says(permission.scope, Says.YES)
        return self._unrefused(permission, holding) if permission.refusable else holding

    def _unrefused(self, permission: Permission, holding: BitMap) -> BitMap:
        """Those of whom no suppression, no word and no signal stands against the practice."""
        cell = self.cell
        holding -= self.audiences.facet(("suppressed", cell.purposes, cell.channel), cell.suppresses)
        if permission.silent.allowed:
            # Where consent is needed, the last word is a yes, and nobody's last word is both.
            holding -= self._says(permission.scope, Says.NO)
        for signal, _ in permission.signalled:
            outweighed = self.audiences.facet(
                ("outweighed", signal),
                lambda choices, signal=signal: signal in choices.outweighed,  # type: ignore[misc]
            )
            holding &= outweighed & self._says(permission.scope, Says.YES)
        return holding

    def _kinds(self, kinds: Kinds) -> BitMap | None:
        """The subjects of some kinds; None for everybody."""
        if kinds is None:
            return None
        compiled = self.compiled
        return self.audiences.facet(
            ("kinds", kinds), lambda choices: not kinds.isdisjoint(compiled.kinds(choices.kinds))
        )

    def _says(self, scope: Scope, says: Says) -> BitMap:
        """The subjects whose last word within a scope goes one way."""

        def holds(choices: Choices) -> bool:
            word = scope.last_word(choices)
            return word is not None and word.says is says

        return self.audiences.facet((scope, says), holds)


def _both(one: BitMap | None, other: BitMap | None) -> BitMap | None:
    """The subjects in both; None stands for everybody."""
    if one is None or other is None:
        return other if one is None else one
    return one & other
