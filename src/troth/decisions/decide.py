"""May this data be used for this purpose, and shared with this recipient?

This module is the definition of the answer: plain, total, without input or output. `decisions.compiled` gives the same
answers faster; tests/conformance compares the two on generated policies. Rules, in this order:

 0. Of several versions of a policy, the one that binds the datum judges (`troth.consent.binding`).
 1. What the policy does not declare is denied.
 2. Erased data are denied; a copy that was kept is locked to the purposes it was kept for, and to its time.
 3. Data past their retention limit are denied; the limit for the narrowest category is the one that counts.
 4. A minor is excluded, or needs a parent's consent, as the notice says.
 5. What the notice never does is denied, whatever else it permits.
 6. What lies outside an "only" is denied, whatever else it permits.
 7. Of the narrowest practices that permit the thing, one must hold for this subject. A practice holds when
    a. processing is not restricted (storing, legal claims, and what the subject consents to go on: GDPR 18(2)),
    b. the subject is not suppressed for it, her last word on it is not a no, and no signal that the notice honours
       says no; what the notice expressly leaves her no choice about, and what contract or law demands, goes on,
    c. its conditions are established,
    d. consent is given where it rests on consent,
    e. the controller has instructed it where it is done on another's behalf.
 8. Data go to a country only where the notice declares that transfer.
 9. What nothing permits is denied.

How names and silence are read:
 - What holds for a parent holds for its children, unless the notice speaks of the child. Of two permissions the one
   that names the category or purpose more closely decides, with its conditions. Where rules 5 and 6 speak of a
   category or purpose by name, a permission that names a narrower one goes before them; what is said of everything
   (`*`) is never narrowed.
 - What the question leaves open counts against it: a permission limited to a means does not cover a question that names
   none, and a prohibition limited to a means does.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from troth.consent.binding import Contact, bind_datum
from troth.consent.scope import can_be_refused, choices_over
from troth.consent.state import Says, last_word
from troth.decisions.matching import (
    covers,
    forbids_by_never,
    forbids_by_only,
    is_declared,
    is_permission,
    is_wider,
)
from troth.decisions.question import PERMITTING, Answer, Choices, Question, Reason
from troth.policy.model import ChildRuleKind, Policy, SignalState
from troth.policy.tree import names, nearest, upward
from troth.words import Act, Basis, ConsentMode, Modal, PartyName, PracticeId, PurposeName

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from troth.consent.state import Word
    from troth.policy.model import Choice, Condition, Element, Party, Practice, Retention
    from troth.words import ClauseId

LEGAL_CLAIMS = "troth:LegalClaims"
"""The term of the vocabulary for purposes that go on under restriction. LAW: GDPR 18(2)."""

BEYOND_REFUSAL = frozenset({Basis.CONTRACT, Basis.LEGAL_OBLIGATION, Basis.VITAL_INTEREST})
"""Bases on which no choice of the subject bears. LAW: GDPR 6(1)(b)-(d), 21(1)."""

ENTERED = ("entered", "by_subject")
"""The fact by which `consent: by_entry` is deemed given."""


def decide(policy: Policy | Sequence[Policy], question: Question, choices: Choices) -> Answer:
    """The answer to a question about one subject, under a policy or the versions of one. Total: never raises."""
    if isinstance(policy, Policy):
        return _judge(policy, question, choices)
    bound = bound_version(policy, question, choices)
    return Answer(allowed=False, reason=Reason.NO_VERSION) if bound is None else _judge(bound, question, choices)


def bound_version(policies: Sequence[Policy], question: Question, choices: Choices) -> Policy | None:
    """Rule 0: the version under which the datum is judged; None where none binds the subject on that day.

    A question without a day is asked of the last day there is, and a subject without a contact is an old one.
    """
    on = question.at or date.max
    contact = choices.contact or Contact(first_on=date.min)
    heads = [policy.head for policy in policies]
    bound = bind_datum(heads, contact, question.collected_on or on, on)
    return None if isinstance(bound, list) else next(policy for policy in policies if policy.head is bound)


def _judge(policy: Policy, question: Question, choices: Choices) -> Answer:
    """Rules 1 to 9, under one version."""
    for rule in (_undeclared, _erased, _over, _minor, _never, _only):
        denied = rule(policy, question, choices)
        if denied is not None:
            return denied
    held = [_hold(policy, question, choices, practice) for practice in _permitting(policy, question, choices)]
    allowed = next((answer for answer in held if answer.allowed), None)
    if allowed is not None:
        return _transferred(policy, question, allowed)
    if held:
        return min(held, key=lambda answer: _DENIALS.index(answer.reason))
    return Answer(allowed=False, reason=Reason.NOT_PERMITTED)


_DENIALS = tuple(reason for reason in Reason if reason not in PERMITTING)
"""The denials in the order of the rules: where several practices fail, the earliest failure is the answer."""

_EPOCH = date(2000, 1, 1)
"""A day from which lengths of time are compared."""


def _undeclared(policy: Policy, question: Question, choices: Choices) -> Answer | None:  # noqa: ARG001 -- one shape
    """Rule 1."""
    return None if is_declared(policy, question) else Answer(allowed=False, reason=Reason.UNKNOWN_TERM)


def _erased(policy: Policy, question: Question, choices: Choices) -> Answer | None:
    """Rule 2. LAW: GDPR 17(3): what is kept, is kept for a reason and for that reason alone."""
    if not choices.erased:
        return None
    data, purposes = upward(policy.data, question.data), upward(policy.purposes, question.purpose)
    copies = [copy for copy in choices.kept if names((copy.data,), data)]
    lasting = [copy for copy in copies if copy.until is None or question.at is None or question.at <= copy.until]
    if not lasting:
        return Answer(allowed=False, reason=Reason.ERASED, clauses=_joined(copy.clauses for copy in copies))
    if any(names(copy.purposes, purposes) for copy in lasting):
        return None
    return Answer(allowed=False, reason=Reason.KEPT_LOCKED, clauses=_joined(copy.clauses for copy in lasting))


def _over(policy: Policy, question: Question, choices: Choices) -> Answer | None:
    """Rule 3. LAW: GDPR 5(1)(e)."""
    limit = limit_for(policy, question, choices)
    if limit is None or limit.max is None or question.collected_on is None or question.at is None:
        return None
    if question.at <= limit.max.after(question.collected_on):
        return None
    return _answer(Reason.RETENTION_OVER, ("retention", limit))


def limit_for(policy: Policy, question: Question, choices: Choices) -> Retention | None:
    """The retention limit that counts: of the narrowest category, then of the subject's kind, then the shortest."""
    data, purposes = upward(policy.data, question.data), upward(policy.purposes, question.purpose)
    kinds = _kinds(policy, choices)
    applying = [
        limit
        for limit in policy.retention.values()
        if limit.modal is Modal.DOES
        and limit.max is not None
        and names(limit.data, data)
        and (not limit.for_ or names(limit.for_, purposes))
        and (not limit.subjects or names(limit.subjects, kinds))
        and not any(_is_vouched(question, condition) for condition in limit.unless)
    ]

    def order(limit: Retention) -> tuple[bool, int, bool, str]:
        steps = nearest(limit.data, data)
        longest = limit.max.after(_EPOCH).isoformat() if limit.max else ""
        return steps is None, steps or 0, not limit.subjects, longest

    return min(applying, key=order, default=None)


