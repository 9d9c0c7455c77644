"""How does a problem of meaning repeat what the reader wrote, without repeating what could be a person's?

As problems of form do (`troth.policy.file.quoting`); addresses of elements and names of versions have their own forms.
"""

from __future__ import annotations

import re

from troth.policy.file.quoting import shown
from troth.policy.model import KINDS

__all__ = ["shown", "shown_address", "shown_version"]

_DATED = re.compile(r"\d{1,4}(?:[.-]\d{1,2}){0,2}")


def shown_address(address: str) -> str:
    """The address of an element, such as `data.device`; whatever else it is, as a name."""
    kind, dot, name = address.partition(".")
    return f"{kind}.{shown(name)}" if dot and kind in KINDS else shown(address)


def shown_version(version: str) -> str:
    """The name of a version: a date, a number such as `2` or `1.4`, or a name."""
    return version if _DATED.fullmatch(version) else shown(version)
