"""`troth decide`: may this data be used for this purpose, and shared with this recipient?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from troth.cli.question import ask, question_options, standing, standing_options
from troth.cli.source import find_source, policy_argument
from troth.cli.terminal import format_option, write_json
from troth.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from troth.cli.source import Source
    from troth.decisions import Answer


@click.command("decide")
@policy_argument
@question_options
@standing_options
@format_option
@click.pass_context
def command(ctx: click.Context, /, policy: Path, form: str, **given: object) -> None:
    """Ask one question of a policy. Exits 0 where it is allowed, 1 where it is denied.

    \b
    troth decide examples/dialpad --data card --for payment
    troth decide examples/dialpad --data card --for offers --said given:offers
    troth decide examples/esendex --data contact --for marketing --channel email --kind customer
    """
    from troth.decisions import decide

    source = find_source(policy)
    loaded = source.policy()
    answer = decide(loaded, ask(loaded, given), standing(loaded, given))
    if form == "json":
        write_json(answer)
    else:
        _tell(answer, source)
    ctx.exit(ExitCode.HOLDS if answer.allowed else ExitCode.FINDINGS)


def _tell(answer: Answer, source: Source) -> None:
    from troth.decisions import IN_WORDS

    verdict = (
        click.style("allowed", fg="green", bold=True) if answer.allowed else click.style("denied", fg="red", bold=True)
    )
    click.echo(f"{verdict}: {IN_WORDS[answer.reason]} [{answer.reason}]")
    for address in answer.elements:
        click.echo(f"  by {address}")
    notice = source.notice()
    for id_ in answer.clauses:
        clause = None if notice is None else notice.clause(id_)
        click.echo(f"  {id_}" if clause is None else f"  {id_}: {clause.text}")
