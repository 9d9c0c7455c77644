"""`troth estate scan`: which columns of these systems hold personal data, and how do they hang together?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from troth.cli.terminal import format_option, progress, write_json, write_table
from troth.errors import ExitCode, OutsideWorldFailed, WrongUse
from troth.words import OrganisationId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.estate.addresses import Address
    from troth.estate.connector import Connector
    from troth.estate.discovery import Discovery
    from troth.estate.scan import Scan
    from troth.inventory import FieldName, Inventory
    from troth.policy import Policy


@click.command("scan")
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the proposed inventory to this file.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("--policy", type=click.Path(path_type=Path), help="Name the policy's data category of each column.")
@click.option(
    "--rows", type=click.IntRange(50, 1_000_000), default=5_000, show_default=True, help="Rows of each table."
)
@click.option("--all", "everything", is_flag=True, help="Show the columns without personal data too.")
@format_option
@click.pass_context
def scan_command(ctx: click.Context, /, urls: tuple[str, ...], form: str, **given: Any) -> None:
    """Find the columns that hold personal data, and propose an inventory of the estate.

    A URL is that of a database, the path of a SQLite file, a folder of CSV, JSON Lines and Parquet files, or `env:NAME`
    for an address in the environment. Nothing is changed, and no value of anybody's is shown or written.

    \b
    troth estate scan sqlite:///shop.db exports/ -o estate.yaml
    SHOP=postgresql://reader:secret@db/shop troth estate scan env:SHOP --policy acme -o estate.yaml

    Exits 0 where something could be scanned, and 3 where nothing could. What could not be is told on standard error.
    """
    from troth.estate.addresses import read_addresses

    output: Path | None = given["output"]
    _refuse_to_overwrite(output, force=given["force"])
    policy = _policy(given["policy"])
    addresses = read_addresses(urls)
    scanned, found = _look(addresses, given["rows"])
    inventory = _inventory(addresses, scanned, found, policy)
    if output is not None:
        _write(output, inventory, addresses)
    if form == "json":
        write_json(_for_programs(found, several=len(addresses) > 1))
    else:
        _for_people(inventory, everything=given["everything"])
    if scanned.problems:
        _to_standard_error(scanned)
    ctx.exit(ExitCode.HOLDS)


def _look(addresses: Sequence[Address], rows: int) -> tuple[Scan, Discovery]:
    from troth.estate.addresses import open_address
    from troth.estate.discovery import discover
    from troth.estate.graph.links import links
    from troth.estate.scan import scan

    connectors: list[Connector] = [open_address(address) for address in addresses]
    try:
        with progress("reading tables", 100) as bar:
            scanned = scan(connectors, rows, lambda done, of: bar.update(max(0, done * 100 // max(of, 1) - bar.pos)))
        by_name = {connector.system.name: connector for connector in connectors}
        joined = links(scanned.tables, scanned.samples, by_name)
        return scanned, discover(scanned.tables, scanned.samples, joined)
    finally:
        for connector in connectors:
            connector.close()


def _policy(path: Path | None) -> Policy | None:
    if path is None:
        return None
    from troth.cli.source import find_source

    return find_source(path).policy()


def _inventory(addresses: Sequence[Address], scanned: Scan, found: Discovery, policy: Policy | None) -> Inventory:
    from troth.clock import SystemClock
    from troth.estate.discovery import propose

    del scanned
    organisation = policy.head.organisation if policy else OrganisationId("organisation")
    systems = tuple(address.system for address in addresses)
    return propose(found, systems, organisation, scanned_at=SystemClock().now(), policy=policy)


def _refuse_to_overwrite(output: Path | None, *, force: bool) -> None:
    if output is not None and output.exists() and not force:
        help_ = "it may have been reviewed: name another file, or say `--force`"
        raise WrongUse(f"there is a file `{output}` already", id="estate.file-exists", help=help_)


def _write(output: Path, inventory: Inventory, addresses: Sequence[Address]) -> None:
    from troth.inventory.file import write_inventory

    proposed = [each.variable for each in addresses if each.is_secret and not each.given.startswith("env:")]
    remark = "A proposal of `troth estate scan`: review it before anything goes by it.\n"
    remark += "".join(f"Set {name} to the address, which holds a password.\n" for name in proposed)
    try:
        output.write_text(write_inventory(inventory, head_remark=remark.rstrip()), encoding="utf-8")
    except OSError as error:
        help_ = "check the folder, and that it may be written to"
        text = f"`{output}` cannot be written: {error.strerror}"
        raise OutsideWorldFailed(text, id="cli.unwritable", help=help_) from error
    for name in proposed:
        click.echo(f"the inventory names `env:{name}` in place of an address with a password", err=True)


def _for_programs(found: Discovery, *, several: bool) -> dict[str, object]:
    """The shape that programs read: a table's name has its system before it where there are several."""

    def table(at: FieldName) -> str:
        return str(at.of) if several else at.dataset

    return {
        "columns": [
            {
                "table": table(each.at),
                "column": each.at.field,
                "personal": each.verdict.tier.is_personal,
                "tier": each.verdict.tier.value,
                "category": each.verdict.term,
                "reason": each.verdict.reason,
            }
            for each in found.findings
        ],
        "links": [
            {
                "from": f"{table(of)}.{of.field}",
                "to": f"{table(to)}.{to.field}",
                "kind": "declared" if link.kind.value == "declared" else "inferred",
                "evidence": link.evidence,
            }
            for link in found.links
            for of, to in zip(link.of, link.to, strict=True)
        ],
    }


def _for_people(inventory: Inventory, *, everything: bool) -> None:
    rows = []
    counts: dict[str, int] = {}
    for dataset in inventory.datasets:
        for field in dataset.fields:
            counts[field.tier.value] = counts.get(field.tier.value, 0) + 1
            if everything or field.tier.value != "not_personal":
                data = field.data or ("-" if field.is_ else "")
                rows.append((dataset.at, field.name, field.tier.value, field.is_, data, field.reason))
    write_table(("dataset", "field", "tier", "category", "policy", "reason"), rows)
    told = ", ".join(f"{count} {tier.replace('_', ' ')}" for tier, count in sorted(counts.items()))
    click.echo(f"{len(inventory.datasets)} datasets, {len(inventory.links)} links; fields: {told or 'none'}")


def _to_standard_error(scanned: Scan) -> None:
    for problem in scanned.problems:
        click.echo(str(problem), err=True)
