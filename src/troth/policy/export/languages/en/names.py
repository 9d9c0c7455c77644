"""What is an element of the file called, when one speaks to people?

Rules, in this order:
1. Data: the notice's own word for it (`alias`), else the label of its vocabulary term where its name means just that
   term (`email_address`, `pd:EmailAddress`: e-mail address), else its name with spaces.
2. A purpose as data, without an alias. A party: its `name`, else its key; the organisation itself is "us".
3. Words that the file leaves free (`browser_setting`, `legal_duty_ended`) have a phrase in the tables of
   `phrases`, else they are their own words with spaces. No underscore reaches a reader.

What it leaves out: whole sentences (`elements`).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from troth.policy.export.languages.en import phrases
from troth.policy.export.languages.naming import NOT_YOURS, SCHEME, contact, spaced
from troth.policy.vocabulary import term
from troth.policy.vocabulary.wording import stems
from troth.words import EVERYTHING, PartyName, SubjectKindName

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from troth.policy.model import Condition, Party, Policy


def listed(items: Iterable[str], word: str = "and") -> str:
    """Items as a sentence lists them, each once: "a, b and c"; with semicolons where an item is a list itself."""
    found = list(dict.fromkeys(items))
    if len(found) < 2:  # noqa: PLR2004 -- one item needs no joining word
        return "".join(found)
    if any(", " in each for each in found) or any(" and " in each for each in found[:-1]):
        return f"{'; '.join(found[:-1])}; {word} {found[-1]}"
    return f"{', '.join(found[:-1])} {word} {found[-1]}"


def day(on: date) -> str:
    """A date as English writes it: 21 November 2022."""
    return f"{on.day} {phrases.MONTHS[on.month - 1]} {on.year}"


def sentence(text: str) -> str:
    """The text with a capital at the front and one full stop at the end."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def way(how: str) -> str:
    """A way to do something (`mailto:...`, `reply`, `browser_setting`) as a phrase."""
    if how.startswith("external:"):
        return f"on a page of somebody else, {how.removeprefix('external:')}"
    if SCHEME.match(how):
        scheme, _, address = how.partition(":")
        return f"by e-mail to {address}" if scheme == "mailto" else f"by telephone, {address}"
    if "://" in how:
        return f"at {how}"
    return phrases.WAYS.get(how) or spaced(how)


def country(code: str) -> str:
    """The name of a country; its code where the table has none."""
    return phrases.COUNTRIES.get(code, code)


def law(name: str) -> str:
    """The name of a regime: `eu-gdpr` is the GDPR."""
    return phrases.LAWS.get(name) or spaced(name).replace("-", " ")


def condition(fact: Condition) -> str:
    """A fact that must hold, as a phrase: `{origin: transaction}` is "origin: transaction"."""
    said = [phrases.FACTS.get((fact.fact, value)) for value in fact.values]
    if all(said):
        return listed([each for each in said if each], "or")
    if fact.values == ("true",):
        return spaced(fact.fact)
    return f"{spaced(fact.fact)}: {listed((spaced(value) for value in fact.values), 'or')}"


def conditions(facts: Iterable[Condition], word: str) -> str:
    """Facts that must all hold, or of which any will do, as one phrase."""
    return listed(map(condition, facts), word)


class Names:
    """The plain names of one policy's elements, made once for all of them, so that no two are called the same."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        data = {
            str(name): each.alias or _by_term(name, each.is_, phrases.DATA_WORDS) for name, each in policy.data.items()
        }
        purposes = {str(name): _by_term(name, each.is_, {}) for name, each in policy.purposes.items()}
        self._data: dict[str, str] = _told_apart(data)
        self._purposes: dict[str, str] = _told_apart(purposes)

    def organisation(self) -> str:
        """The organisation's name as people read it."""
        own = self.own_party()
        return (own.name if own else "") or spaced(self.policy.head.organisation).title()

    def own_party(self) -> Party | None:
        """The organisation as a party, where the file lists it for its contacts."""
        return self.policy.parties.get(PartyName(self.policy.head.organisation))

    def datum(self, name: str) -> str:
        """One data category."""
        if name == EVERYTHING:
            return "any data"
        return self._data.get(name) or spaced(name)

    def your(self, names: Iterable[str], word: str = "and") -> str:
        """Data categories as the data subject hears them: "your name and e-mail address"."""
        names = list(names)
        if EVERYTHING in names or not names:
            return "any of your data" if names else "your data"
        said = [self.datum(name).removeprefix("your ") for name in names]
        said.sort(key=lambda each: bool(NOT_YOURS.match(each)))  # so that "your" does not reach what it does not fit
        return listed(said, word) if NOT_YOURS.match(said[0]) else f"your {listed(said, word)}"

    def are_many(self, names: Iterable[str]) -> bool:
        """Whether the data take a plural: "your name and address are", "your message is"."""
        said = [self.datum(name).lower() for name in names]
        return len(said) != 1 or (said[0].endswith(("data", "s")) and not said[0].endswith("ss"))

    def purpose(self, name: str) -> str:
        """One purpose."""
        if name == EVERYTHING:
            return "any purpose"
        return self._purposes.get(name) or spaced(name)

    def party(self, name: str) -> str:
        """One party; the organisation itself is "us"."""
        if name == EVERYTHING:
            return "anybody"
        if name in (self.policy.head.organisation, "organisation"):
            return "us"
        party = self.policy.parties.get(PartyName(name))
        return (party.name if party else "") or spaced(name)

    def subject(self, name: str) -> str:
        """One kind of data subject."""
        return spaced(name)

    def if_you_are(self, names: Iterable[str]) -> str:
        """The beginning of a sentence for some subjects only: "If you are a visitor (visits the website), "."""
        said = []
        for name in names:
            kind = self.policy.subjects.get(SubjectKindName(name))
            word = self.subject(name)
            article = "an" if word[:1].lower() in "aeiou" and not word.startswith(("user", "Euro")) else "a"
            said.append(f"{article} {word}" + (f" ({kind.test})" if kind and kind.test else ""))
        return f"If you are {listed(said, 'or')}, " if said else ""

    def source(self, name: str) -> str:
        """Where data come from."""
        return phrases.SOURCES.get(name) or self.party(name)

    def means(self, name: str) -> str:
        """A means or medium: a tracker of the file, or a word."""
        return phrases.MEANS.get(name) or spaced(name)

    def route(self, how: str) -> str:
        """A way to do something; where it names a party, the party."""
        if how in self.policy.parties:
            party = self.policy.parties[PartyName(how)]
            return ", ".join([self.party(how), *map(contact, party.contact)])
        return way(how)

    def towards(self, name: str) -> str:
        """Whom a duty is owed: a party, a kind of subject, or the data subject herself."""
        if name == "subject":
            return "you"
        return self.party(name) if name in self.policy.parties else f"every {self.subject(name)}"


def _by_term(name: str, is_: tuple[str, ...], words: dict[str, str]) -> str:
    """The label of the vocabulary term that the name means, else the name with spaces, in better words where given."""
    asked = stems(name)
    for each in is_:
        found = term(each)
        if found and (any(stems(form) == asked for form in found.forms) or set(asked) < set(stems(found.label))):
            return found.label
    return spaced("_".join(words.get(word, word) for word in name.split("_")))


def _told_apart(said: dict[str, str]) -> dict[str, str]:
    """The plain names; where one stands for two elements, the names of the file with spaces instead."""
    counted = Counter(said.values())
    return {name: plain if counted[plain] == 1 else spaced(name) for name, plain in said.items()}
