"""What does a law ask a notice to say, item by item?

1. An item is one thing that must be said: in one sentence, with the article that asks for it and what to write.
2. `demand` names the kind of demand (a file of `troth.policy.completeness.demands`) that looks whether a policy says
   it, and `of` what that file is asked for: the rights, the kinds of party, the signal.
3. `condition` names the circumstances under which the item applies (`troth.policy.completeness.conditions`).

What it leaves out: manner (plain words, layers, links at the right place): what a policy file cannot show.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from troth.laws.clocks import LegalClock

ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentItem:
    """One thing that a regime asks a notice to say."""

    id: str
    regime: str
    source: str
    text: str
    help: str
    demand: str
    of: tuple[str, ...] = ()
    condition: str = ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """A law, or what carries it out, that asks for contents.

    `carried_out_by` are laws of a policy's head that belong to it; `kin` laws whose rights count here too, because
    notices say them of both in one breath. `people` are words by which a kind of subject is seen to be those whom it
    protects, and `inside` the countries among which data cross no border. `clocks` are the periods it sets
    for requests.
    """

    id: str
    name: str
    items: tuple[ContentItem, ...]
    carried_out_by: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    inside: frozenset[str] = frozenset()
    clocks: tuple[LegalClock, ...] = ()
