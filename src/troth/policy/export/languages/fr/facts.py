"""What does the notice declare, name or claim, in French? The head, names, trackers, measures, claims and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.export.languages.fr import free_words, words
from troth.policy.export.languages.fr.grammar import in_turn, of, quoted
from troth.policy.export.languages.fr.promises import FrenchPromises
from troth.policy.export.languages.fr.terms import DATA, MEASURES, PURPOSES
from troth.policy.export.languages.naming import contact, own_words, spaced
from troth.policy.model import NoteKind, Practice, Right
from troth.policy.vocabulary.wording import stems
from troth.words import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.policy.model import Claim, DataCategory, Head, Measure, Note, Party, Purpose, SubjectKind, Tracker


class FrenchFacts(FrenchPromises):
    """Names and facts in French."""

    def head(self, head: Head) -> Iterable[str]:
        since = self.day(head.effective.existing) if head.effective.existing else ""
        binds = f"Cette notice engage {self.organisation()}"
        if head.effective.new == "on_acceptance":
            others = f", pour les autres à partir du {since}" if since else ""
            yield f"{binds} ; elle vaut pour les nouveaux utilisateurs dès qu’ils l’acceptent{others}"
        else:
            yield binds + (f" à partir du {since}" if since else "")
        if head.laws:
            yield f"Elle se fonde sur {self.listed(map(self.law, head.laws))}"
        if head.applies:
            yield f"Elle couvre : {self.listed(self.free(free_words.SCOPE, head.applies))}"
        if head.excludes:
            yield f"Elle ne couvre pas : {self.listed(self.free(free_words.SCOPE, head.excludes))}"
        if head.changes.continued_use_accepts:
            yield "Continuer à utiliser le service vaut acceptation d’un changement"
        if head.changes.applies_to.value == "data_collected_after":
            yield "Un changement ne vaut que pour les données recueillies après lui"

    def party_itself(self, party: Party) -> Iterable[str]:
        own = party.id == self.policy.head.organisation
        of_data = f" pour ces données : {self.listed(map(self.datum, party.of))}" if party.of else ""
        where = f", {self.in_country(party.country)}" if party.country not in ("", EVERYTHING) else ""
        name = self.organisation() if own else self.party(party.id)
        yield f"{name} : {words.ROLES[party.role]}{where}{of_data}"
        if party.safeguards:
            yield self.listed(self.free(free_words.SAFEGUARDS, party.safeguards))
        if party.contact:
            yield f"Contact : {' ; '.join(map(contact, party.contact))}"

    def subject_kind(self, kind: SubjectKind) -> Iterable[str]:
        age = f", {_age(kind.age)}" if kind.age else ""
        through = f", par l’intermédiaire {of(self.party(kind.of))}" if kind.of else ""
        yield self.subject(kind.id) + age + through + (f" : {quoted(kind.test)}" if kind.test else "")

    def data_category(self, category: DataCategory) -> Iterable[str]:
        name = self.datum(category.id)
        labels = [label for each in category.is_ if each in DATA and (label := DATA[each].text) not in name]
        yield f"{name}{f' ({self.listed(labels)})' if labels else ''}"
        yield f"Ces données {words.PERSONAL[category.personal]}"
        if category.sensitive:
            yield "Ces données sont sensibles"
        if category.public:
            yield "Ces données sont publiques"
        if category.from_:
            yield f"Provenance : {self.listed(map(self.source, category.from_))}"

    def purpose_itself(self, purpose: Purpose) -> Iterable[str]:
        by = f", par {self.listed(map(self.party, purpose.by))}" if purpose.by else ""
        yield f"{self.purpose(purpose.id)}{by}"

    def tracker(self, tracker: Tracker) -> Iterable[str]:
        who = f", déposé par {self.listed(map(self.party, tracker.set_by))}" if tracker.set_by else ""
        aims = f" : {self.listed(map(self.purpose, tracker.purpose))}" if tracker.purpose else ""
        only = ", et rien d’autre" if tracker.only else ""
        kind = f" ({words.KINDS[tracker.kind]})" if words.KINDS[tracker.kind] else ""
        yield f"Traceur {quoted(spaced(tracker.id))}{kind}{who}, {words.TRACKERS[tracker.class_]}{aims}{only}"
        if tracker.data:
            yield f"Il contient : {self.listed(map(self.datum, tracker.data))}"
        if tracker.read_by:
            yield f"Il est lu par {self.listed(map(self.party, tracker.read_by))}, et par personne d’autre"
        if tracker.lifetime:
            yield f"Sa durée de vie : {self.duration(tracker.lifetime)}"
        yield words.SET[tracker.consent]
        if tracker.personal is False:
            yield "Selon la notice, il ne contient aucune donnée personnelle"

    def measure(self, measure: Measure) -> Iterable[str]:
        what = self.your(measure.data) if measure.data else "les données"
        where = self.listed(self.free(free_words.PLACES_OF_MEASURES, measure.on))
        means = self.listed(self.free(MEASURES, measure.is_))
        yield f"Nous protégeons {what}{f' {where}' if where else ''} par ces moyens : {means}"
        if measure.best_effort:
            yield "C’est un effort, sans garantie"

    def claim(self, claim: Claim) -> Iterable[str]:
        about = self.listed(self.describe(each) for each in claim.about if not each.startswith(("choices.", "policy")))
        about = about or free_words.ABOUT.get(claim.say, "vos données")
        since = f" depuis {self.duration(claim.since)}" if claim.since else ""
        said = free_words.CLAIMS.get(claim.say)
        yield said.format(about=about, since=since) if said else f"{quoted(spaced(claim.say))} : {about}"
        if claim.untestable:
            yield f"Aucune machine ne peut le vérifier : {quoted(claim.untestable.rstrip('.'))}"

    def note(self, note: Note) -> Iterable[str]:
        if note.kind is NoteKind.DEFINITION:
            yield self._definition(note)
        if note.reason:
            yield f"Raison donnée : {quoted(note.reason.rstrip('.'))}"
        elif note.kind is not NoteKind.DEFINITION:
            said = {NoteKind.HEADING: "Un titre", NoteKind.CROSSREF: "Cette phrase renvoie ailleurs"}
            yield said.get(note.kind, "Cette phrase n’engage personne")
        if note.link:
            yield f"Voir {self.listed(note.link)}"

    def _definition(self, note: Note) -> str:
        element = self.policy.element(note.means)
        term = quoted(note.term)
        if not note.means:
            return f"{term} reste sans définition"
        if element is None:
            return f"{term} signifie {quoted(note.means)}"
        if element is self.own_party():
            return f"{term}, c’est nous"
        if stems(own_words(element)) != stems(note.term):
            return f"{term} désigne ceci : {self.describe(note.means)}"
        labels = [(DATA | PURPOSES)[each].text for each in getattr(element, "is_", ()) if each in DATA | PURPOSES]
        return f"{term} est un terme propre à la notice" + (f", pour ceci : {self.listed(labels)}" if labels else "")

    def describe(self, address: str) -> str:
        element = self.policy.element(address)
        kind, _, id_ = address.partition(".")
        if isinstance(element, Practice):
            return self.in_brief(element)
        if isinstance(element, Right):
            return f"le droit {in_turn(map(of, self.right_verbs(element)))}"
        if element is not None and kind in ("data", "purposes", "parties", "subjects"):
            named = {"data": self.datum, "purposes": self.purpose, "parties": self.party}.get(kind, self.subject)
            return named(id_)
        general = {"policy": "cette notice", "transfers": "les données qui passent une frontière"}
        general |= {"duties": "ce que nous devons faire", "measures": "la protection des données"}
        general |= {"choices": "vos choix"}
        known = general.get(kind) if element is not None else None
        return known or quoted(spaced(id_ or address).replace("-", " "))


def _age(range_: str) -> str:
    if range_.startswith("<"):
        return f"moins de {range_[1:]} ans"
    return f"{range_[2:]} ans ou plus" if range_.startswith(">=") else f"{range_} ans"
