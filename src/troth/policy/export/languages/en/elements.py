"""What does an element of the policy mean, said in plain English?

One function a kind of element; each gives sentences without capitals and full stops.

What it leaves out: practices and choices (`practices`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.export.languages.en import phrases
from troth.policy.export.languages.en.names import Names, conditions, country, day, law, listed
from troth.policy.export.languages.en.practices import in_brief
from troth.policy.export.languages.naming import contact, spaced
from troth.policy.model import (
    ChildRule,
    Claim,
    DataCategory,
    Deed,
    Duty,
    Head,
    Measure,
    Note,
    NoteKind,
    Party,
    Practice,
    Purpose,
    Retention,
    Right,
    Signal,
    SubjectKind,
    Tracker,
    Transfer,
)  # fmt: skip
from troth.policy.vocabulary import term
from troth.policy.vocabulary.wording import stems
from troth.words import ConsentMode, Modal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def describe(names: Names, address: str) -> str:
    """What an address such as `data.device` or `practices.no-sale` points to, in a few words."""
    policy = names.policy
    element = policy.element(address)
    kind, _, id_ = address.partition(".")
    if element is None:
        return spaced(id_ or address)
    if isinstance(element, Practice):
        return in_brief(names, element)
    if isinstance(element, Right):
        return "the right to " + listed(right_verbs(names, element))
    named: dict[str, Callable[[str], str]] = {
        "data": names.datum, "parties": names.party, "purposes": names.purpose, "subjects": names.subject,
    }  # fmt: skip
    general = {"policy": "this notice", "transfers": "data that cross a border"}
    general |= {"duties": "what we have to do", "measures": "the protection of the data", "choices": "your choices"}
    return named[kind](id_) if kind in named else general.get(kind) or spaced(id_).replace("-", " ")


def say_head(names: Names, head: Head) -> Iterable[str]:
    binds = f"It binds {names.organisation()}"
    since = head.effective.existing
    if head.effective.new == "on_acceptance":
        new = ": new users once they accept it" + (f", the others from {day(since)}" if since else "")
    else:
        new = f" from {day(since)}" if since else ""
    yield binds + new
    if head.laws:
        yield f"It rests on {listed(map(law, head.laws))}"
    if head.applies:
        yield f"It covers: {listed(map(spaced, head.applies))}"
    if head.excludes:
        yield f"It leaves out: {listed(map(spaced, head.excludes))}"
    if head.changes.continued_use_accepts:
        yield "Going on to use the service counts as accepting a change"
    if head.changes.applies_to.value == "data_collected_after":
        yield "A change governs only data collected after it"


def say_party(names: Names, party: Party) -> Iterable[str]:
    own = party.id == names.policy.head.organisation
    who = names.organisation() if own else names.party(party.id)
    role = phrases.ROLES[party.role] + (f" of {listed(map(names.datum, party.of))}" if party.of else "")
    yield f"{who}: {role}" + (f", in {country(party.country)}" if party.country not in ("", "*") else "")
    if party.safeguards:
        yield listed(phrases.SAFEGUARDS.get(each) or spaced(each) for each in party.safeguards)
    if party.contact:
        yield f"Contact: {'; '.join(map(contact, party.contact))}"


def say_subject(names: Names, kind: SubjectKind) -> Iterable[str]:
    tail = f": {kind.test}" if kind.test else ""
    age = f", aged {_age(kind.age)}" if kind.age else ""
    yield f"{names.subject(kind.id)}{age}{tail}" + (f", through {names.party(kind.of)}" if kind.of else "")


def _age(range_: str) -> str:
    if range_.startswith("<"):
        return f"under {range_[1:]}"
    return f"{range_[2:]} or over" if range_.startswith(">=") else range_


def say_data(names: Names, category: DataCategory) -> Iterable[str]:
    labels = [found.label for each in category.is_ if (found := term(each))]
    what = f" ({listed(labels)})" if labels and labels != [names.datum(category.id)] else ""
    yield f"{names.datum(category.id)}{what}: {phrases.PERSONAL[category.personal]}"
    if category.sensitive:
        yield "These are sensitive data"
    if category.public:
        yield "They are public"
    if category.from_:
        yield f"They come from {listed(map(names.source, category.from_))}"


def say_purpose(names: Names, purpose: Purpose) -> Iterable[str]:
    by = f", by {listed(map(names.party, purpose.by))}" if purpose.by else ""
    yield f"{names.purpose(purpose.id)}{by}"


def say_signal(names: Names, signal: Signal) -> Iterable[str]:
    name = next(name for name in phrases.SIGNALS if name == signal.id)
    yield f"When your browser sends {phrases.SIGNALS[name]}, {phrases.SIGNAL_STATES[signal.state]}"
    if signal.of:
        about = (in_brief(names, practice) for id_ in signal.of if (practice := names.policy.practices.get(id_)))
        yield f"This is about: {listed(about)}"


def right_verbs(names: Names, right: Right) -> list[str]:
    data = names.your(right.data) if right.data else "your data"
    again = "them" if names.are_many(right.data) else "it"
    return [phrases.RIGHTS[kind].format(data=data if number == 0 else again) for number, kind in enumerate(right.do)]


def say_right(names: Names, right: Right) -> Iterable[str]:
    who = names.if_you_are([right.who] if right.who else [])
    yield f"{who}you can {listed(right_verbs(names, right))}"
    yield from _how_to_exercise(names, right)
    if right.covers:
        yield f"It covers: {listed(map(spaced, right.covers))}"
    if right.refuse_if:
        yield f"We may refuse on these grounds: {listed(map(spaced, right.refuse_if), 'or')}"
    for ground in right.keep_if:
        yield f"Some data stay all the same, for: {listed(map(names.purpose, ground.grounds))}"
    if right.reasons_given:
        yield "If we refuse, we say why"
    if right.no_retaliation:
        yield "You are treated no worse for asking"


def _how_to_exercise(names: Names, right: Right) -> Iterable[str]:
    """Whom to ask and how, by when, how often, and what proof is asked for."""
    if right.redirect:
        yield f"Please ask {names.party(right.redirect)} instead of us"
    if right.how:
        yield f"How: {listed(map(names.route, right.how), 'or')}"
    for each in right.within:
        yield f"Done within {each.limit.in_words()}, for {phrases.REQUESTS[each.right]}"
    if right.limit:
        times = "once" if right.limit.times == 1 else f"{right.limit.times} times"
        yield f"At most {times} in any {right.limit.per.in_words()}"
    if right.lookback:
        yield f"The answer reaches back {right.lookback.in_words()}"
    if right.verify:
        yield f"We ask for proof: {listed(map(spaced, right.verify))}"


def say_retention(names: Names, limit: Retention) -> Iterable[str]:
    who = names.if_you_are(limit.subjects)
    what = names.your(limit.data) + (f" for {listed(map(names.purpose, limit.for_))}" if limit.for_ else "")
    if limit.modal is Modal.NEVER:
        yield f"{who}we never keep {what}"
        return
    ends = [f"for at most {limit.max.in_words()}"] if limit.max else []
    ends += [f"until {phrases.UNTIL.get(limit.until) or spaced(limit.until)}"] if limit.until else []
    verb = "may keep" if limit.modal is Modal.MAY else "keep"
    yield f"{who}we {verb} {what}" + (f" {', and '.join(ends)}" if ends else "; the notice sets no limit")
    if ends:
        yield f"Then we {phrases.THEN[limit.then]} {'them' if names.are_many(limit.data) else 'it'}"
    if limit.unless:
        yield f"Longer where: {conditions(limit.unless, 'or')}"
    if limit.default:
        yield "You can ask for less"


def say_transfer(names: Names, transfer: Transfer) -> Iterable[str]:
    to = listed(map(country, transfer.to))
    to = to if to == phrases.COUNTRIES["*"] else f"to {to}"
    origin = f" from {listed(map(country, transfer.from_))}" if transfer.from_ else ""
    whom = f", to {listed(map(names.party, transfer.with_))}" if transfer.with_ else ""
    yield f"{names.your(transfer.data)} may go{origin} {to}{whom}"
    safeguard = phrases.MECHANISMS.get(transfer.mechanism) or spaced(transfer.mechanism)
    yield f"Safeguard: {safeguard}" if safeguard else "The notice names no safeguard for it"


def say_duty(names: Names, duty: Duty) -> Iterable[str]:
    who = listed(map(names.towards, duty.who)) or "whom it concerns"
    deeds = [phrases.DEEDS[deed].format(who=who) for deed in duty.do]
    verb = {Modal.DOES: "we", Modal.MAY: "we mean to", Modal.NEVER: "we never"}[duty.modal]
    about = f", about {names.your(duty.data)}" if duty.data else ""
    within = "" if duty.within is None else ", at once"
    if duty.within is not None and duty.within.in_words() != "no time":
        within = f", within {duty.within.in_words()}"
    yield f"{phrases.EVENTS[duty.when]}, {verb} {listed(deeds)}{about}{within}"
    if duty.how:
        yield f"How: {listed(map(names.route, duty.how), 'or')}"


def say_child_rule(_: Names, rule: ChildRule) -> Iterable[str]:
    yield phrases.CHILD_RULES[rule.rule].format(years=rule.under)
    if rule.found:
        deeds = (phrases.DEEDS[Deed(deed)].format(who="the parents") for deed in rule.found)
        yield f"When such data are found, we {listed(deeds)}"
    if rule.report:
        yield f"Report them to {listed(map(contact, rule.report), 'or')}"


def say_tracker(names: Names, tracker: Tracker) -> Iterable[str]:
    who = f", set by {listed(map(names.party, tracker.set_by))}" if tracker.set_by else ""
    aims = f": {listed(map(names.purpose, tracker.purpose))}" if tracker.purpose else ""
    only = ", and for nothing else" if tracker.only else ""
    kind = "" if tracker.kind.value in ("other", *spaced(tracker.id).split()) else f" ({tracker.kind.value})"
    yield f"{spaced(tracker.id)}{kind}{who}, {phrases.TRACKERS[tracker.class_]}{aims}{only}"
    if tracker.data:
        yield f"It carries {listed(map(names.datum, tracker.data))}"
    if tracker.read_by:
        yield f"Read by {listed(map(names.party, tracker.read_by))} and nobody else"
    if tracker.lifetime:
        yield f"It lasts {tracker.lifetime.in_words()}"
    if tracker.consent is not ConsentMode.NONE:
        yield f"It is set{phrases.CONSENT[tracker.consent].lstrip(',;').replace(' but', '')}"
    if tracker.personal is False:
        yield "The notice says that it holds no personal data"


def say_measure(names: Names, measure: Measure) -> Iterable[str]:
    labels = [found.label if (found := term(each)) else spaced(each) for each in measure.is_]
    where = listed(phrases.PLACES_OF_MEASURES.get(each) or spaced(each) for each in measure.on)
    verb = "are" if names.are_many(measure.data) else "is"
    what = f"{names.your(measure.data)} {verb} protected by" if measure.data else "We protect data by"
    yield f"{what} {listed(labels)}" + (f", {where}" if where else "")
    if measure.best_effort:
        yield "An effort, without a guarantee"


def say_claim(names: Names, claim: Claim) -> Iterable[str]:
    about = listed(describe(names, each) for each in claim.about if not each.startswith(("choices.", "policy")))
    about = about or phrases.ABOUT.get(claim.say, "your data")
    since = f" in the last {claim.since.in_words()}" if claim.since else ""
    said = phrases.CLAIMS.get(claim.say)
    yield said.format(about=about, since=since) if said else f"{spaced(claim.say)}: {about}"
    if claim.untestable:
        yield f"No machine can test it: {claim.untestable}"


def say_note(names: Names, note: Note) -> Iterable[str]:
    if note.kind is NoteKind.DEFINITION:
        yield _definition(names, note)
    if note.reason:
        yield note.reason
    elif note.kind is not NoteKind.DEFINITION:
        yield {NoteKind.HEADING: "A heading", NoteKind.CROSSREF: "It points elsewhere"}.get(
            note.kind, "It binds nobody"
        )
    if note.link:
        yield f"See {listed(note.link)}"


def _definition(names: Names, note: Note) -> str:
    element = names.policy.element(note.means)
    means = describe(names, note.means) if element else note.means
    if not means:
        return f"“{note.term}” is left without a meaning"
    if stems(means) != stems(note.term):
        return f"“{note.term}” means {means}"
    labels = [found.label for each in getattr(element, "is_", ()) if (found := term(each)) and found.label != note.term]
    return f"“{note.term}” is the notice's own word" + (f" for {listed(labels)}" if labels else "")
