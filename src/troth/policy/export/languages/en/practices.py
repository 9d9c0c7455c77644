"""What may be done with your data, and what can you say about it, in plain words?

A practice becomes one sentence in a fixed order: for whom, who, may or never, what, to which data, from where, by which
means, with whom, for what, where; then consent, conditions and exceptions, and what the word `only` closes. What
remains (legal basis, time, automation, cost, period) follows in short sentences of its own. Choices speak of practices
in brief: "use of contact details for own offers".

What it leaves out: every other kind of element (`elements`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.export.languages.en import phrases
from troth.policy.export.languages.en.names import conditions, country, day, listed
from troth.policy.export.languages.naming import spaced
from troth.policy.model import Default, Review
from troth.words import Act, Basis, ConsentMode, Modal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from troth.policy.export.languages.en.names import Names
    from troth.policy.model import Choice, Period, Practice

_GIVES_AWAY = frozenset({Act.SELL, Act.TRANSFER})


def say_practice(names: Names, practice: Practice) -> Iterator[str]:
    """The sentences of a practice, the rule itself first; capitals and full stops are put by the caller."""
    yield _beginning(names, practice) + _slots(names, practice) + _strings(practice)
    yield from _decision(practice)
    yield from _more(practice)


def _beginning(names: Names, practice: Practice) -> str:
    """For whom, who, and with which force: "If you are a customer, we may use"."""
    start = names.if_you_are(practice.subjects)
    if practice.on_behalf_of:
        start += f"on the instruction of {names.party(practice.on_behalf_of)}, "
    others = listed(map(names.party, practice.by))
    modal = {
        Modal.DOES: " will" if others else "",
        Modal.MAY: " may",
        Modal.NEVER: " will never" if others else " never",
    }
    acts = listed((phrases.ACTS[act] for act in practice.do), _joining(practice))
    return f"{start}{others or 'we'}{modal[practice.modal]} {acts}"


def _joining(practice: Practice) -> str:
    """The word that joins a list: what is never done is not done in any of the ways."""
    return "or" if practice.modal is Modal.NEVER else "and"


def _slots(names: Names, practice: Practice) -> str:
    """What is done to what, how, with whom and what for."""
    word = _joining(practice)
    said = f" {names.your(practice.data, word)}"
    if practice.from_:
        come = "from" if practice.do[0] is Act.COLLECT else "that came from"
        said += f" {come} {listed(map(names.source, practice.from_), word)}"
    if practice.via:
        said += f", by way of {listed(map(names.means, practice.via), word)},"
    if practice.with_:
        towards = "to" if set(practice.do) <= _GIVES_AWAY else "with"
        said += f" {towards} {listed(map(names.party, practice.with_), word)}"
    if practice.for_:
        said += f" for {listed(map(names.purpose, practice.for_), word)}"
    if practice.where:
        places = listed(map(country, practice.where))
        said += f" {places}" if places == phrases.COUNTRIES["*"] else f" in {places}"
    return said.rstrip(",")


def _strings(practice: Practice) -> str:
    """Consent, conditions, exceptions and what `only` closes."""
    said = ""
    if practice.only:
        said += f", and {listed(phrases.ONLY[slot.value] for slot in practice.only)}"
    consent = ConsentMode.OPT_IN if practice.basis is Basis.CONSENT else practice.consent
    if practice.modal is not Modal.NEVER:
        said += phrases.CONSENT[consent]
    if practice.if_:
        said += f", only where {conditions(practice.if_, 'and')}"
    if practice.unless:
        said += f", unless {conditions(practice.unless, 'and')}"
    return said


def _decision(practice: Practice) -> Iterator[str]:
    """What is decided by machine, and who looks again."""
    if practice.effect:
        yield f"What a decision does: {phrases.DECISIONS.get(practice.effect) or spaced(practice.effect)}"
    if practice.automated:
        yield "A machine decides, without a human"
    if practice.review is Review.HUMAN_ON_REQUEST:
        yield "If you ask, a human looks again"
    elif practice.review is Review.HUMAN_ALWAYS:
        yield "A human always looks again"


def _more(practice: Practice) -> Iterator[str]:
    """The rest, a short sentence each."""
    if practice.basis is not None and practice.basis is not Basis.CONSENT:
        yield f"Our legal ground: {phrases.BASES[practice.basis]}"
    if practice.keep:
        yield f"They are kept for {practice.keep.in_words()}"
    if practice.mandatory:
        yield "Without it you cannot have the service"
    if practice.cost:
        yield phrases.COSTS.get(practice.cost) or f"Saying no costs: {spaced(practice.cost)}"
    if practice.period:
        yield _period(practice.period)
    if practice.open:
        yield "The notice gives examples; the list may be longer"


def _period(period: Period) -> str:
    return f"Only data collected from {day(period.from_)} to {day(period.to)}"


def in_brief(names: Names, practice: Practice) -> str:
    """A practice as a noun: "use of contact details for own offers"."""
    acts = listed(phrases.DEEDS_DONE[act] for act in practice.do)
    data = listed(map(names.datum, practice.data))
    joined = f"{acts} {data}" if acts.endswith("from") else f"{acts} of {data}"
    if practice.with_:
        joined += f" {'to' if set(practice.do) <= _GIVES_AWAY else 'with'} {listed(map(names.party, practice.with_))}"
    if practice.for_:
        joined += f" for {listed(map(names.purpose, practice.for_))}"
    elif practice.via:
        joined += f" by way of {listed(map(names.means, practice.via))}"
    return joined


def say_choice(names: Names, choice: Choice) -> Iterable[str]:
    """The sentences of a choice: about what, how, and what follows from it."""
    about = "; ".join(in_brief(names, each) for id_ in choice.of if (each := names.policy.practices.get(id_)))
    if not choice.available:
        yield f"You cannot say no to: {about}"
        return
    if choice.default is Default.DENIED:
        yield f"You can say yes to: {about}. Without your yes it does not happen"
    else:
        yield f"You can say no to: {about}"
    if choice.channel:
        yield f"For messages by {listed((phrases.CHANNELS[each] for each in choice.channel), 'or')}"
    if choice.how:
        yield f"How: {listed(map(names.route, choice.how), 'or')}"
    if choice.effect != ("stop",):
        yield f"What follows: {listed(phrases.EFFECTS.get(each) or spaced(each) for each in choice.effect)}"
    if choice.cost:
        yield phrases.COSTS.get(choice.cost) or f"Saying no costs: {spaced(choice.cost)}"
    if choice.except_:
        yield f"Your no does not reach where {conditions(choice.except_, 'or')}"
    if choice.period:
        yield _period(choice.period)
