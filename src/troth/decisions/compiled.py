"""How is the definition made fast, without changing an answer?

`decisions.decide` walks the whole policy for every question. Here what depends on the policy alone is worked out once
(for each practice, everything its names reach down to), and what depends on the question once a question; a
`decisions.residue.Cell` remains. Rules:

1. The compiled answer equals the definition's, reason, clauses and elements included: tests/conformance compares them
   on generated policies and on every scenario.
2. A question's dates are folded into what they decide (which limits are over, which periods hold), so that a question
   asked every day is not a new question every day.
3. Nothing here reads the clock or writes anything.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Any

from troth.consent.scope import can_be_refused
from troth.decisions import residue
from troth.decisions.question import PERMITTING, Answer, Question, Reason
from troth.policy.model import ChildRuleKind, SignalState, Slot
from troth.policy.tree import names, nearest, upward
from troth.words import EVERYTHING, Act, Basis, ConsentMode, Modal, PartyName, PracticeId, PurposeName

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.policy.model import Choice, Condition, Element, Policy, Practice, Retention, SignalName
    from troth.words import ChoiceId, SubjectKindName

_LEGAL_CLAIMS = "troth:LegalClaims"
_BEYOND_REFUSAL = frozenset({Basis.CONTRACT, Basis.LEGAL_OBLIGATION, Basis.VITAL_INTEREST})
_CONSENT = "consent"
_CIRCUMSTANCES = (Slot.VIA, Slot.FROM, Slot.WHERE, Slot.BY)


@dataclasses.dataclass(frozen=True, slots=True)
class _Reach:
    """Everything that one practice's names reach down to; None stands for all, an empty set for nothing."""

    practice: Practice
    acts: frozenset[Act]
    data: frozenset[str]
    purposes: frozenset[str] | None
    recipients: frozenset[str] | None
    sources: frozenset[str] | None
    actors: frozenset[str] | None
    kinds: residue.Kinds


