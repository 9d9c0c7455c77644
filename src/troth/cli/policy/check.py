"""`troth policy check`: is the policy right, in itself and as a reading of its notice?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from troth.cli.source import Source, find_source, notice_where
from troth.cli.terminal import format_option, write_json, write_problems
from troth.errors import ExitCode, Problem, ProblemsFound, Severity, in_order
from troth.policy import load_policy

if TYPE_CHECKING:
    from troth.notice import Notice
    from troth.policy import Policy


@click.command("check")
@click.argument("policies", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--notice", type=notice_where, help="The notice; the one beside the policy where left out.")
@click.option("--strict", is_flag=True, help="Warnings count as findings too.")
@click.option("--quiet", is_flag=True, help="Show errors only.")
@format_option
@click.pass_context
def check_command(
    ctx: click.Context, policies: tuple[Path, ...], notice: str | Path | None, form: str, *, strict: bool, quiet: bool
) -> None:
    """Report everything that is wrong with policies, at once.

    Looks at the file, at what it means, at its notice, at the citations noted beside it (`troth policy anchor`), and at
    earlier versions in its folder `versions`. Errors keep a policy from running and make the exit code 1. Warnings are
    contradictions of the notice with itself or the law; notes say how something is read.

    \b
    troth policy check examples/*
    troth policy check acme --strict
    """
    found: list[Problem] = []
    for path in policies:
        problems = in_order(_check(find_source(path, notice)))
        found.extend(problems)
        if form == "text":
            write_problems([p for p in problems if not quiet or p.severity is Severity.ERROR])
            click.echo(f"{path}: {_counted(problems)}")
    if form == "json":
        write_json(found)
    counting = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    ctx.exit(ExitCode.FINDINGS if any(p.severity in counting for p in found) else ExitCode.HOLDS)


def _check(source: Source) -> list[Problem]:
    """All problems of one policy: of its form, or, where that is right, of its meaning, citations and versions."""
    from troth.policy.validation import validate, validate_versions

    try:
        policy = source.policy()
        others = [load_policy(file) for file in source.version_files()]
    except ProblemsFound as error:
        return error.problems
    notice = source.notice()
    return [
        *validate(policy, notice),
        *validate_versions([*others, policy]),
        *([] if notice is None else _stale(source, policy, notice)),
    ]


def _stale(source: Source, policy: Policy, notice: Notice) -> list[Problem]:
    """Citations whose words are no longer those that were noted beside the policy."""
    from troth.policy.cites import decode_cites, stale_citations

    file = source.cites_file
    return stale_citations(policy, decode_cites(file.read_bytes(), str(file)), notice) if file.is_file() else []


def _counted(problems: list[Problem]) -> str:
    """How many problems there are of each severity, in words."""
    counts = Counter(problem.severity for problem in problems)
    parts = [f"{counts[each]} {each.value}{'' if counts[each] == 1 else 's'}" for each in Severity]
    return f"{', '.join(parts)}; {'it cannot run' if counts[Severity.ERROR] else 'it can run'}"