def _minor(policy: Policy, question: Question, choices: Choices) -> Answer | None:  # noqa: ARG001 -- one shape
    """Rule 4. LAW: GDPR 8; 16 CFR 312.5."""
    for child in policy.children.values():
        if choices.age is None or choices.age >= child.under:
            continue
        if child.rule is ChildRuleKind.EXCLUDE:
            return _answer(Reason.MINOR_EXCLUDED, ("children", child))
        if not choices.parental_consent:
            return _answer(Reason.MINOR_NEEDS_CONSENT, ("children", child))
    return None


def _never(policy: Policy, question: Question, choices: Choices) -> Answer | None:
    """Rule 5."""
    kinds = _kinds(policy, choices)
    for practice in policy.practices.values():
        if not forbids_by_never(policy, practice, question, kinds):
            continue
        if not any(_is_established(policy, question, choices, practice, condition) for condition in practice.unless):
            return _answer(Reason.NEVER, ("practices", practice))
    return None


def _only(policy: Policy, question: Question, choices: Choices) -> Answer | None:
    """Rule 6."""
    kinds = _kinds(policy, choices)
    for practice in policy.practices.values():
        if not forbids_by_only(policy, practice, question, kinds):
            continue
        if not any(_is_established(policy, question, choices, practice, condition) for condition in practice.unless):
            return _answer(Reason.ONLY, ("practices", practice))
    return None


