"""What may be set about an installation, where is it set, and what holds where nothing is?

1. A setting is an environment variable `TROTH_<NAME>`, or a key `<name>` of the file `troth.toml` in the working folder
   (`TROTH_FILE` names another). The environment goes before the file, and the file before the default.
2. All that is wrong with the settings is reported at once. A setting nobody knows is a problem: a misspelt limit must
   not pass for one that holds.
3. A value is never repeated in a problem, for it may be a password.

What it leaves out: the installation's key (`troth.installation.key`).
"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from troth.errors import Place, Problem, ProblemsFound
from troth.words import RightKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PREFIX = "TROTH_"
FILE = "troth.toml"
_BESIDE_SETTINGS = frozenset({"KEY", "KEY_FILE", "FILE", "MODEL_KEY", "SHARED"})
"""Variables that begin with the prefix and are no settings: the keys', the file's, and that of the tests."""

_EVERY_ADDRESS = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 -- compared, not bound

Value = str | int | bool | Path | tuple[str, ...]


def _setting(default: object, says: str, secret: bool = False) -> Any:  # noqa: FBT001, FBT002 -- reads like a table
    return field(default=default, metadata={"says": says, "secret": secret})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting, with what it says and what holds where nobody sets it."""

    data: Path = _setting(Path("troth-data"), "Folder of the database, the published logs and the key.")
    database: str = _setting("", "URL of a PostgreSQL database; without one, SQLite in the data folder.", secret=True)
    host: str = _setting("127.0.0.1", "Address to listen on; `HOST` is taken too.")
    port: int = _setting(8000, "Port to listen on, 0 for any free one; `PORT` is taken too.")
    base_url: str = _setting("", "Address under which people reach the server, as in `https://privacy.example.org`.")
    allowed_hosts: tuple[str, ...] = _setting((), "Further host names that are answered, separated by commas.")
    mail: str = _setting("", "Mail server as a URL, `smtp://user:password@host:587` or `smtps://`.", secret=True)
    mail_from: str = _setting("", "Sender's address of mail; without one no mail is sent.")
    oidc_issuer: str = _setting("", "Address of an OpenID Connect provider at which staff may sign in.")
    oidc_client: str = _setting("", "Client id at that provider.")
    oidc_secret: str = _setting("", "Client secret at that provider.", secret=True)
    require_second_factor: bool = _setting(
        default=False, says="Administrators see the console only with a second factor."
    )
    trusted_proxies: int = _setting(0, "Number of proxies in front whose `X-Forwarded-*` headers are believed.")
    workers: int = _setting(8, "Threads that answer pages.")
    publish_every: int = _setting(5, "Seconds between two publications of a log, where there is something new.")
    follow_every: int = _setting(250, "Milliseconds between two looks at what other processes recorded.")
    approve: tuple[str, ...] = _setting(
        (), "Kinds of request whose plans are carried out without a person, where nothing speaks against them."
    )
    carry_every: int = _setting(1, "Seconds between two looks at which steps of requests are due.")
    retention_every: int = _setting(
        0, "Hours between two sweeps of what is past its retention limit; 0 deletes nothing, and reports once a day."
    )
    link_minutes: int = _setting(30, "Minutes for which a one-time link or code holds.")
    log_level: str = _setting("info", "Least severity that is logged: `debug`, `info`, `warning` or `error`.")
    demo: bool = _setting(default=False, says="Shows an inbox page in place of sending mail. Never for real subjects.")

    @property
    def address(self) -> str:
        """The address under which people reach the server, without a slash at its end.

        Who listens at every address is reached, for want of a name, at this machine's own.
        """
        host = "127.0.0.1" if self.host in _EVERY_ADDRESS else f"[{self.host}]" if ":" in self.host else self.host
        return self.base_url.rstrip("/") or f"http://{host}:{self.port}"

    @property
    def is_https(self) -> bool:
        """Whether people reach the server by HTTPS: then cookies are secure and HSTS is sent."""
        return self.address.startswith("https://")

    @property
    def hosts(self) -> tuple[str, ...]:
        """The host names that are answered; any other is refused."""
        own = urlsplit(self.address).hostname or ""
        local = ("localhost", "127.0.0.1", "[::1]") if own in {"127.0.0.1", "localhost", "::1"} else ()
        return tuple(dict.fromkeys((own, *local, *self.allowed_hosts)))

    @property
    def sqlite_file(self) -> Path:
        """Where the database is where no URL names one."""
        return self.data / "troth.sqlite3"

    @property
    def logs(self) -> Path:
        """The folder of the published logs, one folder an organisation."""
        return self.data / "logs"


SETTINGS = {each.name: each for each in fields(Settings)}
"""The settings by name, for the documentation and for reading them."""


