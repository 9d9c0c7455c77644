"""What does a notice do about children, says a clause?

1. `Exclude` needs a word that keeps them out: no knowing collection, a service that is not for them, an age that one
   must have. `Parental consent` needs a parent's consent.
2. Where a notice says both of one age, consent is what holds: it does not forbid what it permits with consent.
3. A clause that only says what happens when a child is found adds that to the rule that is there. What else a clause
   says of children (who may act for them, which law there is) is a note: an age that is named in passing excludes
   nobody.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from troth.policy.model import ChildRule, ChildRuleKind, Deed, Note, NoteKind, Right
from troth.reading.drafting.ledger import citations, joined
from troth.reading.model import Kind, SlotKind
from troth.words import RightKind

if TYPE_CHECKING:
    from troth.reading.drafting.ledger import Ledger
    from troth.reading.drafting.sense import Sense

KINDS = (Kind.CHILDREN,)
_CONSENT = re.compile(
    r"\b(?:parent\w*|guardians?)\b[^.;]{0,60}\b(?:consents?|consented|permission|authori[sz]\w+|approv\w+|"
    r"ok|okay|agree[sd]?)\b|\b(?:consent|permission|authori[sz]ation|approval|ok|okay)\b[^.;]{0,60}\b(?:parent|"
    r"guardian)|"
    r"\bparental (?:\w+ )?(?:consent|permission|approval)\b"
)
_OUT = re.compile(
    r"\b(?:not|never|no|n't|nor|neither)\b[^.;]{0,70}\b(?:collect\w*|gather\w*|solicit\w*|process\w*|obtain\w*|"
    r"receive\w*|request\w*|ask\w*|record\w*|"
    r"accept\w*|keep|aimed|directed|intended|designed|meant|targeted|addressed|market\w*|offer\w*|"
    r"for (?:use by )?(?:children|minors|kids|anyone|persons|people)"
    r"|use|register|sign up|play|create|children|minors|kids|do so)\b|"
    r"\bfor (?:persons|people|users|customers|those) (?:aged |over |who are )?(?:at least )?(?:\d+|of age)\b|"
    r"\b(?:must|need to|have to|should) be (?:at least |over |aged |above )?(?:\d+|\w+teen|of age|an adult)|"
    r"\b(?:only|exclusively|solely) (?:for|by|to|available to|open to|intended for|meant for) (?:adults|persons|"
    r"people|users|individuals|those|anyone|players)|"
    r"\b(?:adults only|prohibited|may not use|excluded|barred|minimum age)\b"
)
_PURCHASE = re.compile(
    r"\b(?:spend\w*|buy\w*|purchas\w*|pay\w*|savings? accounts?|order\w*|borrow\w*|members? (?:of|must)|"
    r"program(?:me)? members?)\b"
)
_FOUND = re.compile(
    r"\b(?:if|when|once|should|where)\b[^.;]{0,90}\b(?:learn\w*|discover\w*|find|found|notice|aware|believe|"
    r"think|know|told|slipped|realis\w+|realiz\w+)\b|"
    r"\b(?:ask|contact|write|e-?mail|tell)\b[^.;]{0,80}\b(?:delet\w+|eras\w+|remov\w+)"
)
_ERASED = re.compile(r"\b(?:delet\w+|eras\w+|remov\w+|wip\w+|destroy\w*)\b")
_MAY_ASK = re.compile(
    r"\b(?:minors?|residents?|users?|children|(?:under|below)[^.;]{1,40}?)\b[^.;]{0,70}\b(?:may|"
    r"can) (?:\w+ )?(?:ask|request|require|demand|have)\b"
)
_ABOUT_THEM = re.compile(
    r"\b(?:child(?:ren)?|minors?|kids?|parents?|guardians?|(?:under|below|younger than|aged?|over|"
    r"least) (?:the age of )?(?:\d+|\w+teen))\b"
)
_USUAL = 13
# LAW: 16 CFR 312.2; where a notice speaks of children and names no age, that of the American rule is proposed


def draft(sense: Sense, ledger: Ledger) -> None:
    """Add the rule of a clause; a clause without an age goes with the age that the notice names elsewhere."""
    under = _age(sense, ledger)
    kind = _kind(sense)
    if _MAY_ASK.search(sense.plain) and _ERASED.search(sense.plain):
        minor = ledger.subject("minor", sense.id, f"is under {under}")
        right = Right(do=(RightKind.ERASE,), who=minor, how=sense.values(SlotKind.CONTACT), cite=citations(sense.cited))
        ledger.add("rights", "erase", right, sense.rules, sense.reading.confidence)
    elif kind is not None and not _PURCHASE.search(sense.plain):
        _add(sense, ledger, under, kind)
    elif _FOUND.search(sense.plain) and _ERASED.search(sense.plain):
        _found(sense, ledger, under)
    else:
        note = Note(
            kind=NoteKind.OTHER, reason="speaks of children without a rule for their data", cite=citations(sense.cited)
        )
        ledger.add("notes", "n-children", note, sense.rules, sense.reading.confidence)


def _age(sense: Sense, ledger: Ledger) -> int:
    ages = [int(value.strip("<>=")) for value in sense.values(SlotKind.AGE)]
    known = [rule.under for rule in ledger.of_kind("children", ChildRule).values()]
    return ages[0] if ages else (known[-1] if known else _USUAL)


def _kind(sense: Sense) -> ChildRuleKind | None:
    """Rule 1."""
    if _CONSENT.search(sense.whole) and not re.search(r"\brights?\b|\bact for\b|\bpower of attorney\b", sense.plain):
        return ChildRuleKind.PARENTAL_CONSENT
    if _FOUND.search(sense.plain) and _ERASED.search(sense.plain) and not re.search(r"\bknowingly\b", sense.plain):
        return None
    definition = re.match(r"\W*(?:a |the )?\W?child(?:ren)?\W? (?:-|means|is|are)\b", sense.plain) is not None
    return (
        ChildRuleKind.EXCLUDE
        if _OUT.search(sense.plain) and _ABOUT_THEM.search(sense.whole) and not definition
        else None
    )


def _add(sense: Sense, ledger: Ledger, under: int, kind: ChildRuleKind) -> None:
    """Add a rule, or to the rule that the notice has for that age (rule 2)."""
    rules = ledger.of_kind("children", ChildRule)
    known = next((name for name, rule in rules.items() if rule.under == under), None)
    if known is not None and rules[known].rule is not kind:
        ledger.amend(
            "children",
            known,
            dataclasses.replace(rules[known], rule=ChildRuleKind.PARENTAL_CONSENT),
            citations(sense.cited),
        )
        return
    element = ChildRule(
        under=under,
        rule=kind,
        found=(Deed.ERASE,) if _ERASED.search(sense.plain) else (),
        report=sense.values(SlotKind.CONTACT),
        cite=citations(sense.cited),
    )
    ledger.add("children", f"under-{under}", element, sense.rules, sense.reading.confidence)


def _found(sense: Sense, ledger: Ledger, under: int) -> None:
    """Add what happens when a child is found to the rule for that age, or make the rule (rule 3)."""
    rules = ledger.of_kind("children", ChildRule)
    name = next((name for name, rule in rules.items() if rule.under == under), None)
    if name is None:
        _add(sense, ledger, under, ChildRuleKind.EXCLUDE)
        return
    report = tuple(dict.fromkeys((*rules[name].report, *sense.values(SlotKind.CONTACT))))
    changed = dataclasses.replace(rules[name], found=(Deed.ERASE,), report=report)
    ledger.amend("children", name, changed, joined(changed.cite, citations(sense.cited)))