def _permitting(policy: Policy, question: Question, choices: Choices) -> list[Practice]:
    """The practices that permit what is asked, before anything is asked of the subject; of those, the narrowest."""
    kinds = _kinds(policy, choices)
    covering = [
        practice
        for practice in policy.practices.values()
        if is_permission(practice) and covers(policy, practice, question, kinds)
    ]
    return [wide for wide in covering if not any(is_wider(policy, wide, other, question) for other in covering)]


def _hold(policy: Policy, question: Question, choices: Choices, practice: Practice) -> Answer:
    """Rule 7, for one practice: the answer if this practice alone had to carry it."""
    word = word_on(policy, question, choices, practice)
    consented = word is not None and word.says is Says.YES
    if _is_restricted(policy, question, choices) and not consented:
        return _answer(Reason.RESTRICTED, ("practices", practice))
    refusable = practice.basis not in BEYOND_REFUSAL and can_be_refused(
        policy, PracticeId(practice.id), question.channel
    )
    if refusable:
        refused = _refused(policy, question, choices, practice, word)
        if refused is not None:
            return refused
    missing = _missing(policy, question, choices, practice, consented=consented)
    if missing is not None:
        return _answer(missing, ("practices", practice))
    return _answer(_why(practice, refusable=refusable, consented=consented), ("practices", practice))


def _refused(
    policy: Policy, question: Question, choices: Choices, practice: Practice, word: Word | None
) -> Answer | None:
    """Rule 7b: the suppression, the no, or the signal that stands against a practice."""
    purposes = upward(policy.purposes, question.purpose)
    for entry in choices.suppressed:
        if entry.purpose is not None and entry.purpose not in purposes:
            continue
        if entry.channel is None or entry.channel == question.channel:
            return _answer(Reason.SUPPRESSED, ("practices", practice))
    if word is not None and word.says is Says.NO:
        about = () if word.choice is None else (("choices", policy.choices[word.choice]),)
        return _answer(Reason.REFUSED, *about, ("practices", practice))
    for name, signal in policy.signals.items():
        if signal.state is not SignalState.HONOURED or name not in question.signals:
            continue
        # LAW: 11 CCR 7025(c): a later yes of her own goes before the signal; silence and an earlier yes do not.
        if word is not None and name in choices.outweighed:
            continue
        if _is_signalled(practice, signal.of):
            return _answer(Reason.SIGNAL, ("signals", signal), ("practices", practice))
    return None


def _missing(
    policy: Policy, question: Question, choices: Choices, practice: Practice, *, consented: bool
) -> Reason | None:
    """Rules 7c to 7e: what the practice still lacks."""
    if _is_past(practice, question):
        return Reason.RETENTION_OVER
    lifted = any(_is_established(policy, question, choices, practice, condition) for condition in practice.unless)
    unmet = [c for c in practice.if_ if not _is_established(policy, question, choices, practice, c)]
    if lifted or unmet:
        return Reason.CONDITION_MISSING
    # LAW: GDPR 6(1)(a), 7
    if (practice.consent is ConsentMode.OPT_IN or practice.basis is Basis.CONSENT) and not consented:
        return Reason.CONSENT_MISSING
    if practice.consent is ConsentMode.BY_ENTRY and not consented and ENTERED not in question.facts:
        return Reason.CONDITION_MISSING
    # LAW: GDPR 28(3)(a), 29
    if practice.on_behalf_of is not None and question.instruction != practice.on_behalf_of:
        return Reason.NOT_INSTRUCTED
    return None


def _why(practice: Practice, *, refusable: bool, consented: bool) -> Reason:
    """Which of the permitting reasons a practice that holds gives."""
    if consented:
        return Reason.CONSENTED
    if practice.on_behalf_of is not None:
        return Reason.INSTRUCTED
    if practice.consent in (ConsentMode.BY_USE, ConsentMode.BY_ENTRY):
        return Reason.DEEMED
    if not refusable:
        return Reason.UNREFUSABLE
    return Reason.NOT_REFUSED if practice.consent is ConsentMode.OPT_OUT else Reason.PERMITTED


