"""Is this a street, a postal code, a position?"""

from __future__ import annotations

import re

from troth.estate.discovery.values.validator import Validator

_STREET = re.compile(
    r"(?:.{2,40}(?:stra(?:ß|ss)e|str\.?|weg|allee|platz|gasse|ring|damm|ufer|chaussee)\s?\d{1,4}\s?[a-z]?.{0,40}"
    r"|(?:\d{1,4}(?:\s?(?:bis|ter|[a-z]))?,?\s)?(?:rue|avenue|av\.|boulevard|bd|place|chemin|impasse|all[ée]e|quai|route|cours)\s.{2,50}"
    r"|(?:calle|c/|avenida|avda\.?|plaza|paseo|camino|carretera|ronda|travesía)\s.{2,50}"
    r"|(?:via|viale|piazza|corso|largo|vicolo|strada|piazzale)\s.{2,50}"
    r"|\d{1,5}[a-z]?,?\s.{2,40}\s(?:street|st\.?|road|rd\.?|lane|ln\.?|avenue|ave\.?|drive|dr\.?|way|close|court|ct\.?|square|terrace|gardens|place|crescent|hill|park|mews|grove|green|row|walk|blvd|boulevard)\b.{0,40})",
    re.IGNORECASE,
)
_STREET_ALONE = re.compile(
    r".{2,40}(?:stra(?:ß|ss)e|str\.|weg|allee|platz|gasse|damm)|(?:rue|avenue|boulevard|calle|avenida|via|viale|piazza|corso|plaza|chemin)\s.{2,50}|.{2,40}\s(?:street|road|lane|avenue|drive|close|square|terrace|crescent)",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"(?:D-|F-|A-|CH-|I-|E-)?\d{4,5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{4} ?[A-Z]{2}|\d{2}-\d{3}|\d{3} \d{2}"  # noqa: E501
)
_PAIR = re.compile(r"\(?-?\d{1,2}\.\d{3,},\s?-?\d{1,3}\.\d{3,}\)?")
_DEGREE = re.compile(r"-?\d{1,3}\.\d{4,}")
_POINT = re.compile(r"(?:SRID=\d+;)?POINT\s?\(-?\d+(?:\.\d+)? -?\d+(?:\.\d+)?\)")


def is_street(cell: str) -> bool:
    """Whether it is written as a street with its house number, or a street alone, in one of five languages."""
    return bool(_STREET.fullmatch(cell) or _STREET_ALONE.fullmatch(cell))


def is_degree(cell: str) -> bool:
    """Whether it is a number of degrees with four decimals or more."""
    return bool(_DEGREE.fullmatch(cell)) and abs(float(cell)) <= 180


VALIDATORS = (
    Validator(
        "street",
        "pd:PhysicalAddress",
        "streets",
        is_street,
        lambda shape: shape.letters >= 0.95 and shape.at == 0 and 7 <= shape.mean <= 70,
        least=0.6,
    ),
    Validator(
        "postcode",
        "pd:PostalCode",
        "postal codes",
        lambda cell: bool(_POSTCODE.fullmatch(cell)),
        lambda shape: shape.digits == 1 and shape.shortest >= 4 and shape.longest <= 10,
        least=0.95,
        weak=True,
    ),
    Validator(
        "position",
        "pd:GPSCoordinate",
        "positions",
        lambda cell: bool(_PAIR.fullmatch(cell) or _POINT.fullmatch(cell)),
        lambda shape: shape.digits == 1 and shape.dots >= 0.9 and shape.mean >= 10,
        least=0.9,
    ),
    Validator(
        "degree",
        "pd:GPSCoordinate",
        "degrees",
        is_degree,
        lambda shape: shape.digits == 1 and shape.dots >= 0.95 and shape.letters == 0 and shape.mean <= 22,
        least=0.9,
        weak=True,
    ),
)
