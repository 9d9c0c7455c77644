"""What does each practice of a policy permit or forbid, apart from the tree of categories and purposes?

The slots and conditions of a practice, worked out once a policy so that two practices can be compared: a permission is
a `Grant` with the terms on which it holds, a prohibition (a `never`, or what an `only` leaves outside) is a `Bar`. How
slots and silence are read is told in docs/policy-format.md; the answers themselves are given by `troth.decisions`,
which this stage does not know.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.policy.changes.spans import ANYTHING, Span, may_last_longer, period_lies_in, span_of
from troth.policy.model import Condition, SignalState, Slot
from troth.words import EVERYTHING, Act, Basis, Channel, ConsentMode, Modal, PartyName

if TYPE_CHECKING:
    from troth.policy.model import Choice, Period, Policy, Practice, Signal
    from troth.words import Duration

BEYOND_REFUSAL = frozenset({Basis.CONTRACT, Basis.LEGAL_OBLIGATION, Basis.VITAL_INTEREST})
"""Bases on which no choice of the subject bears. LAW: GDPR 6(1)(b)-(d), 21(1)."""

_CHANNELS: tuple[Channel | None, ...] = (None, *Channel)
_SLOTS = ("subjects", Slot.WITH, Slot.VIA, Slot.FROM, Slot.WHERE, Slot.BY)


@dataclass(frozen=True, slots=True)
class Say:
    """A choice as far as it reaches a practice."""

    choice: str
    channels: frozenset[Channel | None]
    except_: tuple[Condition, ...]
    period: Period | None

    def lies_in(self, other: Say) -> bool:
        """Whether a refusal of this choice is also one of the other, wherever this one reaches."""
        return (
            self.choice == other.choice
            and self.channels <= other.channels
            and period_lies_in(self.period, other.period)
            and each_establishes(other.except_, self.except_)
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """What must hold for a permission to carry, for a subject and for the facts."""

    needs_yes: bool
    needs_entry: bool
    refusable: frozenset[Channel | None]
    says: tuple[Say, ...]
    signals: frozenset[str]
    if_: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    keep: Duration | None
    instructed_by: PartyName | None

    def lacks(self, other: Terms) -> tuple[str, ...]:
        """What the other demands and this does not: `consent`, `condition`, `instruction`, `choice`, ..."""
        missing: list[str] = []
        if other.needs_yes and not self.needs_yes:
            missing.append("consent")
        elif other.needs_entry and not (self.needs_entry or self.needs_yes):
            missing.append("entry")
        if not follow_from(other.if_, self.if_) or not each_establishes(other.unless, self.unless):
            missing.append("condition")
        if other.instructed_by is not None and other.instructed_by != self.instructed_by:
            missing.append("instruction")
        if self._leaves_less_choice(other):
            missing.append("choice")
        # LAW: 11 CCR 7025(c): an earlier yes does not go before the signal, so asking for a yes does not replace it.
        if not other.signals <= self.signals:
            missing.append("signal")
        if may_last_longer(self.keep, other.keep):
            missing.append("keep")
        return tuple(missing)

    def _leaves_less_choice(self, other: Terms) -> bool:
        """Whether a refusal that reaches the other may not reach this."""
        if not other.refusable <= self.refusable or not all(any(s.lies_in(t) for t in self.says) for s in other.says):
            return True
        # A permission that ends with a yes outlives a new choice to say no: silence then counts for it.
        return any(is_about_consent(c) for c in self.unless) and set(self.says) != set(other.says)


@dataclass(frozen=True, slots=True)
class Region:
    """The questions that a practice speaks of, apart from act, data and purpose."""

    spans: tuple[Span, ...]
    period: Period | None

    def span(self, slot: Slot | str) -> Span:
        """What one slot lets through."""
        return self.spans[_SLOTS.index(slot)]

    def outside(self, other: Region) -> tuple[str, ...]:
        """The slots in which this reaches further than the other."""
        wider = [str(slot) for slot in _SLOTS if not self.span(slot).lies_in(other.span(slot))]
        if not period_lies_in(self.period, other.period):
            wider.append("period")
        return tuple(wider)

    def meets(self, other: Region) -> bool:
        """Whether some question may be spoken of by both."""
        return all(mine.meets(theirs) for mine, theirs in zip(self.spans, other.spans, strict=True))

    def replacing(self, slot: Slot, span: Span) -> Region:
        """The same region with another span in one slot."""
        return Region(tuple(span if s is slot else old for s, old in zip(_SLOTS, self.spans, strict=True)), self.period)


@dataclass(frozen=True, slots=True)
class Grant:
    """A permission."""

    practice: Practice = field(compare=False, repr=False)
    id: str
    acts: frozenset[Act]
    data: tuple[str, ...]
    purposes: tuple[str, ...]
    recipients: tuple[str, ...]
    subjects: tuple[str, ...]
    region: Region
    terms: Terms


@dataclass(frozen=True, slots=True)
class Bar:
    """A prohibition: a `never` (nothing closed), or what lies outside the closed slots of an `only`."""

    practice: Practice = field(compare=False, repr=False)
    id: str
    acts: frozenset[Act]
    data: tuple[str, ...]
    purposes: tuple[str, ...]
    region: Region
    closed: tuple[tuple[Slot, Span], ...]
    if_: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    says: tuple[Say, ...]

    def reaches_less(self, other: Bar) -> bool:
        """Whether something the other forbids, as far as slots and facts go, this does not."""
        if other.region.outside(self.region):
            return True
        # INVARIANT: silence does not establish; a fact established otherwise lets a question escape.
        if not follow_from(self.if_, other.if_) or not each_establishes(self.unless, other.unless):
            return True
        return any(is_about_consent(c) for c in self.unless) and set(self.says) != set(other.says)


def is_about_consent(condition: Condition) -> bool:
    """Whether the subject's own yes establishes the condition, and not a fact."""
    return condition.fact == "consent" and ConsentMode.OPT_IN in condition.values


