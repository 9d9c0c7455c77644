"""`troth demo`: what does a policy that runs look like? Five organisations, from their notices to verified evidence."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

import troth
from troth.cli.terminal import format_option, progress, write_json, write_table
from troth.errors import ExitCode, WrongUse

if TYPE_CHECKING:
    from troth.cli.demo.request import Estate
    from troth.cli.demo.run import Shown
    from troth.cli.source import Source

PACKAGED = Path(troth.__file__).parent / "examples"
CHECKED_OUT = Path(troth.__file__).parents[2] / "examples"
_SERVED = 120
"""Subjects of each organisation in the installation that is served."""
_CHECKED = 1000
"""Subjects of each organisation with `--once`, which keeps them in memory."""


@click.command("demo")
@click.argument("organisations", nargs=-1)
@click.option("--once", is_flag=True, help="Run everything once, print what was found, and end.")
@click.option(
    "--subjects",
    type=click.IntRange(10, 100_000),
    help=f"Subjects of each organisation; {_SERVED} where they are served, {_CHECKED:,} with `--once`.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Keep everything in this folder; else nothing is kept.")
@click.option("--clauses", is_flag=True, help="With `--once`: show every clause, not only the counts.")
@format_option
@click.pass_context
def command(  # noqa: PLR0913 -- each option is one
    ctx: click.Context,
    organisations: tuple[str, ...],
    subjects: int | None,
    out: Path | None,
    form: str,
    *,
    once: bool,
    clauses: bool,
) -> None:
    """Serve the example organisations, filled with subjects and half a year of their choices.

    Prints where the privacy centres, the console and the inbox are, and a one-time link for the administrator.
    `HOST` and `PORT` are respected. With `--once` it runs their policies from notice to verified evidence instead:
    reads the notices, checks the policies, lets a population speak, writes each word into an evidence log, answers
    questions, erases one subject, verifies the log, shows that a forged copy is found out, builds the installation
    that would be served, and ends.

    \b
    troth demo
    troth demo --once
    troth demo dialpad --once --clauses
    PORT=9000 troth demo --out demo-data
    """
    sources = _sources(organisations)
    if out is not None and out.exists() and any(out.iterdir()):
        help_ = "name a new folder; the demonstration overwrites nothing"
        raise WrongUse(f"the folder `{out}` is not empty", id="demo.folder-in-use", help=help_)
    with tempfile.TemporaryDirectory(prefix="troth-demo-") as scratch:
        if not once:
            _serve(sources, out or Path(scratch), subjects or _SERVED)
            return
        shown = _run(sources, out or Path(scratch), subjects or _CHECKED)
        built, verifies = _build(sources, Path(scratch) / "installation", min(subjects or _SERVED, _SERVED))
    if form == "json":
        write_json(shown)
    else:
        _tell(shown, kept=out, clauses=clauses)
        click.echo(built)
    ctx.exit(ExitCode.HOLDS if verifies and all(each.holds for each in shown) else ExitCode.FINDINGS)


def _serve(sources: list[Source], folder: Path, size: int) -> None:
    """Fill an installation and serve it until the process is told to end."""
    from troth.cli.demo.installation import build, prepare_environment, welcome
    from troth.cli.serve import listen
    from troth.web.opening import open_installation
    from troth.web.server import bind

    prepare_environment(folder)
    settings = open_installation()
    bind(settings.host, settings.port).close()  # a port that is in use is said before the work, not after it
    filled, link = build(sources, size)
    estate = _estate(sources, settings.data, size)
    listen(settings, lambda address: click.echo(welcome(address, filled, link) + (f"\n{estate}\n" if estate else "")))


def _build(sources: list[Source], folder: Path, size: int) -> tuple[str, bool]:
    """Build the installation that would be served, and check what it published: in words, and whether it holds."""
    from troth.cli.demo.installation import build, check_published, prepare_environment
    from troth.web.opening import open_installation

    prepare_environment(folder)
    settings = open_installation()
    filled, _ = build(sources, size)
    said, verifies = check_published(settings, filled)
    estate = _estate(sources, settings.data, size)
    if estate is None:
        return said, verifies
    return f"{said}\n\n{estate}", verifies and estate.holds


def _estate(sources: list[Source], folder: Path, size: int) -> Estate | None:
    """Carry requests out on the estate of the organisation that is shown; None where it is not among these."""
    from troth.cli.demo.request import SHOWN, show_requests
    from troth.web import installed

    source = next((each for each in sources if each.policy_file.parent.name == SHOWN), None)
    if source is None:
        return None
    with progress("carrying out two requests", 1) as bar:
        shown = show_requests(installed.store(), source, folder / "estate", size)
        bar.update(1)
    return shown


def examples() -> Path:
    """The folder of the example organisations: in the package, or in the checkout."""
    return PACKAGED if PACKAGED.is_dir() else CHECKED_OUT


def _sources(organisations: tuple[str, ...]) -> list[Source]:
    from troth.cli.source import find_source

    folders = sorted(path.parent for path in examples().glob("*/policy.yaml"))
    names = [folder.name for folder in folders]
    unknown = [name for name in organisations if name not in names]
    if unknown:
        help_ = f"the examples are {', '.join(names)}"
        raise WrongUse(f"there is no example organisation `{unknown[0]}`", id="demo.no-such-example", help=help_)
    if not folders:
        help_ = "install troth again; the examples are part of it"
        raise WrongUse("there are no example organisations here", id="demo.no-examples", help=help_)
    return [find_source(folder) for folder in folders if not organisations or folder.name in organisations]


def _run(sources: list[Source], folder: Path, subjects: int) -> list[Shown]:
    from troth.cli.demo.run import show

    with progress("running the policies", len(sources) * subjects) as bar:
        return [show(source, folder, subjects, bar.update) for source in sources]


def _tell(shown: list[Shown], *, kept: Path | None, clauses: bool) -> None:
    """The summary as people read it."""
    for each in shown:
        _tell_one(each)
    _tell_promises(shown, clauses=clauses)
    click.echo()
    if kept is not None:
        click.echo(
            f"The logs are in {kept}: verify one yourself with `troth log verify {kept / shown[0].organisation}`."
        )
    if all(each.holds for each in shown):
        click.echo("Everything holds: every check passed, every log verifies, every forged copy was found out.")
    else:
        failed = ", ".join(each.organisation for each in shown if not each.holds)
        click.echo(f"Something does not hold for: {failed}")


def _tell_one(shown: Shown) -> None:
    warnings = len(shown.problems) - shown.errors
    rate = shown.asked / shown.seconds_asking if shown.seconds_asking else 0
    reasons = ", ".join(f"{reason} {count:,}" for reason, count in shown.reasons)
    click.echo(click.style(f"\n{shown.organisation}", bold=True))
    click.echo(f"  notice    {shown.clauses} clauses, {shown.elements} elements of policy cite them")
    click.echo(f"  check     {shown.errors} errors; {warnings} contradictions and remarks: troth policy check")
    click.echo(f"  choices   {shown.subjects:,} subjects said {shown.events:,} things")
    click.echo(f"  decisions {shown.asked:,} answered, {rate:,.0f} a second; {shown.compared:,} compared with the")
    click.echo(f"            definition, {shown.disagreeing} different. Most often: {reasons}")
    before, after = shown.audience_silent, shown.audience
    click.echo(f"  audience  {shown.audience_question}: {before:,} subjects, {after:,} once they had spoken")
    click.echo(f"  evidence  {shown.verdict.text}; checkpoint signed by {shown.verdict.origin}")
    click.echo(f"  erasure   key of {shown.forgotten} destroyed: {_whether(shown)}")
    click.echo(f"  forgery   one character changed in a copy: {shown.forged.kind}, {shown.forged.text}")


def _whether(shown: Shown) -> str:
    return "entries unreadable, proof intact" if shown.is_forgotten else "ENTRIES CAN STILL BE READ"


def _tell_promises(shown: list[Shown], *, clauses: bool) -> None:
    from troth.report.promises import PromiseState
    from troth.report.table import shortened

    states = list(PromiseState)
    click.echo(click.style("\npromises, by what became of each clause", bold=True))
    figures = [(len(each.table.promises), *(each.table.count(state) for state in states)) for each in shown]
    rows = [(each.organisation, *row) for each, row in zip(shown, figures, strict=True)]
    total = ("together", *map(sum, zip(*figures, strict=True)))
    write_table(("organisation", "clauses", *states), [*rows, total], right=frozenset(range(1, len(states) + 2)))
    if not clauses:
        return
    for each in shown:
        click.echo(click.style(f"\n{each.organisation}", bold=True))
        write_table(
            ("clause", "state", "carried by", "text"),
            [
                (p.clause.id, p.state, shortened(", ".join(p.elements), 44), shortened(p.clause.text, 70))
                for p in each.table.promises
            ],
        )
