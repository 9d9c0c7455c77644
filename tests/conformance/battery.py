"""Which cases does a definition have to pass? Every sentence of the unit tests, and every scenario of the examples.

The unit tests ask through `unit.decisions.asking`; a changed definition is put in its place there.
"""

from __future__ import annotations

import inspect
import itertools
from typing import TYPE_CHECKING, Any

from conformance.test_scenarios import POLICIES, SCENARIOS
from unit.decisions import asking, test_decide_choices, test_decide_denials, test_decide_prohibitions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conformance.scenarios import Scenario
    from troth.decisions import Answer

    Definition = Callable[..., Answer]
    Case = Callable[[Definition], None]

UNITS = (test_decide_denials, test_decide_choices, test_decide_prohibitions)


class Battery:
    """Runs the cases against one definition after the other, the cases that failed last first."""

    def __init__(self) -> None:
        self._cases: list[tuple[str, Case]] = [*_units(), *_scenarios()]

    def __len__(self) -> int:
        return len(self._cases)

    def first_failure(self, definition: Definition) -> str | None:
        """The name of a case whose answer differs under this definition; None where all are as they were."""
        for place, (name, case) in enumerate(self._cases):
            try:
                case(definition)
            except Exception:  # noqa: BLE001 -- a changed definition may fail in any way
                self._cases.insert(0, self._cases.pop(place))
                return name
        return None


def _units() -> Iterator[tuple[str, Case]]:
    for module in UNITS:
        for name, test in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("test_"):
                for arguments in _arguments(test):
                    yield f"{name}{arguments or ''}", _asked(test, arguments)


def _asked(test: Callable[..., None], arguments: dict[str, Any]) -> Case:
    def case(definition: Definition) -> None:
        before, asking.decide = asking.decide, definition
        try:
            test(**arguments)
        finally:
            asking.decide = before

    return case


def _arguments(test: Callable[..., None]) -> list[dict[str, Any]]:
    """The arguments that pytest would pass: every combination of the test's parameters."""
    sets = []
    for mark in getattr(test, "pytestmark", ()):
        assert mark.name == "parametrize", f"{test.__name__} has a mark that the battery does not know"
        names = [mark.args[0]] if isinstance(mark.args[0], str) else list(mark.args[0])
        sets.append([dict(zip(names, value if len(names) > 1 else [value], strict=True)) for value in mark.args[1]])
    return [{name: value for part in parts for name, value in part.items()} for parts in itertools.product(*sets)]


def _scenarios() -> Iterator[tuple[str, Case]]:
    for scenario in SCENARIOS:
        yield f"{scenario.organisation}: {scenario.title}", _told(scenario)


def _told(scenario: Scenario) -> Case:
    def case(definition: Definition) -> None:
        answer = definition(POLICIES[scenario.organisation], scenario.question, scenario.choices)
        assert (answer.allowed, answer.reason) == (scenario.allowed, scenario.reason)
        assert set(scenario.clauses) <= set(answer.clauses)

    return case
