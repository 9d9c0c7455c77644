"""How does a policy speak French?

"Vous" for the reader, "nous" for the organisation. The sentences are in `practices`, `promises` and `facts`, each built
upon the one before; names in `names`; articles, elision and agreement in `grammar`; words in `words`, `free_words` and
`terms`. Here are the lines of the short layer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.export.languages.fr import words
from troth.policy.export.languages.fr.facts import FrenchFacts
from troth.policy.export.languages.fr.frame import FRAME, LEADS
from troth.policy.export.languages.fr.grammar import of
from troth.policy.export.languages.fr.practices import Form
from troth.policy.export.languages.naming import contact
from troth.policy.export.languages.speaker import Freedom
from troth.policy.model import Default
from troth.words import PartyName

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.policy.model import Choice, Party, Practice
    from troth.words import Basis

_FREEDOM = {
    Freedom.ASKED: "seulement si vous avez donné votre accord",
    Freedom.OPTED: "sauf si vous dites non",
    Freedom.DEEMED: "parce qu’utiliser le service, ou saisir les données, vaut accord de votre part",
    Freedom.OTHERWISE: "sans vous demander votre accord",
}


class Spoken(FrenchFacts):
    """One policy in French."""

    leads = LEADS
    frame = FRAME

    def answers(self) -> str:
        return self.sentence(f"{self.organisation()} répond de vos données")

    def also_answers(self, party: Party) -> str:
        data = self.listed(map(self.datum, party.of)) or "certaines données"
        if party.role.value == "joint":
            return self.sentence(f"Pour {data} : {self.party(party.id)} en répond aussi")
        return self.sentence(
            f"Pour {data} : le responsable est {self.party(party.id)}, et nous n’agissons que pour son compte"
        )

    def come_from(self, source: str, data: Iterable[str]) -> str:
        start = words.COLLECTED_FROM.get(source) or f"auprès {of(self.party(source))}" if source else "Par ailleurs"
        return self.sentence(f"{start} : {self.listed(map(self.datum, data))}")

    def grounded(self, freedom: Freedom, basis: Basis | None, purposes: Iterable[str]) -> str:
        start = _FREEDOM[freedom] + (f", sur la base {of(words.BASES[basis])}" if basis else "")
        return self.sentence(f"{start} : {self.listed(map(self.purpose, purposes))}")

    def receives(self, name: str, purposes: Iterable[str]) -> str:
        known = self.policy.parties.get(PartyName(name))
        role = f" ({words.ROLES[known.role]})" if known else ""
        aims = self.listed(map(self.purpose, purposes))
        return self.sentence(f"{self.party(name)}{role}" + (f" : {aims}" if aims else ""))

    def choice_in_short(self, choice: Choice, practices: Iterable[Practice]) -> str:
        briefs = [self.listed(map(self.purpose, each.for_)) or self.clause(each, Form.THAT) for each in practices]
        about = " ; ".join(dict.fromkeys(briefs))
        if not choice.available:
            return self.sentence(f"Vous ne pouvez pas dire non à ceci : {about}")
        denied = choice.default is Default.DENIED
        start = "Rien ne se passe sans votre accord pour ceci" if denied else "Vous pouvez dire non à ceci"
        how = f". Comment : {self.routes(choice.how)}" if choice.how else ""
        return self.sentence(f"{start} : {about}{how}")

    def reached(self, party: Party) -> str:
        own = party.id == self.policy.head.organisation
        who = self.organisation() if own else self.party(party.id)
        return self.sentence(f"{who} : {' ; '.join(map(contact, party.contact))}")
