"""Which policy and which notice does a command's argument name?

A policy is named by its file, or by a folder that holds `policy.yaml`; the notice lies beside it as `notice.md`,
`notice.html` or `notice.txt`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from troth.errors import WrongUse

if TYPE_CHECKING:
    from troth.notice import Notice
    from troth.policy import Policy

NOTICE_NAMES = ("notice.md", "notice.html", "notice.htm", "notice.txt")

policy_argument = click.argument("policy", type=click.Path(path_type=Path))
"""The argument of a command that takes a policy."""


@dataclass(frozen=True, slots=True)
class Source:
    """A policy's file, and the notice's where there is one."""

    policy_file: Path
    notice_file: Path | None

    def policy(self) -> Policy:
        """The policy, read."""
        from troth.policy import load_policy

        return load_policy(self.policy_file)

    @property
    def cites_file(self) -> Path:
        """Where the words that the policy cites are noted."""
        return self.policy_file.with_suffix(".cites.json")

    def version_files(self) -> list[Path]:
        """The policy's other versions: the files of the folder `versions` beside it."""
        return sorted((self.policy_file.parent / "versions").glob("*.yaml"))

    def notice(self) -> Notice | None:
        """The notice, read; None where there is none."""
        from troth.notice import read_notice

        return None if self.notice_file is None else read_notice(self.notice_file)


def find_source(path: Path, notice: Path | None = None) -> Source:
    """The source that a path names.

    Raises:
        WrongUse: there is nothing there.
    """
    file = path / "policy.yaml" if path.is_dir() else path
    if not file.is_file():
        help_ = "name a policy file or a folder that holds `policy.yaml`; `troth init` makes one"
        raise WrongUse(f"there is no policy at `{path}`", id="cli.no-policy", help=help_)
    if notice is not None and not notice.is_file():
        help_ = "name the file that was published"
        raise WrongUse(f"there is no notice at `{notice}`", id="cli.no-notice", help=help_)
    beside = (file.parent / name for name in NOTICE_NAMES)
    return Source(file, notice or next((each for each in beside if each.is_file()), None))
