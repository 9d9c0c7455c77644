"""How is `estate.yaml` documented? From the shapes that it is read with, so that no key goes without a sentence."""

from __future__ import annotations

import dataclasses
import enum
import typing

from troth.inventory.file.shapes import DatasetShape, FieldShape, HeadShape, KeepShape, LinkShape, SystemShape

_BEGINNING = """\
# The file of an estate

`estate.yaml` says where an organisation's data lie: systems, the datasets in them, their fields, and the links that
join them. `troth estate scan` proposes it, a person reviews it, and everything that finds, shows, changes or erases a
person's data goes by it. A password never stands in it: `url: env:NAME` names a variable of the environment.

```yaml
troth: 1
estate: {organisation: shop, version: "1"}
systems:
  shop: {url: env:SHOP_DATABASE, backups: P30D}
datasets:
  shop.customers:
    holds: subjects
    key: [id]
    fields:
      id: {type: integer, tier: not_personal}
      email: {is: "pd:EmailAddress", data: contact, tier: proven, identifies: email, confirmed: true}
  shop.orders:
    holds: about
    key: [id]
    since: ordered_at
    keep: [{ground: billing, if: {status: [open]}, max: P6Y}]
    fields:
      id: {type: integer, tier: not_personal}
      status: {type: text, tier: not_personal}
      customer_id: {data: contact, tier: likely}
      ordered_at: {data: contact, tier: likely}
links:
  - {from: shop.orders.customer_id, to: shop.customers.id, kind: declared, confirmed: true}
```

This page is generated from `troth.inventory.file.shapes` by `make docs`.
"""
_PARTS = (
    ("`estate`", HeadShape),
    ("`systems`, by name", SystemShape),
    ("`datasets`, by `system.dataset`", DatasetShape),
    ("`fields` of a dataset, by name", FieldShape),
    ("`keep` of a dataset, a list", KeepShape),
    ("`links`, a list", LinkShape),
)


def estate_page() -> str:
    """docs/estate-file.md: every key."""
    return _BEGINNING + "".join(_part(title, shape) for title, shape in _PARTS)


def _part(title: str, shape: type) -> str:
    hints = typing.get_type_hints(shape)
    rows = "".join(
        f"| `{field.name.removesuffix('_')}` | {field.metadata['about']}{_words(hints[field.name])} |\n"
        for field in dataclasses.fields(shape)
    )
    return f"\n## {title}\n\n| key | what it says |\n|---|---|\n{rows}"


def _words(hint: object) -> str:
    """The words that a key can have, where they are listed."""
    options = [hint, *typing.get_args(hint)]
    listed = next((each for each in options if isinstance(each, type) and issubclass(each, enum.StrEnum)), None)
    return f" One of {', '.join(f'`{word.value}`' for word in listed)}." if listed is not None else ""
