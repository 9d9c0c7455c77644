"""How does a policy speak German?

"Sie" for the reader, "wir" for the organisation. The sentences are in `practices`, `promises` and `facts`, each built
upon the one before; names in `names`; cases, endings and lists in `grammar`; words in `words`, `free_words` and
`terms`. Here are the lines of the short layer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.export.languages.de import words
from troth.policy.export.languages.de.facts import GermanFacts
from troth.policy.export.languages.de.frame import FRAME, LEADS
from troth.policy.export.languages.naming import contact
from troth.policy.export.languages.speaker import Freedom
from troth.policy.model import Default
from troth.words import PartyName

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.policy.model import Choice, Party, Practice
    from troth.words import Basis

_FREEDOM = {
    Freedom.ASKED: "nur, wenn Sie zugestimmt haben",
    Freedom.OPTED: "es sei denn, Sie sagen Nein",
    Freedom.DEEMED: "weil die Nutzung des Dienstes oder die Eingabe der Daten als Ihre Zustimmung gilt",
    Freedom.OTHERWISE: "ohne Sie zu fragen",
}


class Spoken(GermanFacts):
    """One policy in German."""

    leads = LEADS
    frame = FRAME

    def answers(self) -> str:
        return self.sentence(f"{self.organisation()} ist für Ihre Daten verantwortlich")

    def also_answers(self, party: Party) -> str:
        data = self.listed(map(self.datum, party.of)) or "einige Daten"
        if party.role.value == "joint":
            return self.sentence(f"Für {data}: Auch {self.party(party.id)} ist verantwortlich")
        return self.sentence(f"Verantwortlich für {data}: {self.party(party.id)}; wir handeln nur in deren Auftrag")

    def come_from(self, source: str, data: Iterable[str]) -> str:
        start = (words.COMING_FROM.get(source) or self.source(source)) if source else "außerdem"
        return self.sentence(f"{start}: {self.listed(map(self.datum, data))}")

    def grounded(self, freedom: Freedom, basis: Basis | None, purposes: Iterable[str]) -> str:
        start = _FREEDOM[freedom] + (f", {words.BECAUSE[basis]}" if basis else "")
        return self.sentence(f"{start}: {self.listed(map(self.purpose, purposes))}")

    def receives(self, name: str, purposes: Iterable[str]) -> str:
        known = self.policy.parties.get(PartyName(name))
        role = f" ({words.ROLES[known.role]})" if known else ""
        aims = self.listed(map(self.purpose, purposes))
        return self.sentence(f"{self.party(name)}{role}" + (f": {aims}" if aims else ""))

    def choice_in_short(self, choice: Choice, practices: Iterable[Practice]) -> str:
        briefs = [self.listed(map(self.purpose, each.for_)) or self.in_brief(each) for each in practices]
        about = "; ".join(dict.fromkeys(briefs))
        if not choice.available:
            return self.sentence(f"Hierzu können Sie nicht Nein sagen: {about}")
        denied = choice.default is Default.DENIED
        start = "Hierfür geschieht nichts ohne Ihre Zustimmung" if denied else "Hierzu können Sie Nein sagen"
        how = f". So geht es: {self.routes(choice.how)}" if choice.how else ""
        return self.sentence(f"{start}: {about}{how}")

    def reached(self, party: Party) -> str:
        own = party.id == self.policy.head.organisation
        who = self.organisation() if own else self.party(party.id)
        return self.sentence(f"{who}: {'; '.join(map(contact, party.contact))}")
