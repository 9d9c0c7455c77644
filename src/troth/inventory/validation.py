"""What is wrong with an inventory, in itself and against the policy?

Rules, each with its id:
1. `estate.unknown-field`: a key, a clock or a link names a field that its dataset does not have.
2. `estate.duplicate-link`: two links say the same.
3. `estate.unknown-data`: a field falls under a data category that the policy does not declare.
4. `estate.undeclared-data`: a field is personal and falls under no category of the policy. The notice says nothing of
   data that the organisation holds (GDPR Art. 13(1), 14(1)(d)).
5. `estate.unknown-subject`, `estate.unknown-party`: a dataset names a kind of subject or a controller unknown there.
6. `estate.no-key`: a dataset with a person's rows has no key, so that no row of it can be named in a plan.
7. `estate.no-way`: a dataset with personal fields hangs together with no identifier: nobody's rows in it can be found.
8. `estate.undetermined`: a scan could not tell what a field holds; a person has to look.
9. `estate.no-clock`: the policy limits how long its data are kept, and no field says since when.

Errors stop plans from being made; warnings are findings about the estate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Place, Problem, Severity, in_order
from troth.inventory.model import Erasing, FieldName, Holding, Tier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.inventory.model import Dataset, DatasetName, Inventory
    from troth.policy.model import Policy


def check_inventory(inventory: Inventory, policy: Policy | None = None, *, file: str = "estate.yaml") -> list[Problem]:
    """Everything that is wrong with an inventory, in order; against the policy too where one is given."""
    place = Place(file)
    problems = [*_names(inventory, place), *_links(inventory, place), *_ways(inventory, place)]
    problems += _undetermined(inventory, place)
    if policy is not None:
        problems += [*_declared(inventory, policy, place), *_clocks(inventory, policy, place)]
    return in_order(problems)


def _names(inventory: Inventory, place: Place) -> Iterator[Problem]:
    for dataset in inventory.datasets:
        for what, names in (("key", dataset.key), ("clock", (dataset.since,) if dataset.since else ())):
            for name in names:
                if dataset.field(name) is None:
                    text = f"the {what} of `{dataset.at}` names a field `{name}` that it does not have"
                    yield Problem(place, "estate.unknown-field", text, "name one of its fields, or scan again")
        has_rows = dataset.holds is not Holding.NONE and dataset.personal
        if has_rows and not dataset.key and dataset.writable and dataset.erase is not Erasing.KEEP:
            text = f"`{dataset.at}` holds personal data and has no key"
            help_ = "give `key:` the fields that together name one row, or mark it `writable: false`"
            yield Problem(place, "estate.no-key", text, help_)


def _links(inventory: Inventory, place: Place) -> Iterator[Problem]:
    seen = set()
    for link in inventory.links:
        for address in (*link.of, *link.to):
            if inventory.field(address) is None:
                text = f"a link names the field `{address}`, which the file does not have"
                yield Problem(place, "estate.unknown-field", text, "name a field of the dataset, or scan again")
        same = (link.of, link.to, link.when)
        if same in seen:
            text = f"the link from `{link.of[0]}` to `{link.to[0]}` stands twice"
            yield Problem(place, "estate.duplicate-link", text, "leave one of them out")
        seen.add(same)


def reachable(inventory: Inventory) -> set[DatasetName]:
    """The datasets in which a person's rows can be found: by an identifier of their own, or along links."""
    found = {
        dataset.at
        for dataset in inventory.datasets
        if any(field.identifies is not None and field.is_personal for field in dataset.fields)
    }
    waiting = list(found)
    while waiting:
        at = waiting.pop()
        nearby = [link.of[0].of for link in inventory.to_dataset.get(at, ()) if link.downwards]
        nearby += [link.to[0].of for link in inventory.from_dataset.get(at, ()) if link.upwards]
        for name in nearby:
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def _ways(inventory: Inventory, place: Place) -> Iterator[Problem]:
    found = reachable(inventory)
    for dataset in inventory.datasets:
        if dataset.personal and dataset.at not in found:
            text = f"nobody's rows in `{dataset.at}` can be found: no identifier and no link leads there"
            help_ = "add a link to a dataset with identifiers, or say which field identifies its subjects"
            yield Problem(place, "estate.no-way", text, help_, Severity.WARNING)


def _undetermined(inventory: Inventory, place: Place) -> Iterator[Problem]:
    for dataset in inventory.datasets:
        for field in dataset.fields:
            if field.tier is Tier.UNDETERMINED and not field.confirmed:
                text = f"the scan could not tell what `{dataset.at}.{field.name}` holds"
                yield Problem(
                    place, "estate.undetermined", text, "look at it with `troth estate review`", Severity.WARNING
                )


def _declared(inventory: Inventory, policy: Policy, place: Place) -> Iterator[Problem]:
    for dataset in inventory.datasets:
        if dataset.subject is not None and dataset.subject not in policy.subjects:
            text = f"`{dataset.at}` is of subjects that the policy does not declare"
            yield Problem(place, "estate.unknown-subject", text, f"they are {_listed(policy.subjects)}")
        if dataset.controller is not None and dataset.controller not in policy.parties:
            text = f"`{dataset.at}` has a controller that the policy does not declare"
            yield Problem(place, "estate.unknown-party", text, f"its parties are {_listed(policy.parties)}")
        yield from _data_of(dataset, policy, place)


def _data_of(dataset: Dataset, policy: Policy, place: Place) -> Iterator[Problem]:
    for field in dataset.fields:
        at = FieldName(dataset.at.system, dataset.at.dataset, field.name)
        if field.data is not None and field.data not in policy.data:
            text = f"`{at}` falls under a data category that the policy does not declare"
            yield Problem(place, "estate.unknown-data", text, f"its categories are {_listed(policy.data)}")
        elif field.data is None and field.is_personal:
            # LAW: GDPR 13(1), 14(1)(d): whoever holds data says which categories
            text = f"`{at}` is personal, and falls under no data category of the policy"
            help_ = "give `data:` its category; where the policy has none, the notice does not say that it is held"
            yield Problem(place, "estate.undeclared-data", text, help_, Severity.WARNING)


def _clocks(inventory: Inventory, policy: Policy, place: Place) -> Iterator[Problem]:
    limited = {name for limit in policy.retention.values() if limit.max is not None for name in limit.data}
    for dataset in inventory.datasets:
        under = [field.data for field in dataset.personal if field.data is not None]
        if not dataset.since and any(name in limited or "*" in limited for name in under):
            text = f"the policy limits how long the data of `{dataset.at}` are kept, and no field says since when"
            help_ = "give `since:` the field with the time of collection or of the last use"
            yield Problem(place, "estate.no-clock", text, help_, Severity.WARNING)


def _listed(names: object) -> str:
    found = [f"`{name}`" for name in names] if hasattr(names, "__iter__") else []
    shown = found[:8]
    return ", ".join(shown) + (" ..." if len(found) > len(shown) else "") if found else "none"
