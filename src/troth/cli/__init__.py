"""What can be asked of troth on the command line?

One file a command, loaded when it is called. Rules:

1. Exit codes: 0 holds, 1 findings, 2 wrong use, 3 the outside world failed (`troth.errors.ExitCode`).
2. What a program may read is JSON (`--format json`) on standard output; progress and errors go to standard error.
3. An error is one sentence with an id and a `help:` line; a bug is a traceback, never dressed up as an error.
"""

from __future__ import annotations

import errno
import importlib
import os
import sys
from contextlib import suppress

import click

from troth.errors import ExitCode, OutsideWorldFailed, TrothError, WrongUse

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

COMMANDS = {
    "init": "troth.cli.init",
    "notice": "troth.cli.notice",
    "read": "troth.cli.read",
    "review": "troth.cli.review",
    "policy": "troth.cli.policy",
    "estate": "troth.cli.estate",
    "decide": "troth.cli.decide",
    "audience": "troth.cli.audience",
    "log": "troth.cli.log",
    "backup": "troth.cli.backup",
    "restore": "troth.cli.restore",
    "vocabulary": "troth.cli.vocabulary",
    "serve": "troth.cli.serve",
    "people": "troth.cli.people",
    "subject": "troth.cli.subject",
    "request": "troth.cli.request",
    "demo": "troth.cli.demo",
    "completion": "troth.cli.completion",
}
"""Each command and the module that holds it, as `command`."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that `troth --help` starts at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """The commands in the order in which a user meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's signature
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name]).command
        return command if isinstance(command, click.Command) else None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="troth", prog_name="troth")
def cli() -> None:
    """Run a privacy policy: read the notice, enforce it, prove that it is kept.

    \b
    Begin with:  troth demo
                 troth notice NOTICE.md
                 troth policy check examples/esendex

    Exit codes: 0 holds, 1 findings, 2 wrong use, 3 the outside world failed.
    """


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        code = cli.main(prog_name="troth", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(ExitCode.WRONG_USE)
    except click.UsageError as error:
        click.echo(str(_wrong_use(error)), err=True)
        sys.exit(ExitCode.WRONG_USE)
    except TrothError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output went away (`troth ... | head`): nobody is left to tell.
        sys.stderr.close()
        sys.exit(ExitCode.HOLDS)
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        click.echo(str(_unwritable()), err=True)
        _say_no_more()
        sys.exit(ExitCode.OUTSIDE_WORLD)
    sys.exit(code if isinstance(code, int) else ExitCode.HOLDS)


def _unwritable() -> OutsideWorldFailed:
    return OutsideWorldFailed(
        "what was to be said cannot be written: the disk is full",
        id="cli.output-unwritable",
        help="make room, or send the output elsewhere",
    )


def _say_no_more() -> None:
    """What still waits to be written has nowhere to go; the end of the process would stumble over it."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _wrong_use(error: click.UsageError) -> WrongUse:
    """A command line that cannot be taken, said as every error is: nothing that was typed as a value is repeated."""
    context = error.ctx
    path = context.command_path if context is not None else "troth"
    help_ = f"`{path} --help` says how"
    param = error.param if isinstance(error, click.BadParameter) else None
    hint = param.get_error_hint(context) if param is not None and context is not None else "a value"
    if isinstance(error, click.MissingParameter):
        return WrongUse(f"{hint} is missing", id="cli.missing-value", help=help_)
    if isinstance(error, click.BadParameter):
        accepted = param.type.choices if param is not None and isinstance(param.type, click.Choice) else ()
        if accepted:
            help_ = f"it is one of {', '.join(f'`{each}`' for each in accepted)}"
        return WrongUse(f"{hint} has a value that it cannot take", id="cli.bad-value", help=help_)
    if isinstance(error, click.NoSuchOption) and error.possibilities:
        help_ = f"did you mean {' or '.join(f'`{each}`' for each in error.possibilities)}? {help_}"
    return WrongUse(f"`{path}` cannot be called like this", id="cli.wrong-use", help=help_)
