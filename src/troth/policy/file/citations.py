"""Which clauses does a citation name?

`s12` names a clause, `s4-s9` all of a range, `s12[4:30]` the characters 4 to 30 (end exclusive) of a clause's text. A
citation is checked against a notice elsewhere (`troth.policy.validation`); here it only has to be well formed.
"""

from __future__ import annotations

import re

from troth.policy.model import Citation
from troth.words import ClauseId

_ONE = re.compile(r"s([1-9][0-9]{0,5})(?:\[([0-9]{1,6}):([0-9]{1,6})\])?")
_RANGE = re.compile(r"s([1-9][0-9]{0,5})-s([1-9][0-9]{0,5})")
_LONGEST_RANGE = 2000


def parse_citation(text: str) -> tuple[Citation, ...]:
    """The citations that `text` names, in order; empty where it is not one."""
    one = _ONE.fullmatch(text)
    if one:
        start, end = one.group(2), one.group(3)
        if start is None:
            return (Citation(ClauseId(f"s{one.group(1)}")),)
        if int(start) >= int(end):
            return ()
        return (Citation(ClauseId(f"s{one.group(1)}"), int(start), int(end)),)
    span = _RANGE.fullmatch(text)
    if span:
        first, last = int(span.group(1)), int(span.group(2))
        if first < last <= first + _LONGEST_RANGE:
            return tuple(Citation(ClauseId(f"s{number}")) for number in range(first, last + 1))
    return ()
