"""What is left to ask of the subject, once policy and question are known?

A `Cell` is the definition worked out for one question: short lists of tests on `Choices`, each with its answer ready.
`decisions.compiled` builds cells; nothing here sees the policy. The rules keep the numbers of `decisions.decide`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.consent.state import Says, last_word
from troth.decisions.question import Answer, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from troth.consent.state import Word
    from troth.decisions.question import Choices
    from troth.policy.model import SignalName
    from troth.words import Channel, ChoiceId, ClauseId, PurposeName

Kinds = frozenset[str] | None
"""Kinds of subject that something is limited to; None where it holds for all."""


def _is_among(kinds: Kinds, subject: frozenset[str]) -> bool:
    return kinds is None or not kinds.isdisjoint(subject)


@dataclass(frozen=True, slots=True)
class Scope:
    """The words that speak of a practice, for one question."""

    purposes: frozenset[PurposeName]
    choices: frozenset[ChoiceId]
    channel: Channel | None

    def last_word(self, choices: Choices) -> Word | None:
        """The subject's last word within the scope."""
        return last_word(choices.words, self.purposes, self.choices, self.channel)

    def says_yes(self, choices: Choices) -> bool:
        """Whether her last word is a yes."""
        word = self.last_word(choices)
        return word is not None and word.says is Says.YES


@dataclass(frozen=True, slots=True)
class Limit:
    """Rule 3: a retention limit; `over` holds the denial where the datum is past it."""

    kinds: Kinds
    over: Answer | None


@dataclass(frozen=True, slots=True)
class Child:
    """Rule 4: an age limit."""

    under: int
    excludes: bool
    denial: Answer


@dataclass(frozen=True, slots=True)
class Prohibition:
    """Rules 5 and 6: a `never` or an `only` that speaks of the question, with the kinds for which others lift it."""

    kinds: Kinds
    lifted_for: tuple[frozenset[str], ...]
    unless_consent: Scope | None
    denial: Answer

    def denies(self, choices: Choices, subject: frozenset[str]) -> bool:
        """Whether it stands against this subject."""
        if not _is_among(self.kinds, subject) or any(_is_among(kinds, subject) for kinds in self.lifted_for):
            return False
        return self.unless_consent is None or not self.unless_consent.says_yes(choices)


@dataclass(frozen=True, slots=True)
class Permission:
    """Rule 7: a practice that permits the question, and what each test on the subject makes of it."""

    kinds: Kinds
    gives_way_for: tuple[Kinds, ...]
    scope: Scope
    restricted: Answer | None
    refusable: bool
    suppressed: Answer
    refused: Mapping[ChoiceId | None, Answer]
    signalled: tuple[tuple[SignalName, Answer], ...]
    silent: Answer
    consented: Answer

    def hold(self, choices: Choices, *, is_suppressed: bool) -> Answer:
        """The answer if this practice alone had to carry it."""
        word = self.scope.last_word(choices)
        consented = word is not None and word.says is Says.YES
        if self.restricted is not None and choices.restricted and not consented:
            return self.restricted
        if self.refusable:
            if is_suppressed:
                return self.suppressed
            if word is not None and not consented:
                return self.refused[word.choice]
            for signal, denial in self.signalled:
                if not (consented and signal in choices.outweighed):
                    return denial
        return self.consented if consented else self.silent


@dataclass(slots=True)
class Cell:
    """One question's residue. `data` and `purposes` are the question's names with all wider ones."""

    constant: Answer | None = None
    data: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    channel: Channel | None = None
    limits: tuple[Limit, ...] = ()
    children: tuple[Child, ...] = ()
    prohibitions: tuple[Prohibition, ...] = ()
    permissions: tuple[Permission, ...] = ()
    transfer: Transfer | None = None

    def answer(self, choices: Choices, subject: frozenset[str], at: date | None) -> Answer:
        """The answer for one subject; `subject` are her kinds with all wider ones, `at` the day asked about."""
        if self.constant is not None:
            return self.constant
        denied = self._denial(choices, subject, at)
        if denied is not None:
            return denied
        is_suppressed = self.suppresses(choices)
        failed: Answer | None = None
        for permission in self.permissions:
            if not _is_among(permission.kinds, subject):
                continue
            if any(_is_among(kinds, subject) for kinds in permission.gives_way_for):
                continue
            held = permission.hold(choices, is_suppressed=is_suppressed)
            if held.allowed:
                return held if self.transfer is None else self.transfer.of(held)
            if failed is None or RANK[held.reason] < RANK[failed.reason]:
                failed = held
        return NOT_PERMITTED if failed is None else failed

    def suppresses(self, choices: Choices) -> bool:
        """Whether a suppression of the subject reaches the question."""
        return any(
            (entry.purpose is None or entry.purpose in self.purposes)
            and (entry.channel is None or entry.channel == self.channel)
            for entry in choices.suppressed
        )

    def keeps_a_copy(self, choices: Choices, at: date | None) -> bool:
        """Whether a copy of erased data was kept for what the question asks."""
        return self._erased(choices, at) is None

    def _denial(self, choices: Choices, subject: frozenset[str], at: date | None) -> Answer | None:
        """Rules 2 to 6."""
        if choices.erased:
            denied = self._erased(choices, at)
            if denied is not None:
                return denied
        limit = next((limit for limit in self.limits if _is_among(limit.kinds, subject)), None)
        if limit is not None and limit.over is not None:
            return limit.over
        if choices.age is not None:
            for child in self.children:
                if choices.age < child.under and (child.excludes or not choices.parental_consent):
                    return child.denial
        for prohibition in self.prohibitions:
            if prohibition.denies(choices, subject):
                return prohibition.denial
        return None

    def _erased(self, choices: Choices, at: date | None) -> Answer | None:
        """Rule 2."""
        copies = [copy for copy in choices.kept if copy.data == "*" or copy.data in self.data]
        lasting = [copy for copy in copies if copy.until is None or at is None or at <= copy.until]
        if any("*" in copy.purposes or not copy.purposes.isdisjoint(self.purposes) for copy in lasting):
            return None
        rests_on = lasting or copies
        clauses: tuple[ClauseId, ...] = tuple(dict.fromkeys(clause for copy in rests_on for clause in copy.clauses))
        return Answer(allowed=False, reason=Reason.KEPT_LOCKED if lasting else Reason.ERASED, clauses=clauses)


@dataclass(frozen=True, slots=True)
class Transfer:
    """Rule 8: what a declared transfer adds to an answer, or that none is declared."""

    element: str | None
    clauses: tuple[ClauseId, ...] = ()

    def of(self, allowed: Answer) -> Answer:
        """The answer once the border is considered."""
        if self.element is None:
            return Answer(
                allowed=False, reason=Reason.TRANSFER_UNDECLARED, clauses=allowed.clauses, elements=allowed.elements
            )
        return Answer(
            allowed=True,
            reason=allowed.reason,
            clauses=tuple(dict.fromkeys((*allowed.clauses, *self.clauses))),
            elements=(*allowed.elements, self.element),
        )


RANK = {reason: rank for rank, reason in enumerate(Reason)}
"""Where several practices fail, the earliest rule's failure is the answer."""

NOT_PERMITTED = Answer(allowed=False, reason=Reason.NOT_PERMITTED)
