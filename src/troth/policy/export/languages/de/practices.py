"""What may be done with your data, and what can you say about it, in German?

The verb decides the order. In a main clause the finite verb stands second ("wir verwenden Ihre Daten ...", "wir dürfen
Ihre Daten ... verwenden"), before the subject where another clause comes first ("wenn Sie Kundin sind, verwenden wir");
after "dass" it stands last. `weitergeben` parts in a main clause ("wir geben ... weiter") and, beside other acts, gets
a clause of its own, with the recipients: "wir erheben Ihre Daten und geben diese Daten an X weiter".
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from troth.policy.export.languages.de import words
from troth.policy.export.languages.de.grammar import quoted
from troth.policy.export.languages.de.names import GermanNames
from troth.policy.export.languages.naming import spaced
from troth.policy.model import Default, Review
from troth.words import EVERYTHING, Act, Basis, ConsentMode, Modal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from troth.policy.model import Choice, Period, Practice

_TOWARDS = frozenset({Act.SHARE, Act.SELL, Act.TRANSFER})
"""Acts whose recipient stands behind "an"."""


class Order(Enum):
    """Where the verb stands."""

    SECOND = "wir verwenden Ihre Daten"
    INVERTED = "(wenn ...,) verwenden wir Ihre Daten"
    LAST = "(dass) wir Ihre Daten verwenden"


class GermanPractices(GermanNames):
    """Practices and choices in German."""

    def practice(self, practice: Practice) -> Iterator[str]:
        start = self.if_you_are(practice.subjects)
        if practice.on_behalf_of and start:
            start += f"und im Auftrag von {self.whom(practice.on_behalf_of, 'dat')} "
        elif practice.on_behalf_of:
            start = f"im Auftrag von {self.whom(practice.on_behalf_of, 'dat')} "
        clause = self.clause(practice, Order.INVERTED if start else Order.SECOND)
        yield start + clause + self._strings(practice)
        yield from self._decision(practice)
        yield from self._more(practice)

    def clause(self, practice: Practice, order: Order) -> str:
        """Who does what to which data, how, with whom and what for."""
        who = "wir"
        if practice.by:
            who = f"andere als wir, nämlich {self.listed(map(self.party, practice.by))},"
        never = practice.modal is Modal.NEVER and order is not Order.LAST
        acts = list(dict.fromkeys(words.ACTS[act] for act in practice.do if act not in (Act.SHARE, Act.DECIDE)))
        shares = Act.SHARE in practice.do
        if Act.DECIDE in practice.do and not acts and not shares:
            acts = [words.ACTS[Act.DECIDE]]
        towards_all = shares and set(practice.do) <= _TOWARDS
        middle = self._middle(practice, [] if towards_all and order is not Order.LAST else acts, never=never)
        if order is Order.LAST:
            said = f"{who} {middle} {self._last(practice, acts)}"
        elif practice.modal is Modal.MAY:
            may = "können" if practice.by else "dürfen"
            front = f"{may} {who}" if order is Order.INVERTED else f"{who} {may}"
            said = f"{front} {middle} {self._last(practice, acts)}"
        else:
            said = self._finite(practice, who, acts, order)
        return said.rstrip(",") + self._aim_of_decisions(practice)

    def _finite(self, practice: Practice, who: str, acts: list[str], order: Order) -> str:
        """A main clause without a modal verb: the finite verbs second, `weitergeben` parted or in its own clause."""
        never = practice.modal is Modal.NEVER
        verbs = self.listed(acts, either=never) if acts else "geben"
        front = f"{verbs} {who}" if order is Order.INVERTED else f"{who} {verbs}"
        if not acts:
            return f"{front} {self._middle(practice, [words.ACTS[Act.SHARE]], never=never)} weiter"
        said = f"{front} {self._middle(practice, acts, never=never)}"
        if Act.SHARE not in practice.do:
            return said
        nie = "nie " if never else ""
        return f"{said} und geben diese Daten {nie}{self._towards(practice, never=never)}weiter"

    def _last(self, practice: Practice, acts: list[str]) -> str:
        """The verbs at the end: "erheben und an „X“ weitergeben"."""
        if Act.SHARE not in practice.do:
            return self.listed(acts)
        if set(practice.do) <= _TOWARDS:
            return self.listed([*acts, "weitergeben"])
        share = f"{self._towards(practice, never=False)}weitergeben"
        return self.listed([*acts, share]) if acts else share

    def _middle(self, practice: Practice, acts: list[str], *, never: bool) -> str:
        """Data, source, means, recipients, purposes and places, between the parts of the verb."""
        data = self.your(practice.data, never=never)
        nie_first = EVERYTHING in practice.data or len(practice.data) > 1
        said = f"nie {data}" if never and nie_first else f"{data} nie" if never else data
        if practice.from_:
            said += self._sources(practice, never=never)
        if practice.via:
            means = (f"von {self.means(each)}" for each in practice.via)
            said += f" mithilfe {self.listed(means, either=never)}"
        if practice.with_:
            said += self._recipients(practice, acts, never=never)
        if practice.for_:
            said += f" {self.for_(practice.for_, never=never)}"
        if practice.where:
            said += f" {self.listed((self.place(each, 'in') for each in practice.where), either=never)}"
        return said

    def _sources(self, practice: Practice, *, never: bool) -> str:
        if Act.COLLECT in practice.do:
            known = words.COLLECTED_FROM
            found = (known.get(each) or f"bei {self.whom(each, 'dat')}" for each in practice.from_)
            return f" {self.listed(found, either=never)}"
        gender = self.noun(practice.data).gender
        which = {"m": "der", "f": "die", "n": "das", "p": "die"}[gender]
        verb = "stammen" if gender == "p" else "stammt"
        return f", {which} {self.listed(map(self.source, practice.from_), either=never)} {verb},"

    def _towards(self, practice: Practice, *, never: bool) -> str:
        parties = self.listed((self.whom(each, "acc") for each in practice.with_), either=never)
        return f"an {parties} " if parties else ""

    def _recipients(self, practice: Practice, acts: list[str], *, never: bool) -> str:
        """The recipients where the verbs of this clause take them; those of `weitergeben` beside others stand there."""
        done = set(practice.do)
        mixed = Act.SHARE in done and not done <= _TOWARDS
        if done <= _TOWARDS or {words.ACTS[Act.SELL], words.ACTS[Act.TRANSFER]} & set(acts):
            return f" {self._towards(practice, never=never)}".rstrip()
        dative = self.listed((self.whom(each, "dat") for each in practice.with_), either=never)
        if words.ACTS[Act.STORE] in acts:
            return f" bei {dative}"
        return "" if mixed else f" mit {dative}"

    def _aim_of_decisions(self, practice: Practice) -> str:
        if Act.DECIDE not in practice.do:
            return ""
        also = "auch " if len(practice.do) > 1 else ""
        return f", {also}um Entscheidungen über Sie zu treffen"

    def _strings(self, practice: Practice) -> str:
        """Consent, conditions, exceptions and what `only` closes."""
        said = ""
        if practice.only:
            said += f", und nie {self.listed((words.ONLY[slot] for slot in practice.only), either=True)}"
        consent = ConsentMode.OPT_IN if practice.basis is Basis.CONSENT else practice.consent
        if practice.modal is not Modal.NEVER:
            said += words.CONSENT[consent]
        if practice.if_:
            start = ", und nur, " if consent is ConsentMode.OPT_IN else ", aber nur, "
            said += start + self.conditions(practice.if_)
        if practice.unless:
            said += f", außer {self.conditions(practice.unless)}"
        return said

    def _decision(self, practice: Practice) -> Iterator[str]:
        if practice.effect:
            effect = words.DECISIONS.get(practice.effect)
            yield f"Wirkung einer Entscheidung: {effect or quoted(spaced(practice.effect))}"
        if practice.automated:
            yield "Eine Maschine entscheidet, ohne einen Menschen"
        if practice.review is Review.HUMAN_ON_REQUEST:
            yield "Wenn Sie es verlangen, prüft ein Mensch die Entscheidung noch einmal"
        elif practice.review is Review.HUMAN_ALWAYS:
            yield "Ein Mensch prüft die Entscheidung immer noch einmal"

    def _more(self, practice: Practice) -> Iterator[str]:
        if practice.basis is not None and practice.basis is not Basis.CONSENT:
            yield f"Unsere Rechtsgrundlage: {words.BASES[practice.basis]}"
        if practice.keep:
            yield f"Speicherdauer: {self.duration(practice.keep)}"
        if practice.mandatory:
            yield "Ohne dies können Sie den Dienst nicht haben"
        if practice.cost:
            yield _cost(practice.cost)
        if practice.period:
            yield self._period(practice.period)
        if practice.open:
            yield "Die Erklärung nennt Beispiele; die Liste kann länger sein"

    def _period(self, period: Period) -> str:
        return f"Dies betrifft nur Daten, die vom {self.day(period.from_)} bis zum {self.day(period.to)} erhoben wurden"

    def in_brief(self, practice: Practice) -> str:
        return f"dass {self.clause(practice, Order.LAST)}"

    def choice(self, choice: Choice) -> Iterable[str]:
        practices = (each for id_ in choice.of if (each := self.policy.practices.get(id_)))
        about = "; ".join(self.in_brief(each) for each in practices)
        if not choice.available:
            yield f"Sie können nicht ablehnen, {about}"
            return
        if choice.default is Default.DENIED:
            yield f"Sie können zustimmen, {about}"
            yield "Ohne Ihre Zustimmung geschieht es nicht"
        else:
            yield f"Sie können ablehnen, {about}"
        if choice.channel:
            yield f"Für Nachrichten {self.channels(choice.channel)}"
        if choice.how:
            yield f"So geht es: {self.routes(choice.how)}"
        if choice.effect != ("stop",):
            yield f"Die Folge: {self.listed(self.free(words.EFFECTS, choice.effect))}"
        if choice.cost:
            yield _cost(choice.cost)
        if choice.except_:
            yield f"Ihr Nein gilt nicht, {self.conditions(choice.except_, either=True)}"
        if choice.period:
            yield self._period(choice.period)


def _cost(cost: str) -> str:
    return words.COSTS.get(cost) or f"Wenn Sie Nein sagen, kostet es Sie dies: {quoted(spaced(cost))}"
