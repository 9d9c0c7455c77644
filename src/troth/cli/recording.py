"""Does an installation at hand record what is decided in files, and if not, why not?

1. The installation is the one that `--log` names, else the one of the environment, where it has a database already:
   none is made for it, and its tables are left as they are.
2. Named, it must be there and run the policy's organisation; at hand by chance, it is passed over where it does not.
3. Entries name accounts by their ids: `--by` is none that could be an address.
4. A file is written before its entry; where the log cannot be written, the decision stands in the file, and it is said
   that the log does not tell of it.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from troth.errors import TrothError, WrongUse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from troth.reading.acts import Touched
    from troth.store.opened import Store
    from troth.words import OrganisationId

_ACCOUNT = re.compile(r"[A-Za-z0-9._:-]{1,64}")


@dataclass(slots=True)
class Evidence:
    """The log for the decisions of one run of a command. `folder` is what `--log` named."""

    folder: Path | None
    _store: Store | None = None
    _organisation: OrganisationId | None = None
    _by: str = ""
    _why_not: str = ""
    _recorded: int = 0
    _is_open: bool = field(default=False)

    def open(self, organisation: OrganisationId, by: str) -> None:
        """Look for the installation, once, before anything is decided.

        Raises:
            WrongUse: `--log` names no installation, or one that does not run the organisation; or `by` is no account.
        """
        if self._is_open:
            return
        try:
            self._store = store_of(self.folder, organisation)
        except WrongUse as error:
            if self.folder is not None:
                raise
            self._why_not = error.text
        if self._store is not None and not _ACCOUNT.fullmatch(by):
            raise WrongUse(
                "whoever decides is recorded for ever, and is named by an account and not by an address",
                id="review.no-account",
                help="give the number that `troth people list` shows: `--by 4`",
            )
        self._organisation, self._by, self._is_open = organisation, by, True

    def record(self, notice_digest: str, act: str, touched: Sequence[Touched]) -> None:
        """Record an act, where there is a log."""
        if self._store is None or self._organisation is None:
            return
        from troth.store.reviewed import record_of_files

        try:
            record_of_files(
                self._store, self._organisation, notice_digest=notice_digest, act=act, touched=touched, by=self._by
            )
        except TrothError:
            click.echo("the decision is kept in the file, and the log does not tell of it", err=True)
            raise
        self._recorded += 1

    def tell(self) -> None:
        """Say what was recorded, or that nothing was and why."""
        if not self._is_open:
            return
        if self._store is None:
            click.echo(f"not recorded in an evidence log: {self._why_not}; `--log FOLDER` names one", err=True)
        elif self._recorded:
            many = "decision" if self._recorded == 1 else "decisions"
            click.echo(f"{self._recorded} {many} recorded in the log of `{self._organisation}`", err=True)


def store_of(folder: Path | None, organisation: OrganisationId) -> Store:
    """The store of the installation that runs the organisation; WrongUse where there is none."""
    from troth.installation import read_settings

    if folder is not None:
        os.environ["TROTH_DATA"] = str(folder)
    settings = read_settings(os.environ)
    if not settings.database and not settings.sqlite_file.is_file():
        raise WrongUse(
            "there is no installation here" if folder is None else f"`{folder}` holds no installation",
            id="review.no-installation",
            help="name the folder of the data of `troth serve`",
        )
    from troth.web.opening import open_installation

    open_installation(migrate=False)
    from troth.store import organisations
    from troth.web import installed

    if organisations.organisation(organisation) is None:
        raise WrongUse(
            f"the installation does not run `{organisation}`",
            id="review.not-its-organisation",
            help="name the folder of the data of the installation that runs it",
        )
    return installed.store()
