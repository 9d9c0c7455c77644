"""A small policy to which a test adds one element, and that element back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from troth.policy.model import Element, Policy

DATE = date(2024, 3, 1)
FRAGMENT = """
parties: {bank: {name: Bank, role: recipient, cite: s1}}
subjects: {customer: {cite: s1}}
data:
  name: {is: [pd:Name], cite: s1}
  email: {is: [pd:EmailAddress], alias: e-mail address, cite: s1}
  prefs: {is: [pd:Preference], alias: preferences, cite: s1}
  own: {alias: call notes, cite: s1}
purposes:
  billing: {is: [troth:Billing], cite: s1}
  newsletter: {is: [troth:Newsletter], cite: s1}
  own_aim: {cite: s1}
"""


def one(policy: Policy) -> Element:
    """The first element that is not a part of `FRAGMENT`."""
    known = ("policy", "parties", "subjects", "data", "purposes")
    return next(element for address, element in policy.elements() if address.partition(".")[0] not in known)
