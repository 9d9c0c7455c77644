"""`troth completion`: how does my shell complete commands?"""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from troth.errors import WrongUse


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for a shell.

    \b
    troth completion bash >> ~/.bashrc
    troth completion zsh  >> ~/.zshrc
    troth completion fish > ~/.config/fish/completions/troth.fish
    """
    from troth.cli import cli

    kind = get_completion_class(shell)
    if kind is None:
        raise WrongUse(f"there is no completion for `{shell}`", id="cli.no-such-shell", help="use bash, zsh or fish")
    click.echo(kind(cli, {}, "troth", "_TROTH_COMPLETE").source())