def follow_from(wanted: tuple[Condition, ...], given: tuple[Condition, ...]) -> bool:
    """Whether, once all that is given is established, all that is wanted is."""
    return all(any(_implies(one, other) for one in given) for other in wanted)


def each_establishes(some: tuple[Condition, ...], others: tuple[Condition, ...]) -> bool:
    """Whether any of `some`, once established, establishes one of `others`."""
    return all(any(_implies(one, other) for other in others) for one in some)


def _implies(one: Condition, other: Condition) -> bool:
    """Whether whatever establishes one condition establishes the other."""
    if one.fact != other.fact or is_about_consent(one) != is_about_consent(other):
        return False
    return set(one.values) <= set(other.values)


def grants_of(policy: Policy) -> list[Grant]:
    """What a policy permits, in the order of its practices."""
    return [_grant(policy, practice) for practice in policy.practices.values() if practice.modal is not Modal.NEVER]


def bars_of(policy: Policy, within: Policy) -> list[Bar]:
    """What a policy forbids; recipients that `within` does not declare are left out, for nobody can ask about them."""
    return [
        _bar(policy, practice, within)
        for practice in policy.practices.values()
        if practice.modal is Modal.NEVER or practice.only
    ]


def _grant(policy: Policy, practice: Practice) -> Grant:
    own = Span(frozenset({policy.head.organisation}), silent=True)
    spans = [_span(policy, practice, slot, silent=False) for slot in _SLOTS]
    # A permission that does not say by whom is the organisation's own.
    spans[_SLOTS.index(Slot.BY)] = span_of(practice.by, policy.parties) if practice.by else own
    return Grant(
        practice=practice,
        id=practice.id,
        acts=frozenset(practice.do),
        data=practice.data,
        purposes=practice.for_,
        recipients=practice.with_,
        subjects=practice.subjects,
        region=Region(tuple(spans), practice.period),
        terms=_terms(policy, practice),
    )


