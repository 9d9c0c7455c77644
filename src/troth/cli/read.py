"""`troth read`: which policy follows from this notice, for a person to review?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from troth.cli.folder import write_all
from troth.cli.model import model_options, with_model
from troth.cli.source import copy_of, notice_at, notice_where
from troth.cli.terminal import format_option, progress, write_json
from troth.errors import ExitCode, ProblemsFound, WrongUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.notice import Notice
    from troth.reading.again import ReadAgain
    from troth.reading.draft import Draft
    from troth.reading.files import DraftFiles
    from troth.reading.model import Reading

_DOUBTFUL = 0.6
_SHOWN = 8
_MANY = 300
"""Clauses that take about a second: only then is progress shown."""


@click.command("read")
@click.argument("notice", type=notice_where)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Write the draft into this folder."
)
@click.option("--organisation", help="The organisation's id; the folder's name where left out.")
@click.option("--check", is_flag=True, help="Exit with 1 where a sentence is left unaccounted for.")
@click.option("--explain", metavar="CLAUSE", help="Show how one clause was read: rules, frames, slots.")
@click.option("--force", is_flag=True, help="Write over a draft that is there already.")
@model_options
@format_option
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 -- the options of the command
    ctx: click.Context,
    notice: str | Path,
    output: Path | None,
    organisation: str | None,
    check: bool,  # noqa: FBT001 -- click hands flags on by position
    explain: str | None,
    force: bool,  # noqa: FBT001 -- click hands flags on by position
    form: str,
) -> None:
    """Propose a policy from a published notice, each element citing its sentence.

    Reads a file (text, Markdown, HTML, PDF) or the address of a page. What is no privacy notice, or not English, is
    refused. Nothing that is proposed is in force: a person reviews it.

    \b
    troth read notice.md -o acme            writes policy.yaml and what belongs to it
    troth read https://shop.example/privacy -o shop
    troth read notice.md --check            exits 1 where a sentence is left
    troth read notice.md --explain s12      why s12 was read as it was
    troth read notice.md --format json      everything, for programs
    troth read notice.md --model URL        asks a language model about what is left or doubted
    """
    from troth.reading.files import files_again, files_of

    if output is not None and not force and explain is None:
        _refuse_own_policy(output)
    source = _notice(notice)
    name = organisation or (output.resolve().name if output else Path(notice).stem)
    reading, drafted = _drafted(source, name)
    if explain is not None:
        _explain(explain, reading, drafted)
        return
    asked = with_model(ctx, reading, drafted, output)
    drafted = asked.draft
    if output is not None:
        again = None if force else _again(output, source, drafted)
        _write(output, notice, source, files_of(drafted, source) if again is None else files_again(again, source))
        if again is not None:
            click.echo(f"{len(again.kept)} accepted elements kept, {len(again.asked)} to be looked at", err=True)
    if form == "json":
        from troth.reading.report import as_json

        write_json(asked.report(as_json(reading, drafted)))
    else:
        _summary(reading, drafted, output)
        asked.tell()
    if check and drafted.left:
        ctx.exit(ExitCode.FINDINGS)


def _notice(where: str | Path) -> Notice:
    from troth.notice import reads_as_notice

    notice = notice_at(where)
    for problem in notice.problems:
        click.echo(str(problem), err=True)
    if doubt := reads_as_notice(notice):
        raise ProblemsFound([doubt])
    return notice


def _drafted(notice: Notice, name: str) -> tuple[Reading, Draft]:
    """The reading and its draft; how far it is, is shown where it takes long, and told where something was not read."""
    from troth.reading.draft import draft
    from troth.reading.read import read, unread

    count = len(notice.clauses)
    with progress("reading", count, hidden=count < _MANY) as bar:
        reading = read(notice, bar.update)
    with progress("drafting", count, hidden=count < _MANY) as bar:
        drafted = draft(reading, name, bar.update)
    if problem := unread(reading):
        click.echo(str(problem), err=True)
    return reading, drafted


def _refuse_own_policy(folder: Path) -> None:
    """A policy without a review is a person's own, and is not written over."""
    policy = folder / "policy.yaml"
    kept = (policy.with_suffix(".review.json"), policy.with_suffix(".cites.json"))
    if policy.exists() and not all(each.is_file() for each in kept):
        raise WrongUse(
            f"`{policy}` is there already, and no review that could be kept",
            id="read.file-exists",
            help="name another folder, or write over it with `--force`",
        )


def _explain(clause: str, reading: Reading, drafted: Draft) -> None:
    from troth.reading.explain import explain

    found = reading.of(clause)
    if found is None:
        raise WrongUse(
            f"the notice has no clause `{clause[:20]}`",
            id="read.no-such-clause",
            help="`troth notice NOTICE` lists its clauses",
        )
    click.echo(explain(found, drafted))


def _again(folder: Path, notice: Notice, drafted: Draft) -> ReadAgain | None:
    """The draft with what was accepted of the one that is there; None where there is none yet."""
    from troth.policy import load_policy
    from troth.policy.cites import decode_cites
    from troth.policy.review import decode_review
    from troth.reading.again import read_again

    policy = folder / "policy.yaml"
    if not policy.exists():
        return None
    review, noted = policy.with_suffix(".review.json"), policy.with_suffix(".cites.json")
    return read_again(
        load_policy(policy),
        decode_review(review.read_bytes(), str(review)),
        decode_cites(noted.read_bytes(), str(noted)),
        notice,
        drafted,
    )


def _write(folder: Path, where: str | Path, notice: Notice, files: DraftFiles) -> None:
    octets, suffix = copy_of(notice, where)
    write_all(
        folder,
        {
            f"notice{suffix}": octets,
            "policy.cites.json": files.cites,
            "policy.review.json": files.review,
            "policy.yaml": files.policy,
        },
    )


def _summary(reading: Reading, drafted: Draft, output: Path | None) -> None:
    """What was found, what is doubted, what is left."""
    kinds = Counter(kind.value for each in reading.clauses for kind in each.kinds)
    said = sum(1 for _ in reading.notice.practices_and_promises())
    doubted = [each for each in reading.clauses if each.kinds and each.confidence < _DOUBTFUL]
    click.echo(f"{said} sentences and items, {said - len(drafted.left)} of them accounted for")
    click.echo("found: " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    elements = Counter(address.partition(".")[0] for address, _ in drafted.policy.elements())
    click.echo("draft: " + ", ".join(f"{count} {kind}" for kind, count in elements.items() if kind != "policy"))
    _list("doubted", [(each.clause.id, each.clause.text) for each in doubted])
    left = [(clause.id, clause.text) for id_ in drafted.left if (clause := reading.notice.clause(id_)) is not None]
    _list("left", left)
    if output is not None:
        click.echo(f"wrote {output / 'policy.yaml'}")
        click.echo(f"next: troth review {output} --by YOU; troth policy check {output}; troth policy gaps {output}")
    else:
        click.echo("nothing was written; `-o FOLDER` writes the draft")


def _list(title: str, clauses: Sequence[tuple[str, str]]) -> None:
    from troth.report.table import shortened

    click.echo(f"{title}: {len(clauses) or 'none'}")
    for id_, text in clauses[:_SHOWN]:
        click.echo(f"  {id_}  {shortened(text, 88)}")
    if len(clauses) > _SHOWN:
        click.echo(f"  ... and {len(clauses) - _SHOWN} more; `--format json` has them all")