class CompiledPolicy:
    """One policy version, ready to answer. Not changed after it is made, but for the cells it remembers."""

    _MOST_CELLS = 65_536

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._kinds_up = {kind: frozenset(upward(policy.subjects, kind)) for kind in policy.subjects}
        self._reaches = [self._reach(practice) for practice in policy.practices.values()]
        self._permissions = [reach for reach in self._reaches if reach.practice.modal is not Modal.NEVER]
        self._nevers = [reach for reach in self._reaches if reach.practice.modal is Modal.NEVER]
        self._onlys = [reach for reach in self._permissions if reach.practice.only]
        self._is_dated = self._has_dates()
        self._cells: dict[tuple[Question, tuple[bool, ...]], residue.Cell] = {}

    def cell(self, question: Question) -> residue.Cell:
        """The residue of a question; remembered, the dates folded into what they decide."""
        phase = self._phase(question)
        if question.collected_on is not None or question.at is not None:
            undated = dataclasses.replace(question, collected_on=None, at=None)
        else:
            undated = question
        cell = self._cells.get((undated, phase))
        if cell is None:
            if len(self._cells) >= self._MOST_CELLS:
                self._cells.clear()
            cell = self._cells[undated, phase] = self._compile(question)
        return cell

    def kinds(self, kinds: Iterable[SubjectKindName]) -> frozenset[str]:
        """Kinds of subject with all wider ones."""
        return frozenset().union(*(self._kinds_up.get(kind, frozenset({kind})) for kind in kinds))

    # What depends on the policy alone

    def _reach(self, practice: Practice) -> _Reach:
        policy = self.policy
        return _Reach(
            practice=practice,
            acts=frozenset(practice.do),
            data=_down(policy.data, practice.data),
            purposes=_down(policy.purposes, practice.for_) if practice.for_ else None,
            recipients=_down(policy.parties, practice.with_) if practice.with_ else None,
            sources=_down(policy.parties, practice.from_) if practice.from_ else None,
            actors=_down(policy.parties, practice.by) if practice.by else None,
            kinds=self._limited_to(practice.subjects),
        )

    def _limited_to(self, subjects: tuple[str, ...]) -> residue.Kinds:
        return None if not subjects or EVERYTHING in subjects else frozenset(subjects)

    def _has_dates(self) -> bool:
        policy = self.policy
        limited = any(limit.max is not None for limit in policy.retention.values())
        practised = any(p.keep is not None or p.period is not None for p in policy.practices.values())
        return limited or practised or any(choice.period is not None for choice in policy.choices.values())

    # What depends on the question

    def _phase(self, question: Question) -> tuple[bool, ...]:
        """What the question's dates decide, in a fixed order."""
        if not self._is_dated or question.collected_on is None:
            return (False,)
        policy = self.policy
        over = (_is_over(limit.max, question) for limit in policy.retention.values() if limit.max is not None)
        past = (_is_over(p.keep, question) for p in policy.practices.values() if p.keep is not None)
        practised = (practice.period for practice in policy.practices.values())
        chosen = (choice.period for choice in policy.choices.values())
        periods = (period for period in (*practised, *chosen) if period is not None)
        within = (period.from_ <= question.collected_on <= period.to for period in periods)
        return (True, *over, *past, *within)

    def _compile(self, question: Question) -> residue.Cell:
        policy = self.policy
        known = question.data in policy.data and question.purpose in policy.purposes
        if not known or (question.recipient is not None and question.recipient not in policy.parties):
            return residue.Cell(constant=_answer(Reason.UNKNOWN_TERM))
        permitting = [reach for reach in self._permissions if self._covers(reach, question)]
        forbidding = [
            *((Reason.NEVER, reach) for reach in self._nevers if self._matches(reach, question, frozenset())),
            *((Reason.ONLY, reach) for reach in self._onlys if self._lies_outside(reach, question)),
        ]
        prohibitions = (self._prohibition(reason, reach, permitting, question) for reason, reach in forbidding)
        return residue.Cell(
            data=frozenset(upward(policy.data, question.data)),
            purposes=frozenset(upward(policy.purposes, question.purpose)),
            channel=question.channel,
            limits=self._limits(question),
            children=tuple(
                residue.Child(
                    child.under, child.rule is ChildRuleKind.EXCLUDE, _answer(_MINOR[child.rule], ("children", child))
                )
                for child in policy.children.values()
            ),
            prohibitions=tuple(prohibition for prohibition in prohibitions if prohibition is not None),
            permissions=tuple(self._permission(reach, permitting, question) for reach in permitting),
            transfer=self._transfer(question),
        )

    def _covers(self, reach: _Reach, question: Question) -> bool:
        """Whether a permission speaks of the question."""
        if question.do not in reach.acts or question.data not in reach.data:
            return False
        purposes = reach.purposes
        if purposes is not None and question.purpose not in purposes and not self._is_compatible(purposes, question):
            return False
        if reach.recipients is not None and not self._reaches_recipient(reach, question):
            return False
        if not reach.practice.by and question.by is not None and question.by != str(self.policy.head.organisation):
            return False
        period = reach.practice.period
        if period is not None:
            day = question.collected_on
            if day is None or not period.from_ <= day <= period.to:
                return False
        return all(self._circumstance(reach, question, slot) is True for slot in _CIRCUMSTANCES)

    def _matches(self, reach: _Reach, question: Question, leaving: frozenset[Slot]) -> bool:
        """Whether a prohibition speaks of the question, but for the slots in `leaving`; silence does not escape it."""
        practice, day = reach.practice, question.collected_on
        if question.do not in reach.acts:
            return False
        if practice.period is not None and day is not None and not practice.period.from_ <= day <= practice.period.to:
            return False
        for slot in Slot:
            if slot not in leaving and self._speaks(reach, question, slot) is False:
                return False
        for condition in practice.if_:
            said = question.value_of(condition.fact)
            if said is not None and said not in condition.values:
                return False
        return True

    def _lies_outside(self, reach: _Reach, question: Question) -> bool:
        """Whether the question matches the open slots of an `only` and lies outside a closed one."""
        closed = frozenset(reach.practice.only)
        if not self._matches(reach, question, closed):
            return False
        return any(self._speaks(reach, question, slot) is not True for slot in closed)

    def _speaks(self, reach: _Reach, question: Question, slot: Slot) -> bool | None:
        """Whether one slot of a practice speaks of the question; None where the question leaves it open."""
        if slot is Slot.DATA:
            return question.data in reach.data
        if slot is Slot.FOR:
            return reach.purposes is None or question.purpose in reach.purposes
        if slot is Slot.WITH:
            return reach.recipients is None or self._reaches_recipient(reach, question)
        return self._circumstance(reach, question, slot)

    def _reaches_recipient(self, reach: _Reach, question: Question) -> bool:
        if question.recipient is None:
            return EVERYTHING in reach.practice.with_
        return reach.recipients is not None and question.recipient in reach.recipients

    def _circumstance(self, reach: _Reach, question: Question, slot: Slot) -> bool | None:
        practice = reach.practice
        if slot is Slot.VIA:
            said = {word for word in (question.via, question.channel) if word is not None}
            return _is_among(frozenset(practice.via) if practice.via else None, said, practice.via)
        if slot is Slot.WHERE:
            said = {question.where} if question.where else set()
            return _is_among(frozenset(practice.where) if practice.where else None, said, practice.where)
        if slot is Slot.FROM:
            return _is_among(reach.sources, {question.source} if question.source else set(), practice.from_)
        return _is_among(reach.actors, {question.by} if question.by else set(), practice.by)

    def _is_compatible(self, purposes: frozenset[str], question: Question) -> bool:
        if ("compatibility", "assessed") not in question.facts:
            return False
        declared = self.policy.purposes
        wider = upward(declared, question.purpose)
        return any(original in purposes for name in wider for original in declared[PurposeName(name)].compatible_with)

    # The parts of a cell

    def _limits(self, question: Question) -> tuple[residue.Limit, ...]:
        """Rule 3: the limits that speak of the question, the one that counts first."""
        policy = self.policy
        data = upward(policy.data, question.data)
        found: list[tuple[tuple[Any, ...], Retention]] = []
        for limit in policy.retention.values():
            if (
                limit.modal is not Modal.DOES
                or limit.max is None
                or question.data not in _down(policy.data, limit.data)
            ):
                continue
            if limit.for_ and question.purpose not in _down(policy.purposes, limit.for_):
                continue
            if any(_is_vouched(question, condition) for condition in limit.unless):
                continue
            steps = nearest(limit.data, data)
            longest = limit.max.after(date(2000, 1, 1))
            found.append(((steps is None, steps or 0, not limit.subjects, longest), limit))
        found.sort(key=lambda pair: pair[0])
        return tuple(
            residue.Limit(
                self._limited_to(limit.subjects),
                _answer(Reason.RETENTION_OVER, ("retention", limit)) if _is_over(limit.max, question) else None,
            )
            for _, limit in found
        )

    def _prohibition(
        self, reason: Reason, reach: _Reach, permitting: list[_Reach], question: Question
    ) -> residue.Prohibition | None:
        """Rules 5 and 6: None where the prohibition is lifted for everybody."""
        practice = reach.practice
        narrower = [other for other in permitting if self._is_narrower(other.practice, practice, question)]
        if any(other.kinds is None for other in narrower):
            return None
        if any(_is_vouched(question, condition) for condition in practice.unless if not _asks_consent(condition)):
            return None
        by_consent = any(_asks_consent(condition) for condition in practice.unless)
        return residue.Prohibition(
            kinds=reach.kinds,
            lifted_for=tuple(other.kinds for other in narrower if other.kinds is not None),
            unless_consent=self._scope(practice, question) if by_consent else None,
            denial=_answer(reason, ("practices", practice)),
        )

    def _is_narrower(self, other: Practice, wide: Practice, question: Question) -> bool:
        """Whether a permission names a category or purpose beneath the one by which a prohibition speaks."""
        total = 0
        for ours, theirs, wider in (
            (other.data, wide.data, upward(self.policy.data, question.data)),
            (other.for_, wide.for_, upward(self.policy.purposes, question.purpose)),
        ):
            if EVERYTHING in theirs:
                return False
            named = nearest(theirs, wider)
            if named is None:
                continue
            steps = nearest(ours, wider)
            if steps is None or steps > named:
                return False
            total += steps - named
        return total < 0

    def _permission(self, reach: _Reach, permitting: list[_Reach], question: Question) -> residue.Permission:
        """Rule 7, with the answer to each test made beforehand."""
        practice, policy = reach.practice, self.policy
        element = ("practices", practice)
        scope = self._scope(practice, question)
        refusable = practice.basis not in _BEYOND_REFUSAL and can_be_refused(
            policy, PracticeId(practice.id), question.channel
        )
        refused: dict[ChoiceId | None, Answer] = {None: _answer(Reason.REFUSED, element)}
        for name in scope.choices:
            refused[name] = _answer(Reason.REFUSED, ("choices", policy.choices[name]), element)
        return residue.Permission(
            kinds=reach.kinds,
            gives_way_for=self._gives_way(practice, permitting, question),
            scope=scope,
            restricted=_answer(Reason.RESTRICTED, element) if self._is_restrictable(question) else None,
            refusable=refusable,
            suppressed=_answer(Reason.SUPPRESSED, element),
            refused=refused,
            signalled=self._signalled(practice, question),
            silent=_answer(_outcome(practice, question, refusable=refusable, consented=False), element),
            consented=_answer(_outcome(practice, question, refusable=refusable, consented=True), element),
        )

    def _gives_way(self, practice: Practice, permitting: list[_Reach], question: Question) -> tuple[residue.Kinds, ...]:
        """The kinds of subject for whom another permission names category or purpose more closely."""
        data, purposes = upward(self.policy.data, question.data), upward(self.policy.purposes, question.purpose)

        recipients = upward(self.policy.parties, question.recipient) if question.recipient is not None else ()

        def place(one: Practice) -> tuple[int, int, int, int]:
            ranks = [
                nearest(slot, up) for slot, up in ((one.data, data), (one.for_, purposes), (one.with_, recipients))
            ]
            ends = (len(data), len(purposes), len(recipients))
            first, second, third = (end if rank is None else rank for rank, end in zip(ranks, ends, strict=True))
            return first, second, third, 0 if one.subjects else 1

        ours = place(practice)
        closer = [(reach, place(reach.practice)) for reach in permitting]
        return tuple(
            reach.kinds
            for reach, theirs in closer
            if theirs[:2] != ours[:2] and all(their <= our for their, our in zip(theirs, ours, strict=True))
        )

    def _scope(self, practice: Practice, question: Question) -> residue.Scope:
        policy = self.policy
        reaching = frozenset(
            name for name, choice in policy.choices.items() if _choice_reaches(choice, practice, question)
        )
        purposes = frozenset(PurposeName(name) for name in upward(policy.purposes, question.purpose))
        return residue.Scope(purposes, reaching, question.channel)

    def _is_restrictable(self, question: Question) -> bool:
        wider = upward(self.policy.purposes, question.purpose)
        claims = any(_LEGAL_CLAIMS in self.policy.purposes[PurposeName(name)].is_ for name in wider)
        return question.do is not Act.STORE and not claims

    def _signalled(self, practice: Practice, question: Question) -> tuple[tuple[SignalName, Answer], ...]:
        """The signals of the question that opt out of the practice, each with its denial."""
        found = []
        for name, signal in self.policy.signals.items():
            if signal.state is not SignalState.HONOURED or name not in question.signals:
                continue
            shared = Act.SHARE in practice.do and practice.consent is ConsentMode.OPT_OUT
            if practice.id in signal.of if signal.of else Act.SELL in practice.do or shared:
                found.append((name, _answer(Reason.SIGNAL, ("signals", signal), ("practices", practice))))
        return tuple(found)

    def _transfer(self, question: Question) -> residue.Transfer | None:
        """Rule 8: None where no border is crossed."""
        policy = self.policy
        own = policy.parties.get(PartyName(policy.head.organisation))
        if question.where is None or (own is not None and own.country == question.where):
            return None
        for transfer in policy.transfers.values():
            if not names(transfer.to, (question.where,)) or question.data not in _down(policy.data, transfer.data):
                continue
            if transfer.with_:
                recipients = _down(policy.parties, transfer.with_)
                if question.recipient not in recipients and not (
                    question.recipient is None and EVERYTHING in transfer.with_
                ):
                    continue
            return residue.Transfer(f"transfers.{transfer.id}", transfer.clauses)
        return residue.Transfer(None)


