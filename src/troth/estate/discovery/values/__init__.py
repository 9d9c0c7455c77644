"""What kind of value do a column's cells hold? One file a kind; `ask` asks them all."""

from __future__ import annotations

from dataclasses import dataclass

from troth.estate.discovery.values import bank, card, email, naming, network, official, phone, place, token
from troth.estate.discovery.values.validator import Shape, Validator, shape_of

__all__ = ["VALIDATORS", "Held", "Shape", "Validator", "ask", "shape_of"]

VALIDATORS: tuple[Validator, ...] = (
    email.VALIDATOR,
    *token.VALIDATORS,
    *bank.VALIDATORS,
    card.VALIDATOR,
    *network.VALIDATORS,
    *official.VALIDATORS,
    phone.VALIDATOR,
    *place.VALIDATORS,
    *naming.VALIDATORS,
)
"""In the order in which they are believed: what has check digits before what has a form, before what is in a list."""


_FIRST = 24
"""Cells of which one at least must pass before the others are asked: a kind that a third are of is hardly lost."""


@dataclass(frozen=True, slots=True)
class Held:
    """A validator that held, and the share of distinct cells that passed."""

    validator: Validator
    share: float

    @property
    def name(self) -> str:
        """The validator's name."""
        return self.validator.name


def ask(cells: list[str], shape: Shape) -> tuple[Held, ...]:
    """The validators that hold on some distinct cells, in the order in which they are believed."""
    found = []
    for validator in VALIDATORS:
        if not validator.gate(shape):
            continue
        first = sum(map(validator.test, cells[:_FIRST]))
        if not first:
            continue
        share = (first + sum(map(validator.test, cells[_FIRST:]))) / len(cells)
        if share >= validator.least:
            found.append(Held(validator, share))
    return tuple(found)
