"""`troth audience`: which subjects may be addressed for a purpose, by a channel?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from troth.cli.question import ask, question_options
from troth.cli.source import find_source, policy_argument
from troth.cli.terminal import format_option, progress, write_json
from troth.consent.events import ConsentKind  # noqa: TC001 -- the decoder resolves annotations at run time
from troth.consent.state import Word
from troth.errors import ExitCode, OutsideWorldFailed, Place, Problem, ProblemsFound, WrongUse
from troth.words import Channel, SubjectId, SubjectKindName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.decisions import Engine
    from troth.policy import Policy


class Line(msgspec.Struct, forbid_unknown_fields=True):
    """A line of the file of choices: a subject, what she is, and what she said."""

    subject: str
    kinds: tuple[str, ...] = ()
    age: int | None = None
    says: ConsentKind | None = None
    purpose: str | None = None
    choice: str | None = None
    channel: Channel | None = None


@click.command("audience")
@policy_argument
@click.option(
    "--subjects",
    "file",
    required=True,
    type=click.Path(path_type=Path),
    help="JSON Lines, oldest first: subject, and kinds, age, or says with purpose or choice and channel.",
)
@question_options
@click.option("--ids", is_flag=True, help="Print the subjects, one a line, and not only their number.")
@format_option
@click.pass_context
def command(ctx: click.Context, /, policy: Path, file: Path, form: str, *, ids: bool, **given: Any) -> None:
    """Find the subjects for whom a question's answer is yes. Exits 1 where there is none.

    \b
    troth audience examples/vocalcom --subjects choices.jsonl --data email --for marketing --channel email
    troth audience examples/vocalcom --subjects choices.jsonl --data email --for marketing --ids > to.txt
    """
    loaded = find_source(policy).policy()
    question = ask(loaded, given)
    engine = _populated(loaded, file)
    try:
        audience = engine.audience(question)
    except ModuleNotFoundError as error:
        help_ = "install it with: pip install 'troth[audience]'"
        raise WrongUse("an audience needs the extra `audience`", id="cli.extra-missing", help=help_) from error
    if form == "json":
        write_json({"subjects": len(engine), "audience": len(audience), "ids": list(audience) if ids else None})
    elif ids:
        for subject in audience:
            click.echo(subject)
    else:
        click.echo(f"{len(audience):,} of {len(engine):,} subjects")
    ctx.exit(ExitCode.HOLDS if len(audience) else ExitCode.FINDINGS)


def _populated(policy: Policy, file: Path) -> Engine:
    """An engine that knows what the file says, or every line that is wrong."""
    import dataclasses

    from troth.decisions import Engine

    engine = Engine(policy)
    problems: list[Problem] = []
    for number, raw in _lines(file):
        try:
            line = msgspec.json.decode(raw, type=Line)
        except msgspec.DecodeError as error:
            help_ = 'write lines such as {"subject": "a1", "says": "opted_out", "purpose": "marketing"}'
            place = Place(str(file), number, 1)
            # The decoder names the place in the line and the type it wants, never a value.
            problems.append(Problem(place, "cli.bad-line", f"the line cannot be read: {_without_values(error)}", help_))
            continue
        wrong = _wrong(policy, line, Place(str(file), number, 1))
        if wrong is not None:
            problems.append(wrong)
            continue
        subject = SubjectId(line.subject)
        known = engine.choices(subject)
        kinds = known.kinds | {SubjectKindName(kind) for kind in line.kinds}
        engine.put(subject, dataclasses.replace(known, kinds=kinds, age=known.age if line.age is None else line.age))
        if line.says is not None:
            engine.say(subject, Word(line.purpose, line.choice, line.channel, line.says))  # type: ignore[arg-type]
    if problems:
        raise ProblemsFound(problems)
    return engine


def _wrong(policy: Policy, line: Line, place: Place) -> Problem | None:
    """What is wrong with a line that can be read."""
    if line.says is None:
        return None
    if (line.purpose is None) == (line.choice is None):
        return Problem(place, "cli.bad-line", "a word is about a purpose or a choice", "set exactly one of the two")
    if line.purpose is not None and line.purpose not in policy.purposes:
        help_ = "choose a purpose of the policy, or declare it there first"
        return Problem(place, "consent.undeclared-purpose", "the policy declares no such purpose", help_)
    if line.choice is not None and line.choice not in policy.choices:
        help_ = "choose a choice of the policy, or declare it there first"
        return Problem(place, "consent.undeclared-choice", "the policy declares no such choice", help_)
    return None


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    try:
        size = file.stat().st_size
        with file.open("rb") as opened, progress("reading choices", max(size, 1)) as bar:
            for number, raw in enumerate(opened, 1):
                bar.update(len(raw))
                if raw.strip():
                    yield number, raw
    except FileNotFoundError:
        raise WrongUse(f"there is no file `{file}`", id="cli.no-file", help="name a file of JSON Lines") from None
    except OSError as error:
        help_ = "check that it may be read"
        raise OutsideWorldFailed(
            f"`{file}` cannot be read: {error.strerror}", id="cli.unreadable", help=help_
        ) from error


def _without_values(error: msgspec.DecodeError) -> str:
    """The decoder's sentence up to where it would repeat a value."""
    said = str(error)
    return (
        said
        if isinstance(error, msgspec.ValidationError) and "Invalid enum value" not in said
        else "it is no such JSON"
    )
