"""Is this an address of the internet, of a device, or what a browser says of itself?

Version numbers look like IP addresses: a column in which hardly a part is over 99 is none. Addresses of private
networks (RFC 1918) and of the machine itself are those of servers.
"""

from __future__ import annotations

import re
from ipaddress import ip_address

from troth.estate.discovery.values.validator import Validator

_V4 = re.compile(r"(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:/\d{1,2}|:\d{1,5})?")
_MAC = re.compile(r"(?:[0-9A-Fa-f]{2}([:-]))(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}")
_AGENT = re.compile(r"(?:Mozilla|Opera|Dalvik|okhttp|curl|CFNetwork|[A-Za-z][\w .-]{1,30})/\d[\w.]*(?: .*)?")
_SMALL = 99


def is_ip(cell: str) -> bool:
    """Whether it is an IPv4 or IPv6 address."""
    match = _V4.fullmatch(cell)
    if match:
        return all(int(part) <= 255 for part in match.groups())
    if cell.count(":") < 2:
        return False
    try:
        ip_address(cell.partition("/")[0].partition("%")[0])
    except ValueError:
        return False
    return True


def is_large(cell: str) -> bool:
    """Whether an address has a part that versions hardly have."""
    match = _V4.fullmatch(cell)
    return not match or any(int(part) > _SMALL for part in match.groups())


def is_private(cell: str) -> bool:
    """Whether it belongs to a network that is not the internet: RFC 1918, loopback, link-local, all zero."""
    return cell.startswith(("10.", "192.168.", "127.", "169.254.", "0.0.0.0", "::1", "fe80", "fd")) or bool(  # noqa: S104 -- a text
        re.match(r"172\.(?:1[6-9]|2\d|3[01])\.", cell)
    )


VALIDATORS = (
    Validator(
        "ip",
        "pd:IPAddress",
        "IP addresses",
        is_ip,
        lambda shape: shape.digits >= 0.9 and (shape.dots >= 0.5 or shape.colons >= 0.3) and 3 <= shape.mean <= 43,
        proves=True,
        least=0.9,
    ),
    Validator(
        "mac",
        "troth:DeviceIdentifier",
        "addresses of devices",
        lambda cell: bool(_MAC.fullmatch(cell)),
        lambda shape: shape.shortest == shape.longest == 17,
        proves=True,
        least=0.95,
    ),
    Validator(
        "agent",
        "pd:UserAgent",
        "what browsers say of themselves",
        lambda cell: bool(_AGENT.fullmatch(cell)) and ("(" in cell or "/" in cell),
        lambda shape: shape.slashes >= 0.8 and shape.digits >= 0.8 and shape.mean >= 20 and shape.at < 0.1,
        proves=True,
    ),
)
