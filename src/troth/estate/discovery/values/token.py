"""Is this a token that stands for somebody or something: a cookie, a device, a digest, a key, a number plate?

Nothing in a token says whose it is: it counts beside a name, or where the same token stands in a person's row.
"""

from __future__ import annotations

import re

from troth.estate.discovery.values.card import luhn
from troth.estate.discovery.values.validator import Validator

_UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")
_COOKIE = re.compile(r"GA\d\.\d\.\d{6,10}\.\d{9,10}|fb\.\d\.\d{13}\.\d+|\d{6,10}\.\d{10}|amp-[\w-]{10,}")
_DIGEST = re.compile(r"(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64})")
_SECRET = re.compile(
    r"\$(?:2[aby]|argon2\w+|5|6|1|pbkdf2[\w-]*|scrypt)\$.+|(?:pbkdf2_sha256|bcrypt|argon2|scrypt)\$.+|\{S?SHA\d*\}.+"
)
_PLATE = re.compile(
    r"[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[- ]?\d{1,4}[EH]?|[A-Z]{2}-\d{3}-[A-Z]{2}|\d{4} ?[BCDFGHJKLMNPRSTVWXYZ]{3}|[A-Z]{2} ?\d{3} ?[A-Z]{2}|[A-Z]{2}\d{2} ?[A-Z]{3}"  # noqa: E501
)

DIGEST = _DIGEST


def is_uuid(cell: str) -> bool:
    """Whether it is a UUID (RFC 9562)."""
    return bool(_UUID.fullmatch(cell))


def is_imei(cell: str) -> bool:
    """Whether it is the number of a mobile device: 15 digits, the last that of Luhn (3GPP TS 23.003, annex B)."""
    return len(cell) == 15 and cell.isascii() and cell.isdigit() and luhn(cell)


def is_iccid(cell: str) -> bool:
    """Whether it is the number of a SIM card: 19 or 20 digits that begin with 89 (ITU-T E.118)."""
    plain = cell.isascii() and cell.isdigit() and cell.startswith("89")
    return plain and ((len(cell) == 19 and luhn(cell)) or (len(cell) == 20 and (luhn(cell) or luhn(cell[:19]))))


VALIDATORS = (
    Validator(
        "imei",
        "troth:DeviceIdentifier",
        "numbers of mobile devices",
        lambda cell: is_imei(cell) or is_iccid(cell),
        lambda shape: shape.digits == 1 and shape.letters == 0 and shape.shortest >= 15 and shape.longest <= 20,
        proves=True,
        least=0.95,
    ),
    Validator(
        "secret",
        "pd:Password",
        "digests of passwords",
        lambda cell: bool(_SECRET.fullmatch(cell)),
        lambda shape: shape.mean >= 20 and shape.letters >= 0.9,
        proves=True,
    ),
    Validator(
        "cookie",
        "troth:CookieIdentifier",
        "identifiers of cookies",
        lambda cell: bool(_COOKIE.fullmatch(cell)),
        lambda shape: shape.digits == 1 and shape.dots >= 0.5,
        proves=True,
    ),
    Validator(
        "uuid",
        "",
        "keys",
        is_uuid,
        lambda shape: shape.hyphens >= 0.9 and shape.hexadecimal >= 0.9,
        weak=True,
        least=0.95,
    ),
    Validator(
        "digest",
        "",
        "digests",
        lambda cell: bool(_DIGEST.fullmatch(cell)),
        lambda shape: shape.hexadecimal >= 0.9 and shape.hyphens == 0 and 32 <= shape.mean <= 64,
        weak=True,
        least=0.95,
    ),
    Validator(
        "plate",
        "pd:Identifier",
        "number plates",
        lambda cell: bool(_PLATE.fullmatch(cell)),
        lambda shape: shape.digits == 1 and shape.letters >= 0.95 and shape.shortest >= 5 and shape.longest <= 11,
        weak=True,
        least=0.9,
    ),
)
