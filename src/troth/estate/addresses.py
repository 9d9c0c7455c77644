"""Where is a system, and which connector reaches it?

Rules:
1. An address is a URL of a database (`postgresql://user@host/shop`, `mariadb://...`, `sqlite:///shop.db`, any dialect
   that SQLAlchemy knows), the path of a SQLite file, or a folder of files.
2. `env:NAME` stands for the address in that variable of the environment. An address with a password is never shown and
   never written down: in an inventory `env:` stands for it.
3. A system is called what its database, file or folder is called, in lower case; of two with one name the second gets
   a number.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from troth.errors import WrongUse
from troth.inventory import System

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from troth.estate.connector import Connector

_ENVIRONMENT = "env:"
_SQLITE_HEAD = b"SQLite format 3\x00"
_SQLITE_SUFFIXES = frozenset({".db", ".sqlite", ".sqlite3", ".db3"})
_NOT_IN_NAME = re.compile(r"[^a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Address:
    """A system's address, as it was given and as it is. The latter may hold a password: it stands in no `repr`."""

    given: str = field(repr=False)
    url: str = field(repr=False)
    kind: str
    """`sql` or `files`."""
    name: str

    @property
    def is_secret(self) -> bool:
        """Whether the address holds a password."""
        return self.kind == "sql" and bool(urlsplit(self.url).password or "password" in urlsplit(self.url).query)

    @property
    def variable(self) -> str:
        """The variable of the environment that stands for it: the one it was given by, or one that we propose."""
        if self.given.startswith(_ENVIRONMENT):
            return self.given.removeprefix(_ENVIRONMENT)
        return f"TROTH_ESTATE_{self.name.upper()}"

    @property
    def system(self) -> System:
        """The system as an inventory names it."""
        if self.given.startswith(_ENVIRONMENT) or self.is_secret:
            return System(name=self.name, kind=self.kind, url=f"{_ENVIRONMENT}{self.variable}")
        return System(name=self.name, kind=self.kind, url=self.url)


def read_address(given: str, environment: Mapping[str, str] | None = None, name: str = "") -> Address:
    """The address that a text gives.

    Raises:
        WrongUse: it names a variable that is not set, or nothing that can be reached.
    """
    url = _from_environment(given, os.environ if environment is None else environment)
    path = _local(url)
    if path is not None:
        if path.is_dir():
            return Address(given, str(path), "files", name or _name_of(path.resolve().name))
        if _is_sqlite(path):
            return Address(given, f"sqlite:///{path}", "sql", name or _name_of(path.stem))
        raise WrongUse(
            "an address is neither a database, nor a SQLite file, nor a folder",
            id="estate.bad-address",
            help="write `postgresql://user@host/database`, `sqlite:///file`, a folder, or `env:NAME`",
        )
    return Address(given, url, "sql", name or _name_of(_database(url)))


def read_addresses(given: Iterable[str], environment: Mapping[str, str] | None = None) -> tuple[Address, ...]:
    """All of them, each under a name of its own. Raises `WrongUse` as `read_address` does."""
    taken: dict[str, Address] = {}
    for each in given:
        address = read_address(each, environment)
        name, number = address.name, 2
        while name in taken:
            name, number = f"{address.name}_{number}", number + 1
        taken[name] = Address(address.given, address.url, address.kind, name)
    return tuple(taken.values())


def open_system(system: System, environment: Mapping[str, str] | None = None) -> Connector:
    """The connector that reaches a system of an inventory.

    Raises:
        WrongUse: its address cannot be taken, or its kind is reached by no connector.
    """
    return open_address(read_address(system.url, environment, system.name), system)


def open_address(address: Address, system: System | None = None) -> Connector:
    """The connector for an address. Nothing is reached before it is asked for something."""
    if address.kind == "files":
        from troth.estate.files import FilesConnector

        return FilesConnector(system or address.system, Path(address.url))
    from troth.estate.sql import SqlConnector

    return SqlConnector(system or address.system, address.url)


def _from_environment(given: str, environment: Mapping[str, str]) -> str:
    if not given.startswith(_ENVIRONMENT):
        return given
    name = given.removeprefix(_ENVIRONMENT)
    if not environment.get(name):
        raise WrongUse(
            f"the variable `{name}` of the environment is not set",
            id="estate.no-variable",
            help="set it to the address of the system, and call again",
        )
    return environment[name]


def _local(url: str) -> Path | None:
    """The path that a text names; None where it is a URL of a database."""
    if url.startswith(("file://", "files://")):
        return Path(url.partition("://")[2])
    return None if re.match(r"[a-zA-Z][a-zA-Z0-9+_.-]*://", url) else Path(url)


def _is_sqlite(path: Path) -> bool:
    if not path.is_file():
        return path.suffix in _SQLITE_SUFFIXES
    with path.open("rb") as file:
        head = file.read(len(_SQLITE_HEAD))
    return head == _SQLITE_HEAD or (not head and path.suffix in _SQLITE_SUFFIXES)


def _database(url: str) -> str:
    path = urlsplit(url).path.strip("/")
    return Path(path).stem if path else urlsplit(url).scheme.partition("+")[0]


def _name_of(text: str) -> str:
    name = _NOT_IN_NAME.sub("_", text.lower()).strip("_")
    return name if name and not name[0].isdigit() else f"system_{name}".strip("_")
