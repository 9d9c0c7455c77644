"""What is a rule of validation, and how does it say what it found?

1. A rule is a module of `troth.policy.validation.rules`: `RULE` says what it is, and `check(policy, notice)` yields a
   problem for each thing it finds. A rule that compares versions has `check_versions(policies)` instead.
2. A rule judges the structure of a policy and the terms of the vocabulary, never the name of an organisation.
3. A finding that rests on several elements names them all and carries the clauses of all: one finding for what a
   reader would call one contradiction.
4. A rule that needs the notice is silent where there is none.

What it leaves out: which rules there are (`troth.policy.validation`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.errors import Place, Problem, Severity
from troth.policy.validation.quoting import shown_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from troth.policy.model import Element, Policy
    from troth.words import ClauseId

_AT_MOST = 6
"""So many names stand in a sentence; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: `finds` is a sentence for docs/rules.md, `law` the source it rests on, `example` a policy it reports.

    `example` holds the parts of a policy file but for `troth` and `policy`, which are added where it has none.
    `example_notice` is the text that the example is the policy of, where the rule reads the notice.
    """

    id: str
    severity: Severity
    finds: str
    example: str
    law: str = ""
    example_notice: str = ""

    def found(
        self, at: Element | Place, text: str, help_: str, *, on: Iterable[Element] = (), clauses: Iterable[str] = ()
    ) -> Problem:
        """A problem at an element or place. It rests on the clauses of the element, of `on`, and on `clauses`."""
        place = at if isinstance(at, Place) else at.place
        elements = [*([] if isinstance(at, Place) else [at]), *on]
        rests_on = [*(clause for element in elements for clause in element.clauses), *clauses]
        return Problem(place, self.id, text, help_, self.severity, tuple(sorted(dict.fromkeys(rests_on), key=_number)))


def _number(clause: str) -> tuple[int, str]:
    digits = clause[1:]
    return (int(digits) if digits.isdecimal() else 0, clause)


def quoted(names: Iterable[str]) -> str:
    """Names as a sentence holds them: `a`, `b` and `c`; of a long list the first six and how many more."""
    each = [f"`{shown_address(name)}`" for name in dict.fromkeys(names)]
    if len(each) > _AT_MOST:
        return f"{', '.join(each[:_AT_MOST])} and {len(each) - _AT_MOST} more"
    return " and ".join([", ".join(each[:-1]), each[-1]]) if len(each) > 1 else "".join(each)


def spoken_of(policy: Policy, about: Iterable[str]) -> Iterator[tuple[str, Element]]:
    """The elements that a list of addresses names, each with its address; those that are not there are left out."""
    for address in about:
        element = policy.element(address)
        if element is not None:
            yield address, element


def cited_clauses(policy: Policy) -> set[ClauseId]:
    """Every clause that some element cites."""
    return {clause for _, element in policy.elements() for clause in element.clauses}
