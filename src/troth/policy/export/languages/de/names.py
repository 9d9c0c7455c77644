"""What is an element of the file called in German, and how does it stand in a sentence?

Rules:
1. What means a term of the vocabulary is called by our word for it. What the author named otherwise stands in
   quotation marks; where it is a kind of one term, after our word for that: "die Direktwerbung („offers“)".
2. Parties keep their names, in quotation marks, except offices that the law names. The organisation itself is "wir".
3. Data that the author named stand behind "Ihre Daten", so that gender and number are always known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.export.languages.de import free_words, grammar, words
from troth.policy.export.languages.de.grammar import Case, quoted
from troth.policy.export.languages.de.terms import DATA, PURPOSES
from troth.policy.export.languages.naming import NOT_YOURS, SCHEME, contact, meanings, spaced
from troth.policy.export.languages.speaker import Speaker
from troth.policy.vocabulary.wording import stems
from troth.words import EVERYTHING, Channel, PartyName, SubjectKindName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from troth.policy.model import Condition, Effective, Policy
    from troth.words import Duration, Role

_PLURAL = grammar.p("Daten")
_OURS = ("wir", "uns", "uns")
_ANYBODY = ("irgendjemand", "irgendjemanden", "irgendjemandem")
_WHOM = {"nom": 0, "acc": 1, "dat": 2}


class GermanNames(Speaker):
    """Names and parts of sentences in German."""

    language = "de"

    def __init__(self, policy: Policy) -> None:
        super().__init__(policy)
        self._data = meanings({str(name): (each.alias, each.is_) for name, each in policy.data.items()}, DATA)
        self._purposes = meanings({str(name): ("", each.is_) for name, each in policy.purposes.items()}, PURPOSES)

    def organisation(self) -> str:
        own = self.own_party()
        return (own.name if own else "") or spaced(self.policy.head.organisation).title()

    def datum(self, name: str) -> str:
        if name == EVERYTHING:
            return "alle Daten"
        means = self._data.get(name)
        return _called(DATA[means.term].bare() if means and means.term else "", means.own if means else spaced(name))

    def your(self, names: Iterable[str], case: Case = Case.ACCUSATIVE, *, never: bool = False) -> str:
        """Data categories as the reader hears them: "Ihren Namen und Ihre Daten „call records“"."""
        names = list(names)
        if EVERYTHING in names:
            if never:
                return "irgendwelche Daten über Sie"
            return "aller Ihrer Daten" if case is Case.GENITIVE else "alle Ihre Daten"
        said, named = [], []
        for name in names:
            means = self._data.get(name)
            if means and means.term:
                said.append(_called(DATA[means.term].your(case), means.own))
            else:
                named.append(means.own if means else spaced(name))
        yours, others = [n for n in named if not NOT_YOURS.match(n)], [n for n in named if NOT_YOURS.match(n)]
        for start, own in (
            (_PLURAL.your(case), yours),
            ("der Daten" if case is Case.GENITIVE else "die Daten", others),
        ):
            said += [f"{start} {quoted(own[0])}", *map(quoted, own[1:])] if own else []
        return self.listed(said, either=never) or _PLURAL.your(case)

    def noun(self, names: Iterable[str]) -> grammar.Noun:
        """The noun that a pronoun for the data agrees with; a plural where there are several."""
        found = [self._data.get(name) for name in names]
        if len(found) == 1 and found[0] and found[0].term:
            return DATA[found[0].term]
        return _PLURAL

    def it(self, names: Iterable[str]) -> str:
        """The pronoun for data in the accusative."""
        return {"m": "ihn", "f": "sie", "n": "es", "p": "sie"}[self.noun(names).gender]

    def purpose(self, name: str) -> str:
        return self._purpose(name, Case.NOMINATIVE)

    def for_(self, names: Iterable[str], *, never: bool = False) -> str:
        """What for: "für die Abrechnung und „own offers“"."""
        said = [
            ("irgendeinen Zweck" if never else "jeden Zweck")
            if each == EVERYTHING
            else self._purpose(each, Case.ACCUSATIVE)
            for each in names
        ]
        return f"für {self.listed(said, either=never)}"

    def _purpose(self, name: str, case: Case) -> str:
        if name == EVERYTHING:
            return "jeder Zweck"
        means = self._purposes.get(name)
        return _called(
            PURPOSES[means.term].the(case) if means and means.term else "", means.own if means else spaced(name)
        )

    def party(self, name: str) -> str:
        return self.whom(name, "nom")

    def whom(self, name: str, case: str) -> str:
        """One party in a case ("nom", "acc", "dat"); names in quotation marks have but one form."""
        if name == EVERYTHING:
            return _ANYBODY[_WHOM[case]]
        if name in (self.policy.head.organisation, "organisation"):
            return _OURS[_WHOM[case]]
        party = self.policy.parties.get(PartyName(name))
        called = (party.name if party else "") or spaced(name)
        office = free_words.OFFICES.get(party.kind) if party else None
        return office[_WHOM[case]] if office and party and stems(called) == stems(party.kind) else quoted(called)

    def subject(self, name: str) -> str:
        known = free_words.SUBJECTS.get(name)
        return known.one if known else quoted(spaced(name))

    def if_you_are(self, names: Iterable[str]) -> str:
        """The beginning of a sentence for some subjects only: "wenn Sie Kundin oder Kunde sind („...“), "."""
        said = []
        for name in names:
            kind = self.policy.subjects.get(SubjectKindName(name))
            said.append(self.subject(name) + (f" ({quoted(kind.test)})" if kind and kind.test else ""))
        return f"wenn Sie {' oder '.join(said)} sind, " if said else ""

    def source(self, name: str) -> str:
        """Where data come from: "von Ihnen", "von „X“"."""
        return words.COMING_FROM.get(name) or f"von {self.whom(name, 'dat')}"

    def means(self, name: str) -> str:
        """A means or medium after "mithilfe von"."""
        return words.MEANS.get(name) or quoted(spaced(name))

    def route(self, how: str) -> str:
        if how in self.policy.parties:
            party = self.policy.parties[PartyName(how)]
            return ", ".join([f"bei {self.whom(how, 'dat')}", *map(contact, party.contact)])
        if how.startswith("external:"):
            return f"auf einer fremden Seite, {how.removeprefix('external:')}"
        if SCHEME.match(how):
            return f"{'per E-Mail an' if how.startswith('mailto') else 'per Telefon unter'} {contact(how)}"
        return f"auf {how}" if "://" in how else words.WAYS.get(how) or quoted(spaced(how))

    def routes(self, hows: Iterable[str]) -> str:
        """Ways of which any will do."""
        return self.listed(map(self.route, hows), either=True)

    def country(self, code: str) -> str:
        if code == EVERYTHING:
            return "die ganze Welt"
        known = free_words.WITH_ARTICLE.get(code)
        return known.name if known else free_words.COUNTRIES.get(code, code)

    def place(self, code: str, preposition: str) -> str:
        """A country after "in" (where), "nach" (where to) or "aus" (where from), in the case that each takes."""
        if code == EVERYTHING:
            return {"in": "überall auf der Welt", "nach": "überallhin auf der Welt"}.get(preposition, "von überall her")
        known = free_words.WITH_ARTICLE.get(code)
        if known is None:
            return f"{preposition} {self.country(code)}"
        if preposition == "nach":
            return f"in {known.accusative}"
        return f"{preposition} {known.dative}".replace("in dem ", "im ")

    def law(self, name: str) -> str:
        return free_words.LAWS.get(name) or quoted(spaced(name).replace("-", " "))

    def role(self, role: Role) -> str:
        return words.ROLES[role]

    def listed(self, items: Iterable[str], *, either: bool = False) -> str:
        return grammar.listed(items, "oder" if either else "und")

    def sentence(self, text: str) -> str:
        return grammar.sentence(text)

    def day(self, on: date) -> str:
        return grammar.day(on)

    def duration(self, length: Duration) -> str:
        return grammar.duration(length)

    def since(self, effective: Effective) -> str:
        on = f"dem {self.day(effective.existing)}" if effective.existing else ""
        if effective.new == "on_acceptance":
            return "der Zustimmung, für neue Nutzerinnen und Nutzer" + (f"; ab {on}, für die übrigen" if on else "")
        return on

    def conditions(self, facts: Iterable[Condition], *, either: bool = False) -> str:
        """Facts after "wenn": "wenn Sie darum gebeten haben und wenn das Gesetz es verlangt"."""
        said = (self.listed((f"wenn {one}" for one in _facts(each)), either=True) for each in facts)
        return self.listed(said, either=either)

    def channels(self, channels: Iterable[Channel]) -> str:
        """Channels of which any counts."""
        return self.listed((words.CHANNELS[each] for each in channels), either=True)

    def free(self, table: Mapping[str, str], names: Iterable[str]) -> list[str]:
        """Words that the file leaves free, in German where the table has them."""
        return [table.get(each) or quoted(spaced(each)) for each in names]


def _called(word: str, own: str) -> str:
    if not word:
        return quoted(own)
    return f"{word} ({quoted(own)})" if own else word


def _facts(fact: Condition) -> list[str]:
    said = [free_words.FACTS.get((fact.fact, value)) for value in fact.values]
    known = [each for each in said if each]
    if len(known) == len(said):
        return known
    values = "" if fact.values == ("true",) else f": {grammar.listed(map(spaced, fact.values), 'oder')}"
    return [f"dies feststeht: {quoted(spaced(fact.fact) + values)}"]
