"""What does the notice promise beyond single uses, in French? Rights, limits, transfers, duties, age rules, signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.export.languages.fr import free_words, words
from troth.policy.export.languages.fr.grammar import in_turn, of, quoted, to
from troth.policy.export.languages.fr.practices import Form, FrenchPractices
from troth.policy.export.languages.naming import contact, spaced
from troth.policy.model import Deed
from troth.words import Duration, Modal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.policy.model import ChildRule, Duty, Retention, Right, Signal, Transfer


class FrenchPromises(FrenchPractices):
    """Promises in French."""

    def signal(self, signal: Signal) -> Iterable[str]:
        name = next(shown for name, shown in words.SIGNALS.items() if name == signal.id)
        yield f"Quand votre navigateur envoie {name}, {words.SIGNAL_STATES[signal.state]}"
        if signal.of:
            practices = (each for id_ in signal.of if (each := self.policy.practices.get(id_)))
            yield f"Il s’agit de ceci : {' ; '.join(self.clause(each, Form.MAIN) for each in practices)}"

    def right_verbs(self, right: Right) -> list[str]:
        """What the subject can do, in the infinitive: the data by name first, then by a pronoun."""
        it = self.them(right.data) if right.data else "les"
        parts = {
            "data": self.your(right.data), "of": self.joined(map(of, self.yours(right.data)), "et"), "it": it,
            "its": "leur" if it == "les" else "son",
        }  # fmt: skip
        return [words.RIGHTS[kind][0 if number == 0 else 1].format(**parts) for number, kind in enumerate(right.do)]

    def right(self, right: Right) -> Iterable[str]:
        who = self.if_you_are([right.who] if right.who else [])
        yield f"{who}vous pouvez {in_turn(self.right_verbs(right))}"
        yield from self._how(right)
        if right.covers:
            yield f"Cela couvre : {self.listed(self.free(free_words.COVERED, right.covers))}"
        if right.refuse_if:
            grounds = self.listed(self.free(free_words.GROUNDS, right.refuse_if), either=True)
            yield f"Nous pouvons refuser pour ces motifs : {grounds}"
        for ground in right.keep_if:
            yield f"Certaines données restent malgré tout, pour ceci : {self.listed(map(self.purpose, ground.grounds))}"
        if right.reasons_given:
            yield "Si nous refusons, nous disons pourquoi"
        if right.no_retaliation:
            yield "Votre demande ne vous vaut aucun traitement moins favorable"

    def _how(self, right: Right) -> Iterable[str]:
        """Whom to ask and how, by when, how often, and what proof is asked for."""
        if right.redirect:
            yield f"Veuillez vous adresser {to(self.party(right.redirect))} plutôt qu’à nous"
        if right.how:
            yield f"Comment : {self.routes(right.how)}"
        for each in right.within:
            yield f"Délai pour {words.REQUESTS[each.right]} : {self.duration(each.limit)}"
        if right.limit:
            yield f"Au plus {right.limit.times} fois par période de {self.duration(right.limit.per)}"
        if right.lookback:
            yield f"La réponse porte sur une période passée de {self.duration(right.lookback)}"
        if right.verify:
            yield f"Nous demandons une preuve : {self.listed(self.free(free_words.PROOFS, right.verify))}"

    def retention(self, limit: Retention) -> Iterable[str]:
        who = self.if_you_are(limit.subjects)
        aims = f" pour {self.listed(map(self.purpose, limit.for_))}" if limit.for_ else ""
        if limit.modal is Modal.NEVER:
            yield f"{who}nous ne conservons jamais {self.your(limit.data, 'ni')}{aims}"
            return
        ends = [f"pendant {self.duration(limit.max)} au plus"] if limit.max else []
        ends += [words.UNTIL.get(limit.until) or f"jusqu’à ceci : {quoted(spaced(limit.until))}"] if limit.until else []
        verb = "pouvons conserver" if limit.modal is Modal.MAY else "conservons"
        until = f" {', et seulement '.join(ends)}" if ends else " ; la notice ne fixe pas de limite"
        yield f"{who}nous {verb} {self.your(limit.data)}{aims}{until}"
        if ends:
            verb, it = words.THEN[limit.then], self.them(limit.data)
            elided = it != "les" and verb[0] in "aeiou"
            yield f"Ensuite, nous {'l’' if elided else f'{it} '}{verb}"
        if limit.unless:
            yield f"Plus longtemps {self.conditions(limit.unless, 'ou')}"
        if limit.default:
            yield "Vous pouvez demander une durée plus courte"

    def transfer(self, transfer: Transfer) -> Iterable[str]:
        feminine, many = self.are(transfer.data) if "*" not in transfer.data else (True, True)
        verb = f"{'peuvent' if many else 'peut'} être transmis{'e' if feminine else ''}{'s' if many else ''}"
        verb = verb.replace("transmiss", "transmis")
        everywhere = "*" in transfer.to
        goal = "partout dans le monde" if everywhere else f"vers {self.listed(map(self.country, transfer.to))}"
        origin = f" depuis {self.listed(map(self.country, transfer.from_))}" if transfer.from_ else ""
        whom = f", {self.listed(map(to, map(self.party, transfer.with_)))}" if transfer.with_ else ""
        yield f"{self.your(transfer.data)} {verb}{origin} {goal}{whom}"
        safeguard = self.free(free_words.MECHANISMS, [transfer.mechanism] if transfer.mechanism else [])
        yield f"Garantie : {safeguard[0]}" if safeguard else "La notice n’indique aucune garantie pour cela"

    def duty(self, duty: Duty) -> Iterable[str]:
        deeds = [self._deed(deed, duty.who, duty.modal) for deed in duty.do]
        start = {
            Modal.DOES: f"nous {in_turn(deeds)}",
            Modal.MAY: f"nous avons l’intention {in_turn(map(of, deeds))}",
            Modal.NEVER: f"jamais nous {in_turn(deeds)}",
        }[duty.modal]
        about = f", au sujet {self.joined(map(of, self.yours(duty.data)), 'et')}" if duty.data else ""
        within = ""
        if duty.within is not None:
            within = (
                ", sans attendre" if duty.within == Duration() else f", dans un délai de {self.duration(duty.within)}"
            )
        yield f"{words.EVENTS[duty.when]}, {start}{about}{within}"
        if duty.how:
            yield f"Comment : {self.routes(duty.how)}"

    def _deed(self, deed: Deed, who: Iterable[str], modal: Modal) -> str:
        """A deed and towards whom: "vous prévenons", "répondons à « X »"; in the infinitive for an intention."""
        action = words.DEEDS[deed]
        never = modal is Modal.NEVER
        verb = action.infinitive if modal is Modal.MAY else action.we
        whom = list(who)
        you = "vous " if "subject" in whom and action.towards else ""
        others = [self._towards(each) for each in whom if each != "subject"] if action.towards else []
        if action.towards and not whom:
            others = ["les personnes concernées"]
        no = ("n’" if not you and verb[0] in "aeiou" else "ne ") if never else ""
        said = f"{no}{you}{verb}{action.rest}"
        named = self.listed(map(to, others) if action.towards == "à" else others)
        if you and named:
            return f"{said} ainsi {'qu’' if named[0] in 'aeiou' else 'que '}{named}"
        return f"{said} {named}" if named else said

    def _towards(self, name: str) -> str:
        return self.party(name) if name in self.policy.parties else f"chaque {self.subject(name)}"

    def child_rule(self, rule: ChildRule) -> Iterable[str]:
        yield words.CHILD_RULES[rule.rule].format(years=rule.under)
        if rule.found:
            deeds = []
            for deed in rule.found:
                action = words.DEEDS[Deed(deed)]
                parents = {"": "", "direct": " les parents", "à": " aux parents"}[action.towards]
                deeds.append(f"{action.we}{action.rest}{parents}")
            yield f"Quand de telles données sont découvertes, nous {self.listed(deeds)}"
        if rule.report:
            yield f"Vous pouvez les signaler ici : {self.listed(map(contact, rule.report), either=True)}"
