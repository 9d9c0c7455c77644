"""Who lives in a made-up estate, and how is what identifies her written?

A person has names, an address, a telephone number and a mailbox of one country. Numbers have the form that the
country's real ones have; mailboxes are at `.example`, network addresses are of ranges that nobody has (RFC 5737, 3849,
6598).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from troth.cli.demo.estates import words
from troth.cli.demo.estates.numbers import digits

if TYPE_CHECKING:
    import random

CODES = {"en": "44", "de": "49", "fr": "33", "es": "34", "it": "39", "us": "1"}
_FIRST_BIRTH = date(1941, 1, 1)
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "'": "", " ": "", "-": "", "_": ""})


@dataclass(frozen=True, slots=True)
class Human:
    """A made-up person; `phone` is in E.164, `email` in its normal form."""

    given: str
    family: str
    woman: bool
    born: date
    email: str
    phone: str
    street: str
    house: str
    postcode: str
    town: str
    land: str

    @property
    def name(self) -> str:
        """Given name, then family name."""
        return f"{self.given} {self.family}"


class People:
    """Makes people of one country, no two with the same mailbox or telephone."""

    def __init__(self, chance: random.Random, land: str) -> None:
        self.chance, self.land = chance, land
        self._emails: set[str] = set()
        self._phones: set[str] = set()

    def one(self, **given: object) -> Human:
        """A person; what is given is as given."""
        chance = self.chance
        woman = chance.random() < 0.5  # noqa: PLR2004 -- one of two
        name = str(given.get("given", chance.choice(_listed("WOMEN" if woman else "MEN", self.land))))
        family = str(given.get("family", chance.choice(_listed("FAMILIES", self.land))))
        town, zip_ = chance.choice(_listed("TOWNS", self.land)).split(":")
        made: dict[str, object] = {
            "given": name,
            "family": family,
            "woman": woman,
            "born": _FIRST_BIRTH + timedelta(days=chance.randrange(22_000)),
            "email": self.email(name, family),
            "phone": self.phone(),
            "street": chance.choice(_listed("STREETS", self.land)),
            "house": f"{chance.randint(1, 180)}{chance.choice(['', '', '', 'a', 'b'])}",
            "postcode": postcode(chance, self.land, zip_),
            "town": town,
            "land": self.land,
        }
        return Human(**(made | given))  # type: ignore[arg-type]

    def email(self, given: str, family: str) -> str:
        """A mailbox that nobody else has."""
        chance = self.chance
        one, other = folded(given), folded(family)
        host = chance.choice(words.MAIL_HOSTS[self.land].split())
        for form in (f"{one}.{other}", f"{one[0]}{other}", f"{one}_{other}", f"{other}.{one}"):
            if chance.random() < 0.4 and f"{form}@{host}" not in self._emails:  # noqa: PLR2004 -- forms in turn
                break
        else:
            form = f"{one}.{other}{chance.randint(1, 9999)}"
        while f"{form}@{host}" in self._emails:
            form = f"{one}{other}{chance.randint(1, 99999)}"
        self._emails.add(f"{form}@{host}")
        return f"{form}@{host}"

    def phone(self) -> str:
        """A telephone number in E.164 that nobody else has."""
        while True:
            number = f"+{CODES[self.land]}{_mobile(self.chance, self.land)}"
            if number not in self._phones:
                self._phones.add(number)
                return number


def _mobile(chance: random.Random, land: str) -> str:
    if land == "en":
        return f"7{chance.choice('4578')}{digits(chance, 8)}"
    if land == "de":
        prefix = chance.choice(["151", "160", "170", "171", "175", "176"])
        return prefix + digits(chance, 8 if prefix in ("151", "176") else 7)
    if land == "fr":
        return f"6{chance.randint(1, 8)}{digits(chance, 7)}"
    if land == "es":
        return f"6{digits(chance, 8)}"
    if land == "it":
        return f"3{chance.choice(['33', '38', '40', '47', '49'])}{digits(chance, 7)}"
    return f"{chance.choice([206, 312, 415, 503, 617, 713, 858])}{chance.randint(2, 9)}{digits(chance, 6)}"


def postcode(chance: random.Random, land: str, start: str) -> str:
    """A postcode of a town, by the way its country writes it."""
    if land == "en":
        letters = "".join(chance.choices("ABDEFGHJLNPQRSTUWXYZ", k=2))
        return f"{start}{chance.randint(1, 29)} {chance.randint(1, 9)}{letters}"
    return f"{start}{chance.randint(0, 999):03d}"


def national(number: str, *, style: int = 0) -> str:
    """A number in E.164 as people of its country write it; four styles, all of the same number."""
    code = next(code for code in sorted(CODES.values(), key=len, reverse=True) if number.startswith(f"+{code}"))
    rest = number[1 + len(code) :]
    trunk = "" if code in ("34", "39", "1") else "0"
    fourth = {"49": f"{trunk}{rest[:3]}/{rest[3:]}", "1": f"({rest[:3]}) {rest[3:6]}-{rest[6:]}"}
    forms = (
        f"{trunk}{rest}",
        f"{trunk}{rest[:3]} {rest[3:6]} {rest[6:]}",
        f"+{code} {'(0)' if trunk else ''}{rest[:3]} {rest[3:]}",
        fourth.get(code, f"00{code} {rest}"),
    )
    return forms[style % len(forms)]


def folded(word: str) -> str:
    """A word as it stands in a mailbox: small letters without marks."""
    plain = unicodedata.normalize("NFD", word.lower().translate(_FOLDED))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def address_of_network(chance: random.Random) -> str:
    """An IPv4 address that nobody has (RFC 6598), now and then an IPv6 one (RFC 3849)."""
    if chance.random() < 0.1:  # noqa: PLR2004 -- one of ten
        return f"2001:db8:{chance.randrange(65536):x}:{chance.randrange(65536):x}::{chance.randrange(65536):x}"
    return f"100.{chance.randint(64, 127)}.{chance.randint(0, 255)}.{chance.randint(1, 254)}"


def hexadecimal(chance: random.Random, length: int = 32) -> str:
    """Random hexadecimal digits."""
    return f"{chance.getrandbits(length * 4):0{length}x}"


def uuid(chance: random.Random) -> str:
    """A random UUID (RFC 9562, version 4)."""
    sign = hexadecimal(chance)
    return f"{sign[:8]}-{sign[8:12]}-4{sign[13:16]}-a{sign[17:20]}-{sign[20:]}"


def moment(chance: random.Random, start: int = 2019, years: int = 5) -> datetime:
    """Some second of these years."""
    return datetime(start, 1, 1) + timedelta(seconds=chance.randrange(years * 365 * 86_400))  # noqa: DTZ001 -- as estates keep it  # fmt: skip  # fmt: skip


@cache
def _listed(kind: str, land: str) -> list[str]:
    return words.listed(getattr(words, kind)[land])