def read_settings(environment: Mapping[str, str], folder: Path | None = None) -> Settings:
    """The settings in force.

    Args:
        environment: variables by name.
        folder: where `troth.toml` is looked for; the working folder where it is left out.

    Raises:
        ProblemsFound: everything that is wrong with them.
    """
    named = environment.get(PREFIX + "FILE")
    file = Path(named) if named else (folder or Path()) / FILE
    written, problems = _read_file(file, must_exist=bool(named))
    found: dict[str, tuple[Any, Place]] = {name: (value, Place(str(file))) for name, value in written.items()}
    for name in ("HOST", "PORT"):
        if environment.get(name):
            found[name.lower()] = environment[name], Place(name)
    for name, value in environment.items():
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in _BESIDE_SETTINGS:
            found[name.removeprefix(PREFIX).lower()] = value, Place(name)
    values: dict[str, Value] = {}
    for name, (value, place) in found.items():
        taken = _take(name, value, place)
        if isinstance(taken, Problem):
            problems.append(taken)
        else:
            values[name] = taken
    problems += _impossible(values)
    if problems:
        raise ProblemsFound(problems)
    return Settings(**values)  # type: ignore[arg-type]  # each value was read as its field's type


def _read_file(file: Path, *, must_exist: bool) -> tuple[dict[str, Any], list[Problem]]:
    if not file.is_file():
        missing = Problem(Place(str(file)), "settings.no-file", "there is no such file", "name the file of settings")
        return {}, [missing] if must_exist else []
    try:
        return tomllib.loads(file.read_text(encoding="utf-8")), []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        help_ = 'write one setting a line, as in `base_url = "https://privacy.example.org"`'
        return {}, [Problem(Place(str(file)), "settings.not-toml", "this is not TOML", help_)]


def _take(name: str, value: object, place: Place) -> Value | Problem:
    """The value as its setting's type."""
    known = SETTINGS.get(name)
    if known is None:
        near = difflib.get_close_matches(name, SETTINGS, n=1)
        help_ = f"did you mean `{near[0]}`?" if near else "docs/settings.md lists the settings"
        shown = name if name.replace("_", "").isalnum() else "?"
        return Problem(place, "settings.unknown", f"there is no setting `{shown}`", help_)
    read = _READERS[str(known.type)]
    try:
        return read(value)
    except (TypeError, ValueError):
        help_ = f"set `{name}` to {_SHAPES[str(known.type)]}"
        return Problem(place, "settings.bad-value", f"`{name}` has a value that it cannot take", help_)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value.strip()


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError
    number = int(value)
    if number < 0:
        raise ValueError
    return number


_TRUTHS = ("true", "false", "yes", "no", "1", "0")
"""What is true and what is not, in turn; `index` raises ValueError for anything else."""


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    return _TRUTHS.index(_text(value).lower()) % 2 == 0


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(_text(each) for each in value)
    return tuple(each.strip() for each in _text(value).split(",") if each.strip())


def _path(value: object) -> Path:
    return Path(_text(value)).expanduser()


_READERS: dict[str, Callable[[object], Value]] = {
    "Path": _path,
    "str": _text,
    "int": _number,
    "bool": _truth,
    "tuple[str, ...]": _texts,
}
_SHAPES = {
    "Path": "a folder",
    "str": "a text",
    "int": "a whole number that is not negative",
    "bool": "`true` or `false`",
    "tuple[str, ...]": "names separated by commas",
}


def _impossible(values: Mapping[str, Value]) -> list[Problem]:
    """Values that each could be, and that cannot be what they are for."""
    problems = []
    checks: tuple[tuple[str, str, Callable[[str], bool], str], ...] = (
        ("base_url", "settings.bad-address", _is_web_address, "begin it with `http://` or `https://` and a host"),
        ("oidc_issuer", "settings.bad-address", _is_web_address, "begin it with `https://` and a host"),
        ("mail", "settings.bad-mail", _is_mail_address, "write it as `smtp://user:password@host:587`"),
        ("database", "settings.bad-database", _is_database, "write it as `postgresql://user:password@host:5432/name`"),
        (
            "log_level",
            "settings.bad-level",
            lambda text: text in {"debug", "info", "warning", "error"},
            "set it to `debug`, `info`, `warning` or `error`",
        ),
    )
    for name, id_, holds, help_ in checks:
        value = values.get(name)
        if value and not holds(str(value)):
            problems.append(Problem(Place(PREFIX + name.upper()), id_, f"`{name}` cannot be used as it is", help_))
    approved = values.get("approve", ())
    if isinstance(approved, tuple) and not set(approved) <= set(RightKind):
        help_ = f"its kinds are {', '.join(RightKind)}"
        problems.append(
            Problem(Place(PREFIX + "APPROVE"), "settings.bad-kind", "`approve` names no kind of request", help_)
        )
    port = values.get("port", 0)
    if isinstance(port, int) and port > 65_535:  # noqa: PLR2004 -- the highest port
        problems.append(
            Problem(Place(PREFIX + "PORT"), "settings.bad-port", "`port` is no port", "set it to 0 to 65535")
        )
    if values.get("mail") and not values.get("mail_from"):
        text, help_ = "mail is to be sent and nobody is its sender", "set `mail_from` to an address of yours"
        problems.append(Problem(Place(PREFIX + "MAIL_FROM"), "settings.no-sender", text, help_))
    return problems


def _is_web_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.query and not parts.fragment


def _is_mail_address(text: str) -> bool:
    return urlsplit(text).scheme in {"smtp", "smtps"} and bool(urlsplit(text).hostname)


def _is_database(text: str) -> bool:
    return urlsplit(text).scheme in {"postgresql", "postgres"} and len(urlsplit(text).path) > 1
