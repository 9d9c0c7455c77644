"""Is this the number of a payment card? ISO/IEC 7812-1: a known prefix, its length, and the digit of Luhn."""

from __future__ import annotations

import re

from troth.estate.discovery.values.validator import Validator

_CARD = re.compile(
    r"(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d)\d{12}|(?:50|5[6-9]|6\d)\d{10,17})"
)
_MASKED = re.compile(r"(?:[xX*•#]{4}[ -]?){2,3}\d{4}|\d{4,6}[xX*•#]{5,9}\d{4}")


def luhn(digits: str) -> bool:
    """Whether the last digit is that of Luhn."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = ord(digit) - 48
        if place % 2:
            number = number * 2 - 9 * (number > 4)
        total += number
    return total % 10 == 0


def is_card(cell: str) -> bool:
    """Whether it is a card's number, whole or with its middle hidden."""
    plain = cell.replace(" ", "").replace("-", "")
    return bool(plain.isascii() and plain.isdigit() and _CARD.fullmatch(plain) and luhn(plain)) or bool(
        _MASKED.fullmatch(cell)
    )


VALIDATOR = Validator(
    "card",
    "pd:PaymentCardNumber",
    "card numbers whose check digit holds",
    is_card,
    lambda shape: shape.digits >= 0.95 and 12 <= shape.mean <= 23,
    proves=True,
    least=0.9,
)
