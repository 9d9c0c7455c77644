"""How does troth say that something is wrong?

1. A `Problem` is a value: what is wrong in a file somebody wrote, with its place, its id and a next step. All problems
   of a run are collected, sorted and shown at once.
2. A `TrothError` is raised where going on makes no sense: wrong use, or an outside world that failed. It carries the
   same four parts, and the exit code that the command line ends with.
3. Neither ever carries personal data: places and ids only. Texts are one lower-case sentence without a full stop, with
   the reader's own names in backticks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class ExitCode(IntEnum):
    """What a command's exit code says; documented in docs/commands.md."""

    HOLDS = 0
    FINDINGS = 1
    WRONG_USE = 2
    OUTSIDE_WORLD = 3


class Severity(StrEnum):
    """How much a problem matters: an `error` stops the policy from running, a `warning` does not, a `note` informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file: lines and columns count from 1, as editors do; 0 stands for the whole file."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file: `id` is at once error code, documentation anchor and SARIF rule.

    `clauses` names the clauses of the notice that the problem rests on, where there are any.
    """

    place: Place
    id: str
    text: str
    help: str
    severity: Severity = Severity.ERROR
    clauses: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.place}: {self.text} [{self.id}]\n  help: {self.help}"


def in_order(problems: list[Problem]) -> list[Problem]:
    """Problems in the order a reader meets them: by file, line and column, then by id; duplicates dropped."""
    return sorted(dict.fromkeys(problems), key=lambda p: (p.place, p.id, p.text))


class TrothError(Exception):
    """A deliberate refusal: one sentence, an id, a next step, and the exit code of a command that meets it."""

    exit_code = ExitCode.WRONG_USE

    def __init__(self, text: str, *, id: str, help: str) -> None:  # noqa: A002 -- the field's names are short
        super().__init__(text)
        self.text = text
        self.id = id
        self.help = help

    def __str__(self) -> str:
        return f"{self.text} [{self.id}]\n  help: {self.help}"


class WrongUse(TrothError):  # noqa: N818 -- named for what happened
    """The caller asked for something that cannot be: a missing file, a bad option, a malformed identifier."""


class OutsideWorldFailed(TrothError):  # noqa: N818 -- named for what happened
    """Something troth depends on failed: a full disk, an unreadable file, a service that is away."""

    exit_code = ExitCode.OUTSIDE_WORLD


class ProblemsFound(TrothError):  # noqa: N818 -- named for what happened
    """A file that must be right is wrong; `problems` says everything that is wrong with it."""

    exit_code = ExitCode.FINDINGS

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = in_order(problems)
        worst = self.problems[0]
        more = f" (and {len(self.problems) - 1} more)" if len(self.problems) > 1 else ""
        super().__init__(f"{worst.place}: {worst.text}{more}", id=worst.id, help=worst.help)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))
