"""At how many addresses do requests and questions come in?

Requests run by message, so each address that the notice gives for rights, choices, questions or children is an intake.
They are one desk: none may be left unread. The organisation's own pages (`https:`) are looked at elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.model import ChildRule, Choice, Duty, Event, Right
from troth.policy.validation.rule import Rule, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

INTAKES = ("mailto:", "tel:", "post:")

RULE = Rule(
    id="policy.intake-union",
    severity=Severity.NOTE,
    finds="Requests and questions come in at several addresses.",
    law="GDPR 12(2); Civ. Code 1798.130(a)(1)",
    example="""\
rights: [{id: see, do: access, how: ["mailto:privacy@firm.example"], cite: [s1]}]
duties: [{id: help, when: inquiry, do: answer, how: ["mailto:support@firm.example"], cite: [s2]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """One note that lists the addresses, where there are several."""
    intakes = {
        address: element
        for _, element in policy.elements()
        for address in _ways(element)
        if address.startswith(INTAKES)
    }
    if len(intakes) > 1:
        elements = [element for _, element in policy.elements() if intakes.keys() & set(_ways(element))]
        first, *others = elements
        text = f"requests and questions come in at {len(intakes)} addresses: {quoted(intakes)}"
        help_ = "watch them all, and let every request become a case wherever it came in"
        yield RULE.found(first, text, help_, on=others)


def _ways(element: object) -> tuple[str, ...]:
    """The addresses at which an element has people write or call."""
    if isinstance(element, Right | Choice):
        return element.how
    if isinstance(element, Duty):
        return element.how if element.when is Event.INQUIRY else ()
    return element.report if isinstance(element, ChildRule) else ()