_MINOR = {
    ChildRuleKind.EXCLUDE: Reason.MINOR_EXCLUDED,
    ChildRuleKind.PARENTAL_CONSENT: Reason.MINOR_NEEDS_CONSENT,
}


def _outcome(practice: Practice, question: Question, *, refusable: bool, consented: bool) -> Reason:
    """What becomes of a practice that nothing on the subject's side stands against."""
    missing = _lacks(practice, question, consented=consented)
    if missing is not None:
        return missing
    if consented:
        return Reason.CONSENTED
    if practice.on_behalf_of is not None:
        return Reason.INSTRUCTED
    if practice.consent in (ConsentMode.BY_USE, ConsentMode.BY_ENTRY):
        return Reason.DEEMED
    if not refusable:
        return Reason.UNREFUSABLE
    return Reason.NOT_REFUSED if practice.consent is ConsentMode.OPT_OUT else Reason.PERMITTED


def _lacks(practice: Practice, question: Question, *, consented: bool) -> Reason | None:
    """What a practice still lacks, of the conditions that it names."""
    if _is_over(practice.keep, question):
        return Reason.RETENTION_OVER
    holds = [_holds(question, condition, consented=consented) for condition in practice.if_]
    lifts = [_holds(question, condition, consented=consented) for condition in practice.unless]
    if not all(holds) or any(lifts):
        return Reason.CONDITION_MISSING
    if not consented:
        if practice.consent is ConsentMode.OPT_IN or practice.basis is Basis.CONSENT:
            return Reason.CONSENT_MISSING
        if practice.consent is ConsentMode.BY_ENTRY and ("entered", "by_subject") not in question.facts:
            return Reason.CONDITION_MISSING
    if practice.on_behalf_of is not None and practice.on_behalf_of != question.instruction:
        return Reason.NOT_INSTRUCTED
    return None


