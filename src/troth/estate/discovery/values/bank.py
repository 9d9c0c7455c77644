"""Is this a bank account (IBAN, ISO 13616: the remainder by 97 is 1) or a bank (BIC, ISO 9362)?"""

from __future__ import annotations

import re

from troth.estate.discovery.values.validator import Validator

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_BIC = re.compile(
    r"[A-Z]{4}(?:AT|BE|BG|CH|CY|CZ|DE|DK|EE|ES|FI|FR|GB|GR|HR|HU|IE|IT|LI|LT|LU|LV|MT|NL|NO|PL|PT|RO|SE|SI|SK|US)[A-Z0-9]{2}(?:[A-Z0-9]{3})?"
)


def is_iban(cell: str) -> bool:
    """Whether its check digits hold."""
    plain = cell.replace(" ", "").upper()
    if not _IBAN.fullmatch(plain):
        return False
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(each, 36)) for each in turned)) % 97 == 1


def is_bic(cell: str) -> bool:
    """Whether it has the form of a bank's code, with a country that exists."""
    return bool(_BIC.fullmatch(cell))


VALIDATORS = (
    Validator(
        "iban",
        "pd:BankAccount",
        "bank accounts whose check digits hold",
        is_iban,
        lambda shape: shape.letters >= 0.8 and shape.digits >= 0.8 and 15 <= shape.mean <= 45,
        proves=True,
    ),
    Validator(
        "bic",
        "pd:BankAccount",
        "bank codes",
        is_bic,
        lambda shape: shape.letters >= 0.9 and shape.shortest >= 8 and shape.longest <= 11,
        weak=True,
        least=0.9,
    ),
)
