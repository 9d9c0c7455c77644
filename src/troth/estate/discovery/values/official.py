"""Is this an official number of a person or a company? The check digits of each country, by `python-stdnum`.

Only numbers whose check digits leave one chance in ten or less are asked, and nearly all cells of a column must pass.
Without the package the forms that no other number has still count (`codice fiscale`, NINO, DNI).
"""

from __future__ import annotations

import importlib
import re
from functools import cache
from typing import TYPE_CHECKING

from troth.estate.discovery.values.validator import Validator

if TYPE_CHECKING:
    from collections.abc import Callable

_PERSONS = (
    ("stdnum.de.idnr", re.compile(r"[1-9]\d{10}")),
    ("stdnum.fr.nir", re.compile(r"[1278]\d{4}[\dAB]\d{8,9}")),
    ("stdnum.es.dni", re.compile(r"\d{8}[A-Z]")),
    ("stdnum.es.nie", re.compile(r"[XYZ]\d{7}[A-Z]")),
    ("stdnum.it.codicefiscale", re.compile(r"[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]")),
    ("stdnum.nl.bsn", re.compile(r"\d{9}")),
    ("stdnum.be.nn", re.compile(r"\d{11}")),
    ("stdnum.pl.pesel", re.compile(r"\d{11}")),
    ("stdnum.ch.ssn", re.compile(r"756\d{10}")),
    ("stdnum.at.vnr", re.compile(r"[1-9]\d{9}")),
    ("stdnum.gb.nhs", re.compile(r"\d{10}")),
    ("stdnum.se.personnummer", re.compile(r"(?:\d{2})?\d{10}")),
    ("stdnum.fi.hetu", re.compile(r"\d{6}A?\d{3}[0-9A-Z]")),
)
_SHAPED = re.compile(
    r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]"  # United Kingdom, NINO
    r"|(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}"  # United States, SSN
    r"|\d{2}[0-3]\d[01]\d\d{2}[A-Z]\d{2}\d"  # Germany, pension insurance
)
_KVNR = re.compile(r"[A-Z]\d{9}")
_CODICE = re.compile(r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]")
_DNI = re.compile(r"([XYZ]?\d{7,8})([A-Z])")
_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_SEPARATORS = re.compile(r"[\s./-]")
_VAT = re.compile(
    r"(?:AT ?U|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK) ?[0-9A-Z.]{8,14}"
)


@cache
def _checks() -> tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...]:
    found = []
    for name, form in _PERSONS:
        try:
            found.append((form, importlib.import_module(name).is_valid))
        except ImportError:
            continue
    return tuple(found)


def is_dni(plain: str) -> bool:
    """Spain's number of a person: the letter is the remainder by 23 (Real Decreto 1553/2005, art. 11)."""
    match = _DNI.fullmatch(plain)
    if match is None:
        return False
    number = match[1].translate(str.maketrans("XYZ", "012"))
    return len(number) == 8 and _LETTERS[int(number) % 23] == match[2]


def is_kvnr(plain: str) -> bool:
    """Germany's number of a health-insured person (SGB V 290): the letter as two digits, weights 1 and 2, modulus 10.

    Letter and nine digits alone are nobody's: firms number their customers so.
    """
    if _KVNR.fullmatch(plain) is None:
        return False
    numbers = [int(each) for each in f"{ord(plain[0]) - 64:02d}{plain[1:9]}"]
    products = [number * (1 + place % 2) for place, number in enumerate(numbers)]
    return sum(each // 10 + each % 10 for each in products) % 10 == int(plain[9])


def is_persons_number(cell: str) -> bool:
    """Whether some country's check digits hold, or its form is one that nothing else has."""
    if _SHAPED.fullmatch(cell.replace(" ", "")):
        return True
    plain = _SEPARATORS.sub("", cell).upper()
    if _CODICE.fullmatch(plain) or is_dni(plain) or is_kvnr(plain):
        return True
    return any(form.fullmatch(plain) and valid(plain) for form, valid in _checks())


VALIDATORS = (
    Validator(
        "national_id",
        "pd:OfficialID",
        "official numbers of persons",
        is_persons_number,
        lambda shape: (
            shape.digits >= 0.98 and shape.shortest >= 9 and shape.longest <= 21 and shape.spaces + shape.dots < 1.2
        ),
        proves=True,
        least=0.95,
    ),
    Validator(
        "vat",
        "",
        "tax numbers of companies",
        lambda cell: bool(_VAT.fullmatch(cell)),
        lambda shape: shape.letters >= 0.95 and shape.digits >= 0.95 and 9 <= shape.mean <= 16,
        weak=True,
        least=0.9,
    ),
)
