"""How are numbers made whose last digits check the others?

ISO 7064 and ISO 13616 for bank accounts, Luhn for cards and devices, and the national ones by their published rules.
All are made up: bank codes, registers and serials are random, only the arithmetic is right.
"""

from __future__ import annotations

import string
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from datetime import date

_MOD = 97
_IBANS = {"DE": 18, "FR": 23, "ES": 20, "IT": 23, "GB": 18}
_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"
_ODD = dict(zip(string.digits + string.ascii_uppercase, (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7,
    9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23), strict=True))  # fmt: skip
_MONTHS = "ABCDEHLMPRST"
_TEN = 10
_WOMAN = 40


def digits(chance: random.Random, count: int) -> str:
    """That many random digits, the first not zero."""
    return str(chance.randrange(10 ** (count - 1), 10**count))


def luhn(body: str) -> str:
    """`body` with its check digit (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 -- the sum of two digits
    return body + str(-total % _TEN)


def iban(chance: random.Random, country: str) -> str:
    """A bank account without spaces (ISO 13616); the national part is digits."""
    body = digits(chance, _IBANS[country])
    if country == "IT":
        body = chance.choice(string.ascii_uppercase) + body[1:23]
    if country == "GB":
        body = "KSTL" + body[4:]
    turned = "".join(str(int(each, 36)) for each in f"{body}{country}00")
    return f"{country}{98 - int(turned) % _MOD:02d}{body}"


def nir(chance: random.Random, *, woman: bool, born: date) -> str:
    """A French social security number with its key (97 less the remainder), 15 digits."""
    department, place, order = chance.randint(1, 95), chance.randint(1, 990), chance.randint(1, 999)
    if department == 20:  # noqa: PLR2004 -- Corsica has letters
        department = 21
    body = f"{2 if woman else 1}{born:%y%m}{department:02d}{place:03d}{order:03d}"
    return f"{body}{_MOD - int(body) % _MOD:02d}"


def dni(chance: random.Random) -> str:
    """A Spanish identity number with its letter."""
    number = chance.randrange(10_000_000, 99_999_999)
    return f"{number}{_DNI[number % 23]}"


def steuer_id(chance: random.Random) -> str:
    """A German tax number of a person, 11 digits (ISO 7064, mod 11,10); one digit twice, one not at all."""
    ten = chance.sample(string.digits[1:], 9)
    ten.insert(chance.randint(1, 9), ten[0])
    product = _TEN
    for digit in ten:
        total = (int(digit) + product) % _TEN or _TEN
        product = total * 2 % 11
    return "".join(ten) + str((11 - product) % _TEN)


def codice_fiscale(chance: random.Random, given: str, family: str, *, woman: bool, born: date) -> str:
    """An Italian tax code of a person, 16 signs."""
    day = born.day + (_WOMAN if woman else 0)
    place = f"{chance.choice('ABCDEFGHL')}{chance.randint(100, 999)}"
    body = f"{_three(family)}{_three(given, name=True)}{born:%y}{_MONTHS[born.month - 1]}{day:02d}{place}"
    total = sum(
        _ODD[sign] if place_ % 2 == 0 else (int(sign) if sign.isdigit() else ord(sign) - 65)
        for place_, sign in enumerate(body)
    )
    return body + string.ascii_uppercase[total % 26]


def _three(word: str, *, name: bool = False) -> str:
    plain = unicodedata.normalize("NFD", word.upper())
    letters = [sign for sign in plain if sign in string.ascii_uppercase]
    consonants = [sign for sign in letters if sign not in "AEIOU"]
    if name and len(consonants) > 3:  # noqa: PLR2004 -- of four consonants the second is left out
        consonants = [consonants[0], *consonants[2:]]
    vowels = [sign for sign in letters if sign in "AEIOU"]
    return "".join([*consonants, *vowels, "X", "X", "X"])[:3]
