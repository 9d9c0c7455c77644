"""What does the notice promise beyond single uses, in German? Rights, limits, transfers, duties, age rules, signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.export.languages.de import free_words, grammar, words
from troth.policy.export.languages.de.grammar import Case, quoted
from troth.policy.export.languages.de.practices import GermanPractices, Order
from troth.policy.export.languages.naming import contact, spaced
from troth.policy.model import Deed
from troth.words import EVERYTHING, Duration, Modal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.policy.model import ChildRule, Duty, Retention, Right, Signal, Transfer


class GermanPromises(GermanPractices):
    """Promises in German."""

    def signal(self, signal: Signal) -> Iterable[str]:
        name = next(shown for name, shown in words.SIGNALS.items() if name == signal.id)
        yield f"Wenn Ihr Browser {name} sendet, {words.SIGNAL_STATES[signal.state]}"
        if signal.of:
            practices = (each for id_ in signal.of if (each := self.policy.practices.get(id_)))
            yield f"Es geht um Folgendes: {'; '.join(self.clause(each, Order.SECOND) for each in practices)}"

    def right_verbs(self, right: Right) -> list[str]:
        """What the subject can do, in the infinitive: the data by name first, then by a pronoun."""
        parts = {
            "data": self.your(right.data), "of": self.your(right.data, Case.GENITIVE), "it": self.it(right.data),
            "its": "seine" if self.noun(right.data).gender in "mn" else "ihre",
        }  # fmt: skip
        return [words.RIGHTS[kind][0 if number == 0 else 1].format(**parts) for number, kind in enumerate(right.do)]

    def right(self, right: Right) -> Iterable[str]:
        who = self.if_you_are([right.who] if right.who else [])
        yield f"{who}{'können Sie' if who else 'Sie können'} {grammar.in_turn(self.right_verbs(right))}"
        yield from self._how(right)
        if right.covers:
            yield f"Dazu gehört: {self.listed(self.free(free_words.COVERED, right.covers))}"
        if right.refuse_if:
            grounds = self.listed(self.free(free_words.GROUNDS, right.refuse_if), either=True)
            yield f"Aus diesen Gründen dürfen wir ablehnen: {grounds}"
        for ground in right.keep_if:
            yield f"Einige Daten bleiben trotzdem, und zwar {self.for_(ground.grounds)}"
        if right.reasons_given:
            yield "Wenn wir ablehnen, sagen wir, warum"
        if right.no_retaliation:
            yield "Wer fragt, wird deshalb nicht schlechter behandelt"

    def _how(self, right: Right) -> Iterable[str]:
        """Whom to ask and how, by when, how often, and what proof is asked for."""
        if right.redirect:
            yield f"Bitte wenden Sie sich statt an uns an {self.whom(right.redirect, 'acc')}"
        if right.how:
            yield f"So geht es: {self.routes(right.how)}"
        for each in right.within:
            yield f"Frist für {words.REQUESTS[each.right]}: {self.duration(each.limit)}"
        if right.limit:
            yield f"Höchstens {right.limit.times}-mal innerhalb von {grammar.duration(right.limit.per, dative=True)}"
        if right.lookback:
            yield f"Die Antwort reicht so weit zurück: {self.duration(right.lookback)}"
        if right.verify:
            yield f"Wir verlangen einen Nachweis: {self.listed(self.free(free_words.PROOFS, right.verify))}"

    def retention(self, limit: Retention) -> Iterable[str]:
        who = self.if_you_are(limit.subjects)
        never = limit.modal is Modal.NEVER
        middle = self.your(limit.data, never=never) + (f" {self.for_(limit.for_, never=never)}" if limit.for_ else "")
        if never:
            yield f"{who}{'speichern wir' if who else 'wir speichern'} nie {middle}"
            return
        middle += f" höchstens {self.duration(limit.max)} lang" if limit.max else ""
        if limit.modal is Modal.MAY:
            said = f"{who}{'dürfen wir' if who else 'wir dürfen'} {middle} speichern"
        else:
            said = f"{who}{'speichern wir' if who else 'wir speichern'} {middle}"
        until = words.UNTIL.get(limit.until) or f"bis dies eintritt: {quoted(spaced(limit.until))}"
        if limit.until:
            said += f", {'längstens aber, ' if limit.max else ''}{until}"
        yield said if limit.max or limit.until else f"{said}; die Erklärung setzt keine Grenze"
        if limit.max or limit.until:
            yield f"Danach {words.THEN[limit.then]} wir {self.it(limit.data)}"
        if limit.unless:
            yield f"Länger, {self.conditions(limit.unless, either=True)}"
        if limit.default:
            yield "Sie können eine kürzere Zeit verlangen"

    def transfer(self, transfer: Transfer) -> Iterable[str]:
        verb = "dürfen" if EVERYTHING in transfer.data or self.noun(transfer.data).gender == "p" else "darf"
        origin = f" {self.listed(self.place(each, 'aus') for each in transfer.from_)}" if transfer.from_ else ""
        goal = self.listed(self.place(each, "nach") for each in transfer.to)
        whom = f" an {self.listed(self.whom(each, 'acc') for each in transfer.with_)}" if transfer.with_ else ""
        yield f"{self.your(transfer.data, Case.NOMINATIVE)} {verb}{origin}{whom} {goal} gelangen"
        safeguard = self.free(free_words.MECHANISMS, [transfer.mechanism] if transfer.mechanism else [])
        yield f"Schutzmaßnahme: {safeguard[0]}" if safeguard else "Die Erklärung nennt dafür keine Schutzmaßnahme"

    def duty(self, duty: Duty) -> Iterable[str]:
        deeds = [words.DEEDS[deed] for deed in duty.do]
        about = f" in Bezug auf {self.your(duty.data)}" if duty.data else ""
        within = ""
        if duty.within is not None:
            length = grammar.duration(duty.within, dative=True)
            within = " unverzüglich" if duty.within == Duration() else f" innerhalb von {length}"
        event = words.EVENTS[duty.when]
        event += "," if event.startswith(("wenn", "bevor")) else ""
        never = " nie" if duty.modal is Modal.NEVER else ""
        if duty.modal is Modal.MAY:
            tasks = (
                f"{self._object(deed, duty.who)}{'' if number else about + within} {deed.infinitive or deed.finite}"
                for number, deed in enumerate(deeds)
            )
            yield f"{event} wollen wir {grammar.in_turn(tasks)}"
        else:
            parts = []
            for number, deed in enumerate(deeds):
                subject = " wir" if number == 0 else ""
                end = f" {deed.end}" if deed.end else ""
                middle = f"{self._object(deed, duty.who)}{about if number == 0 else ''}{never}{within}"
                parts.append(f"{deed.finite}{subject} {middle}{end}")
            yield f"{event} {grammar.in_turn(parts)}"
        if duty.how:
            yield f"So geschieht es: {self.routes(duty.how)}"

    def _object(self, deed: words.Action, who: Iterable[str]) -> str:
        """Towards whom and what: "Sie", "Ihnen diese Information", "die Nachricht an „X“"."""
        case = "dat" if deed.case == "dat" else "acc"
        whom = self.listed(self._whom(each, case) for each in who)
        whom = whom or {"acc": "die Betroffenen", "dat": "den Betroffenen"}[case]
        if not deed.case:
            return deed.thing
        if deed.case == "an":
            return f"{deed.thing} an {whom}"
        return f"{whom} {deed.thing}".strip()

    def _whom(self, name: str, case: str) -> str:
        if name == "subject":
            return "Ihnen" if case == "dat" else "Sie"
        if name in self.policy.parties:
            return self.whom(name, case)
        known = free_words.SUBJECTS.get(name)
        if known:
            return known.to_all if case == "dat" else known.all
        return f"{'allen' if case == 'dat' else 'alle'} aus der Gruppe {quoted(spaced(name))}"

    def child_rule(self, rule: ChildRule) -> Iterable[str]:
        yield words.CHILD_RULES[rule.rule].format(years=rule.under)
        if rule.found:
            said = []
            for number, name in enumerate(rule.found):
                deed = words.DEEDS[Deed(name)]
                parents = {"": "", "an": "an die Eltern", "dat": "den Eltern", "acc": "die Eltern"}[deed.case]
                both = [deed.thing, parents] if deed.case == "an" else [parents, deed.thing]
                said.append(" ".join(each for each in (deed.finite, "" if number else "wir", *both, deed.end) if each))
            yield f"Werden solche Daten entdeckt, {self.listed(said)}"
        if rule.report:
            yield f"Sie können sie hier melden: {self.listed(map(contact, rule.report), either=True)}"
