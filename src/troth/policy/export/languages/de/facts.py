"""What does the notice declare, name or claim, in German? The head, names, trackers, measures, claims and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.export.languages.de import free_words, grammar, words
from troth.policy.export.languages.de.grammar import quoted
from troth.policy.export.languages.de.promises import GermanPromises
from troth.policy.export.languages.de.terms import DATA, MEASURES, PURPOSES
from troth.policy.export.languages.naming import contact, own_words, spaced
from troth.policy.model import NoteKind, Practice, Right
from troth.policy.vocabulary.wording import stems
from troth.words import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.policy.model import Claim, DataCategory, Head, Measure, Note, Party, Purpose, SubjectKind, Tracker


class GermanFacts(GermanPromises):
    """Names and facts in German."""

    def head(self, head: Head) -> Iterable[str]:
        since = self.day(head.effective.existing) if head.effective.existing else ""
        binds = f"Diese Erklärung bindet {self.organisation()}"
        if head.effective.new == "on_acceptance":
            others = f", für die übrigen ab dem {since}" if since else ""
            yield f"{binds}; sie gilt für neue Nutzerinnen und Nutzer, sobald sie zustimmen{others}"
        else:
            yield binds + (f" ab dem {since}" if since else "")
        if head.laws:
            yield f"Sie stützt sich auf {self.listed(map(self.law, head.laws))}"
        if head.applies:
            yield f"Sie erfasst: {self.listed(self.free(free_words.SCOPE, head.applies))}"
        if head.excludes:
            yield f"Sie erfasst nicht: {self.listed(self.free(free_words.SCOPE, head.excludes))}"
        if head.changes.continued_use_accepts:
            yield "Wer den Dienst weiter nutzt, nimmt eine Änderung damit an"
        if head.changes.applies_to.value == "data_collected_after":
            yield "Eine Änderung gilt nur für Daten, die danach erhoben werden"

    def party_itself(self, party: Party) -> Iterable[str]:
        own = party.id == self.policy.head.organisation
        of_data = f" für diese Daten: {self.listed(map(self.datum, party.of))}" if party.of else ""
        where = f", {self.place(party.country, 'in')}" if party.country not in ("", EVERYTHING) else ""
        name = self.organisation() if own else self.party(party.id)
        yield f"{name}: {words.ROLES[party.role]}{where}{of_data}"
        if party.safeguards:
            yield self.listed(self.free(free_words.SAFEGUARDS, party.safeguards))
        if party.contact:
            yield f"Kontakt: {'; '.join(map(contact, party.contact))}"

    def subject_kind(self, kind: SubjectKind) -> Iterable[str]:
        age = f", {_age(kind.age)}" if kind.age else ""
        through = f", über {self.whom(kind.of, 'acc')}" if kind.of else ""
        yield self.subject(kind.id) + age + through + (f": {quoted(kind.test)}" if kind.test else "")

    def data_category(self, category: DataCategory) -> Iterable[str]:
        name = self.datum(category.id)
        labels = [label for each in category.is_ if each in DATA and (label := DATA[each].bare()) not in name]
        yield name + (f" ({self.listed(labels)})" if labels else "")
        yield words.PERSONAL[category.personal]
        if category.sensitive:
            yield "Diese Daten sind sensibel"
        if category.public:
            yield "Diese Daten sind öffentlich"
        if category.from_:
            yield f"Herkunft: {self.listed(map(self.source, category.from_))}"

    def purpose_itself(self, purpose: Purpose) -> Iterable[str]:
        by = f", durch {self.listed(self.whom(each, 'acc') for each in purpose.by)}" if purpose.by else ""
        yield f"{self.purpose(purpose.id)}{by}"

    def tracker(self, tracker: Tracker) -> Iterable[str]:
        who = (
            f", gesetzt von {self.listed(self.whom(each, 'dat') for each in tracker.set_by)}" if tracker.set_by else ""
        )
        aims = f": {self.listed(map(self.purpose, tracker.purpose))}" if tracker.purpose else ""
        only = ", und nichts anderes" if tracker.only else ""
        kind = f" ({words.KINDS[tracker.kind]})" if words.KINDS[tracker.kind] else ""
        yield f"Tracker {quoted(spaced(tracker.id))}{kind}{who}, {words.TRACKERS[tracker.class_]}{aims}{only}"
        if tracker.data:
            yield f"Er enthält: {self.listed(map(self.datum, tracker.data))}"
        if tracker.read_by:
            readers = self.listed(self.whom(each, "dat") for each in tracker.read_by)
            yield f"Er wird von {readers} gelesen und von niemandem sonst"
        if tracker.lifetime:
            yield f"Seine Lebensdauer: {self.duration(tracker.lifetime)}"
        yield words.SET[tracker.consent]
        if tracker.personal is False:
            yield "Laut der Erklärung enthält er keine personenbezogenen Daten"

    def measure(self, measure: Measure) -> Iterable[str]:
        what = self.your(measure.data) if measure.data else "die Daten"
        where = self.listed(self.free(free_words.PLACES_OF_MEASURES, measure.on))
        means = self.listed(self.free(MEASURES, measure.is_))
        yield f"Wir schützen {what}{f' {where}' if where else ''} mit diesen Mitteln: {means}"
        if measure.best_effort:
            yield "Das ist ein Bemühen, ohne Garantie"

    def claim(self, claim: Claim) -> Iterable[str]:
        about = self.listed(self.describe(each) for each in claim.about if not each.startswith(("choices.", "policy")))
        about = about or free_words.ABOUT.get(claim.say, "Ihre Daten")
        since = f" seit {grammar.duration(claim.since, dative=True)}" if claim.since else ""
        said = free_words.CLAIMS.get(claim.say)
        yield said.format(about=about, since=since) if said else f"{quoted(spaced(claim.say))}: {about}"
        if claim.untestable:
            yield f"Keine Maschine kann es prüfen: {quoted(claim.untestable.rstrip('.'))}"

    def note(self, note: Note) -> Iterable[str]:
        if note.kind is NoteKind.DEFINITION:
            yield self._definition(note)
        if note.reason:
            yield f"Angegebener Grund: {quoted(note.reason.rstrip('.'))}"
        elif note.kind is not NoteKind.DEFINITION:
            said = {NoteKind.HEADING: "Eine Überschrift", NoteKind.CROSSREF: "Dieser Satz verweist auf anderes"}
            yield said.get(note.kind, "Dieser Satz bindet niemanden")
        if note.link:
            yield f"Siehe {self.listed(note.link)}"

    def _definition(self, note: Note) -> str:
        element = self.policy.element(note.means)
        term = quoted(note.term)
        if not note.means:
            return f"{term} bleibt ohne Erklärung"
        if element is None:
            return f"{term} bedeutet {quoted(note.means)}"
        if element is self.own_party():
            return f"{term} bezeichnet uns"
        if stems(own_words(element)) != stems(note.term):
            return f"{term} bezeichnet Folgendes: {self.describe(note.means)}"
        terms = DATA | PURPOSES
        labels = [terms[each].bare() for each in getattr(element, "is_", ()) if each in terms]
        return f"{term} ist ein eigener Begriff der Erklärung" + (f" für: {self.listed(labels)}" if labels else "")

    def describe(self, address: str) -> str:
        element = self.policy.element(address)
        kind, _, id_ = address.partition(".")
        if isinstance(element, Practice):
            return self.in_brief(element)
        if isinstance(element, Right):
            return f"das Recht, {grammar.in_turn(map(grammar.with_zu, self.right_verbs(element)))}"
        if element is not None and kind in ("data", "purposes", "parties", "subjects"):
            named = {"data": self.datum, "purposes": self.purpose, "parties": self.party}.get(kind, self.subject)
            return named(id_)
        general = {"policy": "diese Erklärung", "transfers": "Daten, die eine Grenze überschreiten"}
        general |= {"duties": "was wir tun müssen", "measures": "der Schutz der Daten", "choices": "Ihre Wahl"}
        known = general.get(kind) if element is not None else None
        return known or quoted(spaced(id_ or address).replace("-", " "))


def _age(range_: str) -> str:
    if range_.startswith("<"):
        return f"unter {range_[1:]} Jahren"
    return f"ab {range_[2:]} Jahren" if range_.startswith(">=") else f"{range_} Jahre"
