"""What may be done with your data, and what can you say about it, in French?

A practice is a main clause ("nous utilisons ..."), an infinitive ("utiliser ...") or a clause after "que" ("que nous
utilisions ..."): the same parts in the same order, with another form of the verb. Prohibitions join with "ni".
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from troth.policy.export.languages.fr import words
from troth.policy.export.languages.fr.grammar import of, quoted, to
from troth.policy.export.languages.fr.names import FrenchNames
from troth.policy.export.languages.naming import spaced
from troth.policy.model import Default, Review
from troth.words import EVERYTHING, Act, Basis, ConsentMode, Modal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from troth.policy.export.languages.fr.words import Verb
    from troth.policy.model import Choice, Period, Practice

_TOWARDS = frozenset({Act.SHARE, Act.SELL, Act.TRANSFER})
"""Acts whose recipient stands behind "à"."""


class Form(Enum):
    """Which form the verb takes."""

    MAIN = "nous utilisons"
    INFINITIVE = "utiliser"
    THAT = "que nous utilisions"


class FrenchPractices(FrenchNames):
    """Practices and choices in French."""

    def practice(self, practice: Practice) -> Iterator[str]:
        start = self.if_you_are(practice.subjects)
        if practice.on_behalf_of:
            start += f"sur instruction {of(self.party(practice.on_behalf_of))}, "
        yield start + self.clause(practice, Form.MAIN) + self._strings(practice)
        yield from self._decision(practice)
        yield from self._more(practice)

    def clause(self, practice: Practice, form: Form) -> str:
        """Who does what to which data, how, with whom and what for."""
        who = "nous"
        if practice.by:
            who = f"d’autres que nous, à savoir {self.listed(map(self.party, practice.by))},"
        never = form is Form.MAIN and practice.modal is Modal.NEVER
        verbs, drawn = _verbs(practice, form, never=never)
        verbs = {Form.MAIN: f"{who} {verbs}", Form.INFINITIVE: verbs, Form.THAT: f"que {who} {verbs}"}[form]
        word = "ni" if never else "et"
        sources = self._sources(practice, word)
        short = Act.COLLECT in practice.do and set(practice.from_) <= set(words.COLLECTED_FROM)
        before = f" {sources}" if sources and short else ""
        after = f" {sources}" if sources and not before else ""
        return f"{verbs}{before} {self._objects(practice, word)}{drawn}{after}{self._slots(practice, word)}"

    def _objects(self, practice: Practice, word: str) -> str:
        items = self.yours(practice.data, never=word == "ni")
        if practice.do == (Act.DECIDE,):
            decisions = f"{'de' if word == 'ni' else 'des'} décisions à votre sujet"
            return f"{decisions} à partir {self.joined(map(of, items), word)}"
        return self.joined(items, word)

    def _slots(self, practice: Practice, word: str) -> str:
        said = ""
        if practice.via:
            said += f", au moyen {self.joined((of(self.means(each)) for each in practice.via), word)},"
        recipients = self._recipients(practice, word) if practice.with_ else ""
        if recipients and not recipients.startswith("avec"):
            said += f" {recipients}"
        if practice.for_:
            purposes = [self.purpose(each) for each in practice.for_]
            some = "quelque finalité que ce soit" if word == "ni" else ""
            purposes = [some if some and each == self.purpose(EVERYTHING) else each for each in purposes]
            said += f" pour {self.joined(purposes, word)}"
        if practice.where:
            said += f" {self.joined(map(self.in_country, practice.where), word)}"
        if recipients.startswith("avec"):
            said = f"{said.rstrip(',')}, {recipients}"
        return said.rstrip(",")

    def _sources(self, practice: Practice, word: str) -> str:
        """Where the data come from: short ones stand before the data, so that nobody reads them with the data."""
        if Act.COLLECT in practice.do:
            known = words.COLLECTED_FROM
            return self.joined((known.get(each) or f"auprès {of(self.party(each))}" for each in practice.from_), word)
        if not practice.from_:
            return ""
        return f"provenant {self.joined((of(self.source(each)) for each in practice.from_), word)}"

    def _recipients(self, practice: Practice, word: str) -> str:
        parties = list(map(self.party, practice.with_))
        if set(practice.do) <= _TOWARDS:
            return self.joined(map(to, parties), word)
        if _TOWARDS & set(practice.do):  # no one preposition fits all the verbs
            return f"avec {self.joined(parties, word)} pour destinataire{'s' if len(parties) > 1 else ''}"
        if practice.do[0] is Act.STORE:
            return f"chez {self.joined(parties, word)}"
        return f"avec {self.joined(parties, word)}"

    def _strings(self, practice: Practice) -> str:
        """Consent, conditions, exceptions and what `only` closes."""
        said = ""
        if practice.only:
            said += f", et jamais {self.joined((words.ONLY[slot] for slot in practice.only), 'ni')}"
        consent = ConsentMode.OPT_IN if practice.basis is Basis.CONSENT else practice.consent
        if practice.modal is not Modal.NEVER:
            said += words.CONSENT[consent]
        if practice.if_:
            start = ", et seulement" if consent is ConsentMode.OPT_IN else ", seulement"
            said += f"{start} {self.conditions(practice.if_, 'et')}"
        if practice.unless:
            said += f", sauf {self.conditions(practice.unless, 'et')}"
        return said

    def _decision(self, practice: Practice) -> Iterator[str]:
        if practice.effect:
            effect = words.DECISIONS.get(practice.effect) or quoted(spaced(practice.effect))
            yield f"Effet d’une décision : {effect}"
        if practice.automated:
            yield "Une machine décide, sans intervention humaine"
        if practice.review is Review.HUMAN_ON_REQUEST:
            yield "Si vous le demandez, une personne réexamine la décision"
        elif practice.review is Review.HUMAN_ALWAYS:
            yield "Une personne réexamine toujours la décision"

    def _more(self, practice: Practice) -> Iterator[str]:
        if practice.basis is not None and practice.basis is not Basis.CONSENT:
            yield f"Notre fondement légal : {words.BASES[practice.basis]}"
        if practice.keep:
            yield f"Durée de conservation : {self.duration(practice.keep)}"
        if practice.mandatory:
            yield "Sans cela, vous ne pouvez pas avoir le service"
        if practice.cost:
            yield _cost(practice.cost)
        if practice.period:
            yield self._period(practice.period)
        if practice.open:
            yield "La notice donne des exemples ; la liste peut être plus longue"

    def _period(self, period: Period) -> str:
        return f"Cela ne concerne que les données recueillies du {self.day(period.from_)} au {self.day(period.to)}"

    def in_brief(self, practice: Practice) -> str:
        return self.clause(practice, Form.THAT if practice.by else Form.INFINITIVE)

    def choice(self, choice: Choice) -> Iterable[str]:
        practices = (each for id_ in choice.of if (each := self.policy.practices.get(id_)))
        about = " ; ".join(self.clause(each, Form.THAT) for each in practices)
        if not choice.available:
            yield f"Vous ne pouvez pas refuser {about}"
            return
        if choice.default is Default.DENIED:
            yield f"Vous pouvez accepter {about}"
            yield "Sans votre accord, cela n’a pas lieu"
        else:
            yield f"Vous pouvez refuser {about}"
        if choice.channel:
            yield f"Pour les messages {self.channels(choice.channel)}"
        if choice.how:
            yield f"Comment : {self.routes(choice.how)}"
        if choice.effect != ("stop",):
            yield f"Conséquence : {self.listed(self.free(words.EFFECTS, choice.effect))}"
        if choice.cost:
            yield _cost(choice.cost)
        if choice.except_:
            yield f"Votre refus est sans effet {self.conditions(choice.except_, 'ou')}"
        if choice.period:
            yield self._period(choice.period)


def _cost(cost: str) -> str:
    return words.COSTS.get(cost) or f"Si vous dites non, cela vous coûte : {quoted(spaced(cost))}"


def _verbs(practice: Practice, form: Form, *, never: bool) -> tuple[str, str]:
    """The verbs of a practice, and what follows the data where decisions are drawn from them."""
    others = bool(practice.by)
    acts: list[Act] = [act for act in practice.do if act is not Act.DECIDE]
    acts = acts or [Act.DECIDE]
    draws = Act.DECIDE in practice.do and acts != [Act.DECIDE]
    may = form is Form.MAIN and practice.modal is Modal.MAY

    def formed(verb: Verb) -> str:
        if may or form is Form.INFINITIVE:
            return verb.infinitive
        if form is Form.THAT:
            return verb.that_they if others else verb.that_we
        return verb.they if others else verb.we

    said = [formed(words.ACTS[act]) for act in acts]
    draw = formed(words.DRAW)
    if never:
        negated = [f"{'n’' if each[0] in 'aeiou' else 'ne '}{each}" for each in said]
        last = f" ni {negated[-1]}" if len(negated) > 1 else negated[-1]
        return f"{', '.join(negated[:-1])}{last} jamais", f" ni n’en {draw} de décisions à votre sujet" if draws else ""
    joined = f"{', '.join(said[:-1])} et {said[-1]}" if len(said) > 1 else said[0]
    start = ("peuvent " if others else "pouvons ") if may else ""
    return start + joined, f" et en {draw} des décisions à votre sujet" if draws else ""
