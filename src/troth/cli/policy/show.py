"""`troth policy show`: what does the policy say, and which sentence says so?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from troth.cli.source import find_source, policy_argument
from troth.cli.terminal import format_option, write_json, write_table
from troth.errors import WrongUse

if TYPE_CHECKING:
    from pathlib import Path

    from troth.notice import Notice
    from troth.policy import Policy


@click.command("show")
@policy_argument
@click.argument("what", required=False)
@format_option
def show_command(policy: Path, what: str | None, form: str) -> None:
    """Show a policy: all of it in brief, one kind, one element, or everything that a clause carries.

    \b
    troth policy show examples/dialpad
    troth policy show examples/dialpad practices
    troth policy show examples/dialpad practices.card-for-payment
    troth policy show examples/dialpad s70
    """
    source = find_source(policy)
    loaded = source.policy()
    if what is None:
        _tell_all(loaded, form)
        return
    chosen = _chosen(loaded, what)
    if not chosen:
        help_ = "name a kind (`practices`), an element (`practices.use-marketing`) or a clause (`s12`)"
        raise WrongUse("the policy has no such element, kind or clause", id="cli.no-such-element", help=help_)
    if form == "json":
        write_json({address: loaded.element(address) for address in chosen})
    else:
        _tell(loaded, source.notice(), chosen)


def _chosen(policy: Policy, what: str) -> list[str]:
    """The addresses of the elements that a word names."""
    if what == "policy" or policy.element(what) is not None:
        return [what]
    return [
        address
        for address, element in policy.elements()
        if address.partition(".")[0] == what or what in element.clauses
    ]


def _tell_all(policy: Policy, form: str) -> None:
    from troth.policy.model import KINDS

    counts = {kind: len(getattr(policy, kind)) for kind in KINDS}
    if form == "json":
        write_json(policy)
        return
    head = policy.head
    effective = head.effective.existing.isoformat() if head.effective.existing else head.effective.new
    click.echo(
        f"{head.organisation}, version {head.version}, effective {effective}, laws: {', '.join(head.laws) or '-'}\n"
    )
    write_table(("kind", "elements"), [(kind, count) for kind, count in counts.items() if count], right=frozenset({1}))


def _tell(policy: Policy, notice: Notice | None, chosen: list[str]) -> None:
    from troth.policy.export.languages import speaker

    spoken = speaker(policy)
    for address in chosen:
        element = policy.element(address)
        if element is None:
            continue
        click.echo(click.style(address, bold=True) + f"  {element.place}")
        said = spoken.say(element)
        click.echo(f"  {said.lead}: {said.text}")
        for id_ in element.clauses:
            clause = None if notice is None else notice.clause(id_)
            click.echo(f"  {id_}" if clause is None else f"  {id_}: {clause.text}")
