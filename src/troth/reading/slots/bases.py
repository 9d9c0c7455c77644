"""Which legal basis does a clause name?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.reading.model import Found, SlotKind, Span
from troth.words import Basis

if TYPE_CHECKING:
    from collections.abc import Iterator

# LAW: GDPR 6(1)(a)-(f)
_BASES = (
    (Basis.CONSENT, (
        r"\b(?:with|on|based on|rely on|upon|obtain(?:ed)?|given|your|explicit|prior|"
        r"express) (?:us )?(?:your |the )?(?:prior |explicit |express |informed )*consent\b|"
        r"\b6 ?\(1\) ?(?:sentence 1 )?(?:lit\. ?)?\(?a\)?|\bconsent is (?:mandatory|required)"
    )),
    (Basis.CONTRACT, (
        r"\bperform(?:ance|ing)? (?:of )?(?:a|the|our|your|any)?\W?contract\w*|\bcontractual (?:obligations?|"
        r"necessity|relationship)|\b(?:entering into|conclu\w+|fulfil\w*|execut\w+) (?:of )?(?:a|the|our|"
        r"your) contract|\b6 ?\(1\) ?(?:sentence 1 )?(?:lit\. ?)?\(?b\)?|\bnecessary (?:for|"
        r"to) (?:\w+ ){0,4}contract\b"
    )),
    (Basis.LEGAL_OBLIGATION, (
        r"\blegal (?:obligations?|duty|duties|requirements?)\b|\bobligations? (?:under|rising from|"
        r"arising from|imposed by|deriving from)(?: the)? law\b|"
        r"\b6 ?\(1\) ?(?:sentence 1 )?(?:lit\. ?)?\(?c\)?|\bstatutory (?:obligations?|dut\w+)"
    )),
    (Basis.VITAL_INTEREST, r"\bvital interests?\b"),
    (Basis.PUBLIC_TASK, r"\b(?:task|carried out) in the public interest\b|\bpublic (?:interest task|task)\b"),
    (Basis.LEGITIMATE_INTEREST, (
        r"\blegitimate (?:business |and \w+ )?(?:interests?|grounds?)\b|"
        r"\b6 ?\(1\) ?(?:sentence 1 )?(?:lit\. ?)?\(?f\)?"
    )),
)  # fmt: skip
_PATTERNS = tuple((basis, re.compile(pattern)) for basis, pattern in _BASES)


def find(text: str, plain: str) -> Iterator[Found]:  # noqa: ARG001 -- every finder is asked the same
    """Bases by the names that the policy file uses."""
    for basis, pattern in _PATTERNS:
        match = pattern.search(plain)
        if match is not None:
            yield Found(SlotKind.BASIS, basis.value, Span(*match.span()), "basis.named")