def _bar(policy: Policy, practice: Practice, within: Policy) -> Bar:
    never = practice.modal is Modal.NEVER
    closed = () if never else tuple(slot for slot in practice.only if slot not in (Slot.DATA, Slot.FOR))
    open_spans = tuple(
        ANYTHING if slot in closed else _askable(slot, _span(policy, practice, slot, silent=True), within)
        for slot in _SLOTS
    )
    return Bar(
        practice=practice,
        id=practice.id,
        acts=frozenset(practice.do),
        data=practice.data,
        purposes=practice.for_,
        region=Region(open_spans, practice.period),
        closed=tuple((slot, _span(policy, practice, slot, silent=False)) for slot in closed),
        if_=practice.if_,
        unless=practice.unless,
        says=_says(policy, practice),
    )


def _span(policy: Policy, practice: Practice, slot: Slot | str, *, silent: bool) -> Span:
    """One slot of a practice; `silent` where the naming of no means, source, country or actor is spoken of too."""
    if slot == "subjects":
        anybody = not practice.subjects or EVERYTHING in practice.subjects
        return ANYTHING if anybody else span_of(practice.subjects, policy.subjects)
    if slot is Slot.WITH:
        anybody = not practice.with_ or EVERYTHING in practice.with_
        return ANYTHING if anybody else span_of(practice.with_, policy.parties)
    named: tuple[str, ...] = getattr(practice, {Slot.FROM: "from_"}.get(Slot(slot), str(slot)))
    if not named:
        return ANYTHING
    return span_of(named, policy.parties if slot in (Slot.FROM, Slot.BY) else None, silent=silent)


def _askable(slot: Slot | str, span: Span, within: Policy) -> Span:
    """A span without the recipients that nobody can ask about."""
    if slot is not Slot.WITH or span.every:
        return span
    return Span(frozenset(name for name in span.names if name in within.parties), silent=span.silent)


def _terms(policy: Policy, practice: Practice) -> Terms:
    about_consent = any(is_about_consent(condition) for condition in practice.if_)
    beyond = practice.basis in BEYOND_REFUSAL
    return Terms(
        # LAW: GDPR 6(1)(a), 7
        needs_yes=practice.consent is ConsentMode.OPT_IN or practice.basis is Basis.CONSENT or about_consent,
        needs_entry=practice.consent is ConsentMode.BY_ENTRY,
        refusable=frozenset(c for c in _CHANNELS if not beyond and _can_be_refused(policy, practice, c)),
        says=_says(policy, practice),
        signals=frozenset(str(s.id) for s in policy.signals.values() if not beyond and _is_signalled(practice, s)),
        if_=tuple(condition for condition in practice.if_ if not is_about_consent(condition)),
        unless=practice.unless,
        keep=practice.keep,
        instructed_by=practice.on_behalf_of,
    )


def _choices_about(policy: Policy, practice: Practice) -> list[Choice]:
    return [choice for choice in policy.choices.values() if practice.id in choice.of]


def _says(policy: Policy, practice: Practice) -> tuple[Say, ...]:
    """The choices, offered ones only, that reach a practice."""
    return tuple(
        Say(choice.id, frozenset(choice.channel or _CHANNELS), choice.except_, choice.period)
        for choice in _choices_about(policy, practice)
        if choice.available
    )


def _can_be_refused(policy: Policy, practice: Practice, channel: Channel | None) -> bool:
    """False where the notice says that there is no such choice, and offers no other about the practice."""
    reaching = [c for c in _choices_about(policy, practice) if not c.channel or channel in c.channel]
    return not reaching or any(choice.available for choice in reaching)


def _is_signalled(practice: Practice, signal: Signal) -> bool:
    """Whether an honoured signal opts out of the practice. LAW: Civ. Code 1798.135(b), (e)."""
    if signal.state is not SignalState.HONOURED:
        return False
    if signal.of:
        return practice.id in signal.of
    return Act.SELL in practice.do or (Act.SHARE in practice.do and practice.consent is ConsentMode.OPT_OUT)