def _choice_reaches(choice: Choice, practice: Practice, question: Question) -> bool:
    """Whether a word about the choice speaks of the practice, for this question."""
    if not choice.available or practice.id not in choice.of:
        return False
    if choice.channel and question.channel not in choice.channel:
        return False
    if any(_is_vouched(question, condition) for condition in choice.except_):
        return False
    if choice.period is None or question.collected_on is None:
        return True
    return choice.period.from_ <= question.collected_on <= choice.period.to


def _down(tree: dict[Any, Any], slot: tuple[str, ...]) -> frozenset[str]:
    """Every name of the tree that a slot speaks of, and the slot's own words."""
    if EVERYTHING in slot:
        return frozenset((*tree, *slot))
    named = frozenset(slot)
    return named | {name for name in tree if not named.isdisjoint(upward(tree, name))}


def _is_among(reached: frozenset[str] | None, said: set[Any], slot: tuple[str, ...]) -> bool | None:
    """Whether what the question says of a circumstance is the practice's; None where it says nothing."""
    if reached is None:
        return True
    if not said:
        return None
    return EVERYTHING in slot or not reached.isdisjoint(said)


def _is_over(length: Any, question: Question) -> bool:
    if length is None or question.collected_on is None or question.at is None:
        return False
    return bool(question.at > length.after(question.collected_on))


def _is_vouched(question: Question, condition: Condition) -> bool:
    return any((condition.fact, value) in question.facts for value in condition.values)


def _asks_consent(condition: Condition) -> bool:
    return condition.fact == _CONSENT and ConsentMode.OPT_IN in condition.values


def _holds(question: Question, condition: Condition, *, consented: bool) -> bool:
    return consented if _asks_consent(condition) else _is_vouched(question, condition)


def _answer(reason: Reason, *rests_on: tuple[str, Element]) -> Answer:
    clauses = tuple(dict.fromkeys(clause for _, element in rests_on for clause in element.clauses))
    elements = tuple(f"{kind}.{element.id}" for kind, element in rests_on)
    return Answer(allowed=reason in PERMITTING, reason=reason, clauses=clauses, elements=elements)
