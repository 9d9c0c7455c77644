"""Do data go to a country to which they did not, or under a weaker safeguard? LAW: GDPR 44-49."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.rule import Rule, material
from troth.policy.changes.spans import ANYTHING, Span, span_of
from troth.policy.changes.wording import list_names
from troth.policy.model import Transfer
from troth.words import EVERYTHING, PartyName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
if TYPE_CHECKING:
    from troth.policy.model import Policy

ID = "change.new-transfer"

_STRENGTH = {"adequacy": 3, "scc": 2, "bcr": 2, "consent": 1, "derogation": 1, "": 0}
"""How strong a mechanism is. LAW: GDPR 45, 46, 49(1). One that is not known here is taken as named and no more."""


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for transfer in compared.new.transfers.values():
        for country in transfer.to:
            reached = sorted(_data(compared.new, transfer))
            new = [name for name in reached if not _was(compared, transfer, country, name)]
            if new:
                text = f"{list_names(new)} may now go to {_named(country)} (`{transfer.id}`)"
                yield material(ID, text, compared.old.transfers.get(transfer.id), transfer)
    for old, now in compared.both(Transfer):
        if _STRENGTH.get(now.mechanism, 0) < _STRENGTH.get(old.mechanism, 0):
            was = f"`{old.mechanism}`"
            text = (
                f"`{now.id}` rests on {f'`{now.mechanism}`' if now.mechanism else 'no mechanism'}, where it was {was}"
            )
            yield material(ID, text, old, now)
    own = PartyName(compared.new.head.organisation)
    here, before = compared.new.parties.get(own), compared.old.parties.get(own)
    if here is not None and here.country and (before is None or before.country != here.country):
        yield material(ID, f"the organisation is now in {_named(here.country)}", before, here)


def _was(compared: Comparison, new: Transfer, country: str, data: str) -> bool:
    """Whether the old policy declared a transfer of the category to the country and to the same recipients."""
    return any(
        (country in old.to or EVERYTHING in old.to)
        and data in _data(compared.old, old)
        and _with(compared.new, new).lies_in(_with(compared.old, old))
        for old in compared.old.transfers.values()
    )


def _data(policy: Policy, transfer: Transfer) -> frozenset[str]:
    """The categories that a transfer reaches."""
    span = span_of(transfer.data, policy.data)
    return frozenset(policy.data) if span.every else span.names & frozenset(policy.data)


def _with(policy: Policy, transfer: Transfer) -> Span:
    """The recipients of a transfer; any, and none named, where it says nothing."""
    if not transfer.with_:
        return ANYTHING
    span = span_of(transfer.with_, policy.parties)
    return ANYTHING if span.every else span


def _named(country: str) -> str:
    return "any country" if country == EVERYTHING else f"`{country}`"


RULE = Rule(ID, "data go to a country to which they did not, or with a weaker safeguard", _find)