def _transferred(policy: Policy, question: Question, allowed: Answer) -> Answer:
    """Rule 8. LAW: GDPR 44."""
    if question.where is None or question.where in {party.country for party in _organisations(policy)}:
        return allowed
    data = upward(policy.data, question.data)
    recipient = upward(policy.parties, question.recipient) if question.recipient else ()
    for transfer in policy.transfers.values():
        reaches = names(transfer.to, (question.where,)) and names(transfer.data, data)
        if reaches and (not transfer.with_ or names(transfer.with_, recipient)):
            return Answer(
                allowed=True,
                reason=allowed.reason,
                clauses=_joined((allowed.clauses, transfer.clauses)),
                elements=(*allowed.elements, f"transfers.{transfer.id}"),
            )
    return Answer(allowed=False, reason=Reason.TRANSFER_UNDECLARED, clauses=allowed.clauses, elements=allowed.elements)


def word_on(policy: Policy, question: Question, choices: Choices, practice: Practice) -> Word | None:
    """The subject's last word on a practice; a word about a choice ends where the choice's `except` begins."""
    covering = choices_over(policy, PracticeId(practice.id), question.channel)
    reaching = {
        name
        for name in covering
        if not any(_is_vouched(question, condition) for condition in policy.choices[name].except_)
        and _in_cohort(policy.choices[name], question)
    }
    purposes = {PurposeName(name) for name in upward(policy.purposes, question.purpose)}
    return last_word(choices.words, purposes, reaching, question.channel)


def _in_cohort(choice: Choice, question: Question) -> bool:
    """Whether a choice for data of a period reaches the datum; a day left open counts as within."""
    if choice.period is None or question.collected_on is None:
        return True
    return choice.period.from_ <= question.collected_on <= choice.period.to


def _is_restricted(policy: Policy, question: Question, choices: Choices) -> bool:
    """Rule 7a. LAW: GDPR 18(2)."""
    if not choices.restricted or question.do is Act.STORE:
        return False
    purposes = upward(policy.purposes, question.purpose)
    return not any(LEGAL_CLAIMS in policy.purposes[PurposeName(name)].is_ for name in purposes)


def _is_signalled(practice: Practice, of: tuple[PracticeId, ...]) -> bool:
    """Whether a signal opts out of the practice: one it names, else sale and sharing that can be opted out of.

    LAW: Civ. Code 1798.135(b), (e)
    """
    if of:
        return practice.id in of
    return Act.SELL in practice.do or (Act.SHARE in practice.do and practice.consent is ConsentMode.OPT_OUT)


def _is_past(practice: Practice, question: Question) -> bool:
    """Whether the time for which the practice itself keeps the data is over."""
    if practice.keep is None or question.collected_on is None or question.at is None:
        return False
    return question.at > practice.keep.after(question.collected_on)


def _is_vouched(question: Question, condition: Condition) -> bool:
    """Whether the one who asks vouches for a condition."""
    return any((condition.fact, value) in question.facts for value in condition.values)


def _is_established(
    policy: Policy, question: Question, choices: Choices, practice: Practice, condition: Condition
) -> bool:
    """Whether a condition holds: vouched for, or, for `consent: opt_in`, the subject's own last word."""
    if condition.fact == "consent" and ConsentMode.OPT_IN in condition.values:
        word = word_on(policy, question, choices, practice)
        return word is not None and word.says is Says.YES
    return _is_vouched(question, condition)


def _kinds(policy: Policy, choices: Choices) -> tuple[str, ...]:
    """The kinds of subject she is, wider ones included."""
    return tuple(dict.fromkeys(name for kind in sorted(choices.kinds) for name in upward(policy.subjects, kind)))


def _organisations(policy: Policy) -> Iterable[Party]:
    """The organisation itself, where the policy lists it among its parties."""
    own = policy.parties.get(PartyName(policy.head.organisation))
    return () if own is None else (own,)


def _answer(reason: Reason, *rests_on: tuple[str, Element]) -> Answer:
    """An answer for a reason, on the elements it rests on."""
    return Answer(
        allowed=reason in PERMITTING,
        reason=reason,
        clauses=_joined(element.clauses for _, element in rests_on),
        elements=tuple(f"{kind}.{element.id}" for kind, element in rests_on),
    )


def _joined(clauses: Iterable[tuple[ClauseId, ...]]) -> tuple[ClauseId, ...]:
    """Clauses of several elements, each once, in order."""
    return tuple(dict.fromkeys(clause for some in clauses for clause in some))
