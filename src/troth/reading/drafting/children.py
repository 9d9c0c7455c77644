"""What does a notice do about children, says a clause?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.policy.model import ChildRule, ChildRuleKind, Deed
from troth.reading.drafting.ledger import citations
from troth.reading.model import Kind, SlotKind

if TYPE_CHECKING:
    from troth.reading.drafting.ledger import Ledger
    from troth.reading.drafting.sense import Sense

KINDS = (Kind.CHILDREN,)
_CONSENT = re.compile(
    r"\b(?:parent\w*|guardians?)\b[^.;]{0,60}\b(?:consent|permission|authori[sz]\w+|approv\w+|"
    r"ok)\b|\b(?:consent|permission|authori[sz]ation|approval)\b[^.;]{0,60}\b(?:parent|guardian)|"
    r"\bparental consent\b"
)
_ERASED = re.compile(r"\b(?:delet\w+|eras\w+|remov\w+|wip\w+|destroy\w*)\b")
_USUAL = 13
# LAW: 16 CFR 312.2; where a notice speaks of children and names no age, that of the American rule is proposed


def draft(sense: Sense, ledger: Ledger) -> None:
    """Add the rule of a clause; a clause without an age goes with the age that the notice names elsewhere."""
    ages = [int(value.strip("<>=")) for value in sense.values(SlotKind.AGE)]
    known = [rule.under for rule in ledger.of_kind("children", ChildRule).values()]
    under = ages[0] if ages else (known[-1] if known else _USUAL)
    element = ChildRule(
        under=under,
        rule=ChildRuleKind.PARENTAL_CONSENT if _CONSENT.search(sense.plain) else ChildRuleKind.EXCLUDE,
        found=(Deed.ERASE,) if _ERASED.search(sense.plain) else (),
        report=sense.values(SlotKind.CONTACT),
        cite=citations(sense.cited),
    )
    ledger.add("children", f"under-{under}", element, sense.rules, sense.reading.confidence)
