"""`troth subject find`: which rows in which systems are a person's?"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from troth.cli.identifiers import identifier_options, identifiers
from troth.cli.terminal import format_option, write_json, write_table
from troth.errors import ExitCode

if TYPE_CHECKING:
    from troth.estate.connector import Connector
    from troth.estate.graph import Found
    from troth.inventory import FoundRow, Inventory, Step


@click.command("find")
@click.argument("estate", type=click.Path(path_type=Path), default="estate.yaml")
@identifier_options
@click.option("--estate", "file", type=click.Path(path_type=Path), help="The inventory; the same as ESTATE.")
@format_option
@click.pass_context
def find_command(ctx: click.Context, /, estate: Path, file: Path | None, form: str, **given: Any) -> None:
    """Find all rows of one person. ESTATE is the reviewed inventory, `estate.yaml` where left out.

    Goes from the identifiers to the rows that are the person, and from there along confirmed links, in all systems. An
    identifier that several people have joins nobody; a row of several people is named with the fields that are hers.
    Several identifiers are taken to be one person's. What is printed is personal data: mind where it goes.

    Exits 1 where nothing is found, and 3 where a system could not be searched: what it holds is not known then.

    \b
    troth subject find --email alice@example.org
    troth subject find acme/estate.yaml --email alice@example.org --phone 030123456 --region DE --format json
    """
    from troth.estate.graph import find
    from troth.inventory.file import load_inventory

    seeds = tuple(identifiers(given))
    inventory = load_inventory(file or estate)
    connectors = _connectors(inventory)
    try:
        (found,) = find(inventory, connectors, [seeds])
    finally:
        for connector in connectors.values():
            connector.close()
    unreviewed = sum(not link.confirmed for link in inventory.links)
    if form == "json":
        write_json({"rows": [_plain(row) for row in found.rows], "unsure": found.unsure, "missed": found.missed})
    else:
        _tell(found)
    if unreviewed:
        click.echo(
            f"links that are not confirmed and were not followed: {unreviewed:,} of `{file or estate}`", err=True
        )
    for each in found.missed:
        click.echo(f"`{each.system}` could not be searched [{each.problem}]\n  help: {each.help}", err=True)
    ctx.exit(ExitCode.OUTSIDE_WORLD if found.missed else ExitCode.HOLDS if found.rows else ExitCode.FINDINGS)


def _connectors(inventory: Inventory) -> dict[str, Connector]:
    from troth.estate.addresses import open_system

    return {system.name: open_system(system) for system in inventory.systems}


def _plain(row: FoundRow) -> dict[str, object]:
    return {
        "dataset": str(row.dataset),
        "key": row.key,
        "fields": row.fields,
        "shared": row.shared,
        "path": [{"at": str(step.at), "to": str(step.to) if step.to else None, "why": step.why} for step in row.path],
    }


def _tell(found: Found) -> None:
    """The rows by dataset, then what was not followed."""
    for dataset, rows in groupby(found.rows, key=lambda row: row.dataset):
        own = list(rows)
        click.echo(click.style(f"{dataset}: {len(own):,} {'row' if len(own) == 1 else 'rows'}", bold=True))
        write_table(("key", "hers", "way"), [(_key(row), _hers(row), _way(row.path)) for row in own])
        click.echo()
    for unsure in found.unsure:
        click.echo(
            f"not followed: {unsure.rows} people have this {unsure.kind} in `{unsure.at}` [subject.shared-identifier]"
        )
        click.echo("  help: give another identifier of hers, one that nobody else has")
    if not found.rows:
        click.echo("nothing was found")


def _key(row: FoundRow) -> str:
    return ", ".join(str(cell) for cell in row.key)


def _hers(row: FoundRow) -> str:
    fields = ", ".join(row.fields)
    return f"{fields} (shared)" if row.shared else fields or "all"


def _way(path: tuple[Step, ...]) -> str:
    """`shop.customers.email holds the email; shop.orders.customer_id (foreign key)`."""
    return "; ".join(f"{step.at} ({step.why})" if step.to else f"{step.at} {step.why}" for step in path)
