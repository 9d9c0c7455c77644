"""Which policy and which notice does a command's argument name?

A policy is named by its file, or by a folder that holds `policy.yaml`; the notice lies beside it as `notice.md`,
`notice.html` or `notice.txt`. Where a command takes a notice, it takes a file or the address of a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from troth.errors import WrongUse

if TYPE_CHECKING:
    from troth.notice import Notice
    from troth.policy import Policy

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")
NOTICE_NAMES = ("notice.md", "notice.html", "notice.htm", "notice.txt")


class NoticeWhere(click.Path):
    """An argument that names a notice: the address of a page, or a file."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(  # type: ignore[override]
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | Path:
        """The address as it is, or the file's path."""
        from troth.notice.fetch import is_address

        if is_address(value) or _SCHEME.match(value):
            return value  # `file:` and its like are refused as addresses, not looked for as files
        return Path(str(super().convert(value, param, ctx)))


notice_where = NoticeWhere()


def notice_at(where: str | Path) -> Notice:
    """The notice in a file or at an address, read."""
    if isinstance(where, str):
        from troth.notice.fetch import fetch_notice

        return fetch_notice(where)
    from troth.notice import read_notice

    return read_notice(where)


def copy_of(read: Notice, where: str | Path) -> tuple[bytes, str]:
    """The copy of a notice and its suffix: the file itself; of a PDF or a page, the text that its clauses stand in."""
    octets = where.read_bytes() if isinstance(where, Path) else b""
    if isinstance(where, Path) and where.suffix.lower() != ".pdf" and not octets.lstrip().startswith(b"%PDF-"):
        return octets, where.suffix or ".txt"
    suffixes = {"markdown": ".md", "html": ".html", "text": ".txt"}
    return read.source.encode("utf-8"), suffixes[read.format]


policy_argument = click.argument("policy", type=click.Path(path_type=Path))
"""The argument of a command that takes a policy."""


@dataclass(frozen=True, slots=True)
class Source:
    """A policy's file, and where its notice is: a file or an address, where there is one."""

    policy_file: Path
    notice_where: str | Path | None

    @property
    def notice_file(self) -> Path | None:
        """The notice's file; None where there is none, or only an address."""
        return self.notice_where if isinstance(self.notice_where, Path) else None

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
        return None if self.notice_where is None else notice_at(self.notice_where)


def find_source(path: Path, notice: str | Path | None = None) -> Source:
    """The source that a path names.

    Raises:
        WrongUse: there is nothing there.
    """
    file = path / "policy.yaml" if path.is_dir() else path
    if not file.is_file():
        help_ = "name a policy file or a folder that holds `policy.yaml`; `troth init` makes one"
        raise WrongUse(f"there is no policy at `{path}`", id="cli.no-policy", help=help_)
    if isinstance(notice, Path) and not notice.is_file():
        help_ = "name the file that was published"
        raise WrongUse(f"there is no notice at `{notice}`", id="cli.no-notice", help=help_)
    beside = (file.parent / name for name in NOTICE_NAMES)
    return Source(file, notice or next((each for each in beside if each.is_file()), None))
