"""`troth request plan`: what would a request do, row by row, before anything is touched?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from troth.cli.identifiers import identifier_options, identifiers
from troth.cli.request.showing import as_json, tell
from troth.cli.terminal import format_option, write_json
from troth.errors import ExitCode, Severity
from troth.words import RightKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from troth.errors import Problem
    from troth.estate.connector import Connector
    from troth.estate.graph import Found
    from troth.inventory import Inventory
    from troth.policy.model import Policy
    from troth.requests.plan import Plan

_KINDS = (RightKind.ERASE, RightKind.ACCESS, RightKind.KNOW, RightKind.PORT)
"""The kinds that find rows and need nothing else to be said: a correction needs its values."""


@click.command("plan")
@click.option(
    "--estate", "file", type=click.Path(path_type=Path), default="estate.yaml", show_default=True, help="The inventory."
)
@click.option(
    "--policy",
    type=click.Path(path_type=Path),
    default="policy.yaml",
    show_default=True,
    help="A policy, or its folder.",
)
@click.option("--kind", type=click.Choice([kind.value for kind in _KINDS]), default="erase", show_default=True)
@identifier_options
@click.option("--rows", "with_rows", is_flag=True, help="Show the keys of rows, too.")
@format_option
@click.pass_context
def plan_command(
    ctx: click.Context, /, file: Path, policy: Path, kind: str, form: str, *, with_rows: bool, **given: Any
) -> None:
    """Show what a request would read, change, delete, keep and forward, by system and table. Nothing is touched.

    The person is looked for in all systems, the plan is made by the policy and the reviewed inventory, and what it
    deletes or changes is tried on a copy of these rows, so that constraints in the way show now.

    \b
    +  read        ~  fields change        -  deleted
    =  kept        >  forwarded to the controller that it is held for

    Exits 0 where the plan can be carried out, 1 where something is in its way or nobody was found, 3 where a system
    could not be searched or tried: what it holds is not known then.

    \b
    troth request plan --email alice@example.org
    troth request plan --estate acme/estate.yaml --policy acme --kind access --email alice@example.org --rows
    """
    from troth.cli.source import find_source
    from troth.estate.addresses import open_system
    from troth.inventory.file import load_inventory

    seeds = tuple(identifiers(given))
    inventory, loaded = load_inventory(file), find_source(policy).policy()
    connectors = {system.name: open_system(system) for system in inventory.systems}
    try:
        found = _found(inventory, connectors, seeds)
        plan = _planned(loaded, inventory, RightKind(kind), found)
        tried = _tried(inventory, plan, connectors)
    finally:
        for connector in connectors.values():
            connector.close()
    problems = (*plan.problems, *tried)
    if form == "json":
        write_json(as_json(plan, problems, found.missed, with_rows=with_rows))
    else:
        tell(plan, problems, with_rows=with_rows)
        for each in found.missed:
            click.echo(f"`{each.system}` could not be searched [{each.problem}]\n  help: {each.help}", err=True)
    ctx.exit(_code(plan, problems, found))


def _code(plan: Plan, problems: tuple[Problem, ...], found: Found) -> ExitCode:
    if found.missed:
        return ExitCode.OUTSIDE_WORLD
    in_the_way = any(problem.severity is Severity.ERROR for problem in problems)
    return ExitCode.HOLDS if (plan.actions or plan.forwards) and not in_the_way else ExitCode.FINDINGS


def _found(inventory: Inventory, connectors: Mapping[str, Connector], seeds: tuple[Any, ...]) -> Found:
    """The person's rows; with their cells where a rule of keeping asks for values."""
    from troth.estate.graph import find

    asks = any(keep.when for dataset in inventory.datasets for keep in dataset.keep)
    (found,) = find(inventory, connectors, [seeds], cells=asks)
    return found


def _planned(policy: Policy, inventory: Inventory, kind: RightKind, found: Found) -> Plan:
    from troth.clock import SystemClock
    from troth.laws import regime_of_law
    from troth.requests.plan import make_plan
    from troth.requests.request import Request

    now = SystemClock().now()
    laws = (regime_of_law(law) for law in policy.head.laws)
    request = Request(
        id="plan",
        organisation=inventory.organisation,
        kind=kind,
        received_at=now,
        seeds=found.known,
        regimes=tuple(dict.fromkeys(law.id for law in laws if law is not None)),
    )
    return make_plan(request, policy, inventory, found.rows, today=now.date())


def _tried(inventory: Inventory, plan: Plan, connectors: Mapping[str, Connector]) -> list[Problem]:
    """What is in the plan's way in each database that it changes."""
    from troth.inventory import Doing

    changed = {action.dataset.system for action in plan.actions if action.doing in (Doing.CHANGE, Doing.DELETE)}
    problems: list[Problem] = []
    for system in inventory.systems:
        if system.name in changed and system.kind == "sql":
            from troth.estate.sql.trial import trial

            connector = connectors[system.name]
            problems += trial(connector.tables(), inventory, plan, connector)
    return problems
