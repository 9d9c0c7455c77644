"""`troth policy gaps`: what does a law ask the notice to say that the policy does not say?"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from troth.cli.source import find_source
from troth.cli.terminal import format_option, write_json, write_table
from troth.errors import ExitCode

if TYPE_CHECKING:
    from troth.policy import Policy
    from troth.policy.completeness import Gap, State

_CLAUSES_SHOWN = 6
"""What a cell of the table holds."""


@click.command("gaps")
@click.argument("policy", type=click.Path(path_type=Path), default=".")
@click.option("--law", "laws", multiple=True, metavar="REGIME", help="A regime; those the policy names where left out.")
@click.option(
    "--fail-on",
    type=click.Choice(["missing", "partly", "supposed"]),
    help="End with exit code 1 where something is missing, or also partly said, or also what may not apply.",
)
@format_option
@click.pass_context
def gaps_command(ctx: click.Context, policy: Path, laws: tuple[str, ...], fail_on: str | None, form: str) -> None:
    """Show what laws ask a notice to say, and what a policy says of it.

    Each item is said, partly said, missing, or not applicable. A question mark stands where the policy does not show
    whether the item applies: it is then taken to. Gaps are findings of law; `troth policy check` passes with
    them. docs/content-checklists.md lists the items.

    \b
    troth policy gaps examples/sesamm
    troth policy gaps examples/esendex --law us-ca-ccpa --law us-ca-caloppa
    troth policy gaps acme --fail-on missing
    """
    from troth.policy.completeness import gaps

    loaded = find_source(policy).policy()
    found = gaps(loaded, laws or None)
    if form == "json":
        write_json(found)
    else:
        _tell_unlisted(loaded, laws)
        for id_, of_one in groupby(found, key=lambda gap: gap.item.regime):
            _tell(id_, list(of_one))
    ctx.exit(ExitCode.FINDINGS if any(_fails(gap, fail_on) for gap in found) else ExitCode.HOLDS)


def _fails(gap: Gap, fail_on: str | None) -> bool:
    from troth.policy.completeness import State

    if fail_on is None or (gap.supposed and fail_on != "supposed"):
        return False
    return gap.state is State.MISSING or (gap.state is State.PARTLY and fail_on != "missing")


def _tell_unlisted(policy: Policy, laws: tuple[str, ...]) -> None:
    """Say of which laws in the policy's head there is no checklist, so that silence is not taken for a clean result."""
    from troth.laws import regime_of_law

    for law in () if laws else policy.head.laws:
        if regime_of_law(law) is None:
            click.echo(f"{law}: troth has no checklist for it\n")


def _tell(id_: str, found: list[Gap]) -> None:
    """One regime: the table of its items, then what is left out of those that are open, with the next step."""
    from troth.laws import regime
    from troth.policy.completeness import State

    known = regime(id_)
    click.echo(click.style(f"{id_}: {known.name if known else ''}", bold=True))
    rows = [(_name(gap), _state(gap), _clauses(gap), gap.item.source) for gap in found]
    write_table(("item", "state", "clauses", "source"), rows)
    click.echo()
    for gap in found:
        if gap.state in (State.MISSING, State.PARTLY):
            reason = f" ({gap.why})" if gap.why else ""
            click.echo(f"{_name(gap)}: {'; '.join(gap.missing) or gap.item.text.rstrip('.')}{reason}")
            click.echo(f"  help: {gap.help}")
    counts = {state: sum(gap.state is state for gap in found) for state in State}
    click.echo(f"\n{', '.join(f'{count} {_in_words(state)}' for state, count in counts.items())}\n")


def _name(gap: Gap) -> str:
    return gap.item.id.partition(".")[2]


def _state(gap: Gap) -> str:
    return f"{_in_words(gap.state)}{'?' if gap.supposed else ''}"


def _in_words(state: State) -> str:
    return state.value.replace("_", " ")


def _clauses(gap: Gap) -> str:
    more = " ..." if len(gap.clauses) > _CLAUSES_SHOWN else ""
    return ", ".join(gap.clauses[:_CLAUSES_SHOWN]) + more
