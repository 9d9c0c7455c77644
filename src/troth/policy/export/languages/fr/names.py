"""What is an element of the file called in French, and how does it stand in a sentence?

Rules:
1. What means a term of the vocabulary is called by our word for it. What the author named otherwise stands in
   guillemets: « own offers »; where it is a kind of one term, after our word for that: "la prospection (« offers »)".
2. Parties keep their names, in guillemets, except offices that the law names. The organisation itself is "nous".
3. Data that the author named stand behind "vos données", so that gender and number are always known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.export.languages.fr import free_words, grammar, words
from troth.policy.export.languages.fr.grammar import if_, of, quoted, the
from troth.policy.export.languages.fr.terms import DATA, PURPOSES
from troth.policy.export.languages.naming import NOT_YOURS, SCHEME, contact, meanings, spaced
from troth.policy.export.languages.speaker import Speaker
from troth.policy.vocabulary.wording import stems
from troth.words import EVERYTHING, Channel, PartyName, SubjectKindName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from troth.policy.model import Condition, Effective, Policy
    from troth.words import Duration, Role


class FrenchNames(Speaker):
    """Names and parts of sentences in French."""

    language = "fr"

    def __init__(self, policy: Policy) -> None:
        super().__init__(policy)
        self._data = meanings({str(name): (each.alias, each.is_) for name, each in policy.data.items()}, DATA)
        self._purposes = meanings({str(name): ("", each.is_) for name, each in policy.purposes.items()}, PURPOSES)

    def organisation(self) -> str:
        own = self.own_party()
        return (own.name if own else "") or spaced(self.policy.head.organisation).title()

    def datum(self, name: str) -> str:
        if name == EVERYTHING:
            return "toutes les données"
        means = self._data.get(name)
        return _called(DATA[means.term].text if means and means.term else "", means.own if means else spaced(name))

    def your(self, names: Iterable[str], word: str = "et") -> str:
        """Data categories as the reader hears them: "votre nom et vos données « call records »"."""
        return self.joined(self.yours(names, never=word == "ni"), word)

    def yours(self, names: Iterable[str], *, never: bool = False) -> list[str]:
        """The items of `your`. What the author named comes last, each kind behind one "vos données"."""
        names = list(names)
        if EVERYTHING in names:
            return ["la moindre de vos données" if never else "toutes vos données"]
        said, named = [], []
        for name in names:
            means = self._data.get(name)
            if means and means.term:
                said.append(_called(grammar.your(DATA[means.term]), means.own))
            else:
                named.append(means.own if means else spaced(name))
        for start, own in (
            ("vos", [n for n in named if not NOT_YOURS.match(n)]),
            ("les", [*filter(_not_yours, named)]),
        ):
            said += [f"{start} données {quoted(own[0])}", *map(quoted, own[1:])] if own else []
        return said or ["vos données"]

    def joined(self, items: Iterable[str], word: str) -> str:
        """Items with "et", "ou" or "ni"."""
        return grammar.listed(items, word)

    def are(self, names: Iterable[str]) -> tuple[bool, bool]:
        """Whether the data are feminine, and whether they are many, when they are spoken of together."""
        means = [self._data.get(name) for name in names]
        nouns = [DATA[each.term] if each and each.term else grammar.fp("données") for each in means]
        if len(nouns) == 1:
            return nouns[0].feminine, nouns[0].many
        return all(each.feminine for each in nouns), True

    def them(self, names: Iterable[str]) -> str:
        """The pronoun for data: "le", "la" or "les"."""
        feminine, many = self.are(names)
        return "les" if many else "la" if feminine else "le"

    def purpose(self, name: str) -> str:
        if name == EVERYTHING:
            return "n’importe quelle finalité"
        means = self._purposes.get(name)
        return _called(the(PURPOSES[means.term]) if means and means.term else "", means.own if means else spaced(name))

    def party(self, name: str) -> str:
        if name == EVERYTHING:
            return "qui que ce soit"
        if name in (self.policy.head.organisation, "organisation"):
            return "nous"
        party = self.policy.parties.get(PartyName(name))
        called = (party.name if party else "") or spaced(name)
        office = free_words.OFFICES.get(party.kind) if party else None
        return office if office and party and stems(called) == stems(party.kind) else quoted(called)

    def subject(self, name: str) -> str:
        return free_words.SUBJECTS.get(name) or quoted(spaced(name))

    def if_you_are(self, names: Iterable[str]) -> str:
        """The beginning of a sentence for some subjects only: "si vous êtes cliente ou client (« ... »), "."""
        said = []
        for name in names:
            kind = self.policy.subjects.get(SubjectKindName(name))
            said.append(self.subject(name) + (f" ({quoted(kind.test)})" if kind and kind.test else ""))
        return f"si vous êtes {' ou '.join(said)}, " if said else ""

    def source(self, name: str) -> str:
        """Where data come from, after "de"."""
        return words.SOURCES.get(name) or self.party(name)

    def means(self, name: str) -> str:
        """A means or medium: a word of ours, or a tracker of the file."""
        return words.MEANS.get(name) or quoted(spaced(name))

    def route(self, how: str) -> str:
        if how in self.policy.parties:
            party = self.policy.parties[PartyName(how)]
            return ", ".join([f"auprès {of(self.party(how))}", *map(contact, party.contact)])
        if how.startswith("external:"):
            return f"sur une page de quelqu’un d’autre, {how.removeprefix('external:')}"
        if SCHEME.match(how):
            return f"{'par e-mail à' if how.startswith('mailto') else 'par téléphone au'} {contact(how)}"
        return f"sur {how}" if "://" in how else words.WAYS.get(how) or quoted(spaced(how))

    def routes(self, hows: Iterable[str]) -> str:
        """Ways of which any will do."""
        return self.listed(map(self.route, hows), either=True)

    def country(self, code: str) -> str:
        return "le monde entier" if code == EVERYTHING else free_words.COUNTRIES.get(code, code)

    def in_country(self, code: str) -> str:
        """In a country: "en France", "au Japon", "aux États-Unis", "partout dans le monde"."""
        name = self.country(code)
        if code == EVERYTHING:
            return "partout dans le monde"
        if code in ("EEA", "EU"):
            return f"dans {name}"
        if name.startswith(("la ", "l’")):
            return f"en {name.removeprefix('la ').removeprefix('l’')}"
        return grammar.to(name)

    def law(self, name: str) -> str:
        return free_words.LAWS.get(name) or quoted(spaced(name).replace("-", " "))

    def role(self, role: Role) -> str:
        return words.ROLES[role]

    def listed(self, items: Iterable[str], *, either: bool = False) -> str:
        return grammar.listed(items, "ou" if either else "et")

    def sentence(self, text: str) -> str:
        return grammar.sentence(text)

    def day(self, on: date) -> str:
        return grammar.day(on)

    def duration(self, length: Duration) -> str:
        return grammar.duration(length)

    def since(self, effective: Effective) -> str:
        on = f"du {self.day(effective.existing)}" if effective.existing else ""
        if effective.new == "on_acceptance":
            return "de l’acceptation, pour les nouveaux utilisateurs" + (f" ; {on}, pour les autres" if on else "")
        return on

    def conditions(self, facts: Iterable[Condition], word: str) -> str:
        """Facts after "si": "si vous l’avez demandé et si la loi l’exige"."""
        return grammar.listed((grammar.listed(map(if_, _facts(each)), "ou") for each in facts), word)

    def channels(self, channels: Iterable[Channel]) -> str:
        """Channels of which any counts."""
        return self.listed((words.CHANNELS[each] for each in channels), either=True)

    def free(self, table: Mapping[str, str], names: Iterable[str]) -> list[str]:
        """Words that the file leaves free, in French where the table has them."""
        return [table.get(each) or quoted(spaced(each)) for each in names]


def _called(word: str, own: str) -> str:
    if not word:
        return quoted(own)
    return f"{word} ({quoted(own)})" if own else word


def _not_yours(name: str) -> bool:
    return bool(NOT_YOURS.match(name))


def _facts(fact: Condition) -> list[str]:
    said = [free_words.FACTS.get((fact.fact, value)) for value in fact.values]
    known = [each for each in said if each]
    if len(known) == len(said):
        return known
    values = "" if fact.values == ("true",) else f" : {grammar.listed(map(spaced, fact.values), 'ou')}"
    return [f"ceci est établi : {quoted(spaced(fact.fact) + values)}"]
