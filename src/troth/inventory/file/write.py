"""How is an inventory written down?

1. What is written reads back as the same inventory; the same inventory is written as the same bytes.
2. One field is one line, so that the difference of two files is a list of fields. What has its default is left out.
3. Where two people edit, lines move with their dataset only: order is that of the inventory.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from troth.inventory.file.shapes import DatasetShape, FieldShape, KeepShape, LinkShape, SystemShape
from troth.policy.file.write import said, word, written
from troth.policy.model import Condition

if TYPE_CHECKING:
    from troth.inventory.model import Dataset, Field, Inventory, Keep, Link, System


def write_inventory(inventory: Inventory, *, head_remark: str = "") -> str:
    """The text of an `estate.yaml`. `head_remark` stands above it as a YAML remark, a line a line."""
    lines = [f"# {line}".rstrip() for line in head_remark.splitlines()]
    lines += ["troth: 1", "estate:", f"  organisation: {word(inventory.organisation)}"]
    lines.append(f"  version: {word(inventory.version)}")
    if inventory.scanned_at is not None:
        lines.append(f'  scanned_at: "{inventory.scanned_at.isoformat()}"')
    if inventory.systems:
        lines += ["", "systems:", *(f"  {word(each.name)}: {_flow(_system(each))}" for each in inventory.systems)]
    if inventory.datasets:
        lines += ["", "datasets:"]
        for dataset in inventory.datasets:
            lines += _dataset(dataset)
    if inventory.links:
        lines += ["", "links:", *(f"  - {_flow(_link(each))}" for each in inventory.links)]
    return "\n".join(lines) + "\n"


def _dataset(dataset: Dataset) -> list[str]:
    lines = [f"  {word(str(dataset.at))}:"]
    shape = dataclasses.replace(_shaped(DatasetShape, dataset), keep=tuple(map(_keep, dataset.keep)))
    lines += [f"    {key}: {text}" for key, text in _pairs(shape)]
    lines.append("    fields:" if dataset.fields else "    fields: {}")
    lines += [f"      {word(each.name)}: {_flow(_shaped(FieldShape, each))}" for each in dataset.fields]
    return lines


def _system(system: System) -> SystemShape:
    return SystemShape(url=system.url, kind=system.kind, backups=system.backups, remark=system.remark)


def _link(link: Link) -> LinkShape:
    return LinkShape(
        from_=tuple(map(str, link.of)),
        to=tuple(map(str, link.to)),
        kind=link.kind,
        evidence=link.evidence,
        when=_conditions(link.when),
        downwards=link.downwards,
        upwards=link.upwards,
        confirmed=link.confirmed,
    )


def _keep(keep: Keep) -> KeepShape:
    return KeepShape(ground=keep.ground, if_=_conditions(keep.when), max=keep.max, law=keep.law)


def _conditions(pairs: tuple[tuple[str, str], ...]) -> tuple[Condition, ...]:
    facts: dict[str, tuple[str, ...]] = {}
    for fact, value in pairs:
        facts[fact] = (*facts.get(fact, ()), value)
    return tuple(Condition(fact, values) for fact, values in facts.items())


def _shaped(kind: type[Any], value: Dataset | Field) -> Any:
    return kind(**{each.name: getattr(value, each.name) for each in dataclasses.fields(kind)})


def _pairs(shape: object) -> list[tuple[str, str]]:
    return [(key, written(given)) for key, given in said(shape)]


def _flow(shape: object) -> str:
    return "{" + ", ".join(f"{key}: {text}" for key, text in _pairs(shape)) + "}"
