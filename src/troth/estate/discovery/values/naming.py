"""Is this a person's name?

By its form (one to four words that begin with a capital, no digits) and by our own short lists of given names and
surnames: a share of a column's cells is enough, for no list has them all. Towns and companies look alike: what stands
in the list of towns, or ends like a company, is none.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

from troth.estate.discovery.values.validator import Validator

_PART = r"(?:[A-ZÀ-ÞŠŽŁĆÇ][a-zà-ÿšžłćśńęąığ]*(?:['\u2019-]?[A-ZÀ-ÞŠŽŁa-zà-ÿ][a-zà-ÿšžłćśńęąığ]*)*|[A-Z]\.)"
_TITLES = re.compile(
    r"^(?:(?:mr|mrs|ms|dr|prof|herr|frau|m|mme|mlle|sr|sra|sig|dott|ing|dipl)\.?-?\s?(?:ing\.?)?\s+)+", re.IGNORECASE
)
_NAME = re.compile(
    rf"{_PART}(?:,?\s(?:(?:von|van|de|del|della|di|da|dos|zu|der|den|la|le|el|y|al|bin|ten|ter|du|des)\s)*{_PART}){{0,4}}(?:,?\s(?:Jr|Sr|II|III)\.?)?"
)
_COMPANY = re.compile(
    r"\b(?:gmbh|ag|kg|ohg|ug|e\.?v\.?|ltd|limited|llc|inc|corp|corporation|co|plc|sa|sas|sarl|s\.?a\.?r\.?l|srl|spa|s\.p\.a|s\.l|sl|bv|b\.v|nv|oy|ab|group|gruppe|holding|systems|solutions|logistics|consulting|trading|services|international|industries|partners|foods|media|technologies|logistik|handel|bank|verlag|werke|&)\b|&|\+\s?(?:sohn|söhne|partner)",
    re.IGNORECASE,
)
_SALUTATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "herr",
        "frau",
        "divers",
        "herrn",
        "m",
        "mme",
        "mlle",
        "monsieur",
        "madame",
        "mademoiselle",
        "sr",
        "sra",
        "srta",
        "senor",
        "senora",
        "sig",
        "sig.ra",
        "signor",
        "signora",
        "dott",
    ]
)
_GENDERS = frozenset(
    [
        "m",
        "f",
        "w",
        "d",
        "x",
        "male",
        "female",
        "man",
        "woman",
        "diverse",
        "divers",
        "nonbinary",
        "non-binary",
        "maennlich",
        "männlich",
        "weiblich",
        "homme",
        "femme",
        "hombre",
        "mujer",
        "masculino",
        "femenino",
        "maschio",
        "femmina",
        "uomo",
        "donna",
        "h",
        "masculin",
        "feminin",
        "féminin",
        "other",
        "unknown",
        "u",
        "n/a",
        "o",
    ]
)


def folded(text: str) -> str:
    """Lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("ß", "ss"))
    return "".join(each for each in plain if not unicodedata.combining(each))


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one of our lists."""
    text = files(__package__).joinpath("lists", f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(folded(word) for word in text.split())


def words_of(cell: str) -> list[str]:
    """The words of a name, folded; without titles."""
    return [word for word in re.split(r"[\s,.]+", folded(_TITLES.sub("", cell))) if len(word) > 1]


def has_form(cell: str) -> bool:
    """Whether it is written as a name is, in any case, and is no town and no company."""
    plain = _TITLES.sub("", cell.strip())
    plain = plain if not (plain.isupper() or plain.islower()) else plain.title()
    return len(plain) <= 60 and bool(_NAME.fullmatch(plain)) and not _COMPANY.search(plain)


def is_company(cell: str) -> bool:
    """Whether it ends, or is joined, as companies are."""
    return bool(_COMPANY.search(cell))


def is_given_name(cell: str) -> bool:
    """Whether it is a given name that we know: all of a double name's first part."""
    words = re.split(r"[\s-]+", folded(cell))
    return len(words) <= 3 and words[0] in listed("given_names")


def is_surname(cell: str) -> bool:
    """Whether it is a surname that we know."""
    words = re.split(r"[\s-]+", folded(cell))
    return len(words) <= 3 and any(word in listed("surnames") for word in words)


def is_full_name(cell: str) -> bool:
    """Whether it has two words or more, of which one is a given name that we know."""
    words = words_of(cell)
    return (
        2 <= len(words) <= 5
        and has_form(cell)
        and any(re.split("-", word)[0] in listed("given_names") for word in words)
    )


def is_town(cell: str) -> bool:
    """Whether it is a town that we know."""
    plain = folded(cell).strip().replace(" ", "-")
    return plain in listed("towns") or plain.split("-")[0] in listed("towns")


def _named(shape: object) -> bool:
    from troth.estate.discovery.values.validator import Shape

    return (
        isinstance(shape, Shape)
        and shape.digits <= 0.05
        and shape.letters >= 0.95
        and shape.at == 0
        and 2 <= shape.mean <= 40
    )


VALIDATORS = (
    Validator(
        "full_name",
        "pd:Name",
        "names of persons",
        is_full_name,
        lambda shape: _named(shape) and shape.spaces >= 0.6,
        least=0.45,
        proves=True,
    ),
    Validator(
        "given_name",
        "pd:Name",
        "given names",
        is_given_name,
        lambda shape: _named(shape) and shape.spaces <= 0.3,
        least=0.5,
        proves=True,
    ),
    Validator(
        "surname",
        "pd:Name",
        "surnames",
        is_surname,
        lambda shape: _named(shape) and shape.spaces <= 0.3,
        least=0.4,
        proves=True,
    ),
    Validator("city", "pd:PhysicalAddress", "towns", is_town, _named, least=0.35, weak=True),
    Validator(
        "country",
        "pd:Country",
        "countries",
        lambda cell: folded(cell).replace(" ", "-") in listed("countries"),
        _named,
        least=0.6,
        weak=True,
    ),
    Validator(
        "salutation",
        "pd:Gender",
        "forms of address",
        lambda cell: folded(cell).rstrip(".") in _SALUTATIONS,
        lambda shape: _named(shape) and shape.mean <= 12,
        least=0.8,
        weak=True,
    ),
    Validator(
        "gender",
        "pd:Gender",
        "genders",
        lambda cell: folded(cell) in _GENDERS,
        lambda shape: shape.digits == 0 and shape.mean <= 10,
        least=0.95,
        weak=True,
    ),
)
