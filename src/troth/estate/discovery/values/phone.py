"""Is this a telephone number that can be dialled?

By the numbering plans of the package `phonenumbers` where it is installed: international, and as eleven countries
write theirs. Without it only the international form counts, by its length (E.164). Order numbers, times in
milliseconds and decimals look alike: what has no separator, no `+` and no leading 0 is only ever weak evidence.
"""

from __future__ import annotations

import re
from functools import lru_cache

from troth.estate.discovery.values.validator import Validator

_SHAPE = re.compile(r"(?:tel:)?(?:\+|00)?[(\d][\d\s()./\u00a0-]{5,20}\d(?:\s?(?:x|ext\.?)\s?\d{1,5})?")
_DATE = re.compile(
    r"(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])[-./]\d{1,2}.*|\d{1,2}[-./]\d{1,2}[-./](?:19|20)?\d\d(?:\s.*)?"
)
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{3})*[.,]\d{1,3}|\d+\.\d+")
_CARD = re.compile(r"\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}")
REGIONS = ("DE", "FR", "ES", "IT", "GB", "US", "AT", "CH", "NL", "BE", "PL")


def has_form(cell: str) -> bool:
    """Whether it is written as people write numbers: with a `+`, a leading 0, or parts set apart."""
    return cell.startswith(("+", "0", "(", "tel:")) or any(each in cell for each in " ()/-")


@lru_cache(maxsize=50_000)
def is_number(cell: str) -> bool:
    """Whether it can be dialled, as some country writes it."""
    if not _SHAPE.fullmatch(cell) or _DATE.fullmatch(cell) or _NUMBER.fullmatch(cell) or _CARD.fullmatch(cell):
        return False
    digits = sum(map(str.isdigit, cell))
    if not 7 <= digits <= 17:
        return False
    from troth.subjects.telephone import is_dialable

    return is_dialable(cell, REGIONS)


VALIDATOR = Validator(
    "phone",
    "pd:TelephoneNumber",
    "telephone numbers",
    lambda cell: has_form(cell) and is_number(cell),
    lambda shape: shape.digits >= 0.9 and shape.letters <= 0.15 and 6 <= shape.mean <= 24,
    proves=True,
    least=0.75,
)
