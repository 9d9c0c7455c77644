"""Which operation is measured, and where do its figures go?

`python -m bench [OPERATION ...] [--quick]`: a benchmark is a module of this folder with `NAME` and `measure`; found,
not listed. Prints a Markdown table and writes `bench/results/OPERATION.json` (docs/benchmarks.md says what is in it).
`--quick` runs on small inputs, to see that all works: its figures mean nothing, and its files end in `.quick.json`.

Exit codes: 0 every benchmark ran, whatever its figures; 1 one failed to run; 2 there is no such benchmark.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import inspect
import json
import os
import platform
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from bench.outcome import as_json, as_table, judge
from bench.race import FULL, QUICK, Effort
from troth import __version__
from troth.clock import SystemClock
from troth.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.row import Row

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results"


class Benchmark(Protocol):
    """A module that measures one operation."""

    NAME: str

    def measure(self, effort: Effort = FULL) -> list[Row]:
        """All rows of one run."""


def find_benchmarks(folder: Path = FOLDER) -> dict[str, str]:
    """The names of the benchmarks and of their modules, in the order of their names."""
    found = {}
    for file in sorted(folder.glob("*.py")):
        text = file.read_text(encoding="utf-8")
        if "\nNAME = " in text and "\ndef measure(" in text:
            name = text.split("\nNAME = ", 1)[1].split("\n", 1)[0].strip('"')
            found[name] = f"bench.{file.stem}"
    return found


def choose(asked: Sequence[str], known: dict[str, str]) -> list[str]:
    """The benchmarks asked for, all where none is.

    Raises:
        WrongUse: one of them does not exist.
    """
    for name in asked:
        if name not in known:
            raise WrongUse(
                f"there is no benchmark `{name}`",
                id="bench.unknown-operation",
                help=f"choose among {', '.join(f'`{each}`' for each in known)}, or leave it out for all",
            )
    return list(dict.fromkeys(asked)) or list(known)


def describe_machine() -> dict[str, Any]:
    """What the figures depend on."""
    return {
        "cpu": _cpu_model(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": f"{platform.system()} {platform.machine()}",
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }


def run(name: str, module: str, effort: Effort) -> str:
    """Measure one operation, write its file, and return its table."""
    benchmark = cast("Benchmark", importlib.import_module(module))
    start, worked = time.perf_counter(), _cpu_seconds()
    # A benchmark may have one size only; then a quick run of it is a full one.
    takes_effort = bool(inspect.signature(benchmark.measure).parameters)
    rows = benchmark.measure(effort) if takes_effort else benchmark.measure()
    took = time.perf_counter() - start
    share = (_cpu_seconds() - worked) / took
    outcomes = judge(rows)
    document = {
        "operation": name,
        "measured_at": SystemClock().now().isoformat(timespec="seconds"),
        "troth": __version__,
        "quick": effort.is_quick,
        "seconds": round(took, 1),
        "cpu_share": round(share, 2),
        "machine": describe_machine(),
        "rows": [as_json(outcome) for outcome in outcomes],
    }
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / (f"{name}.quick.json" if effort.is_quick else f"{name}.json")
    file.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    return f"## {name} ({took:.0f} s, {share:.2f} of a core)\n\n{as_table(outcomes)}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Our figures beside the peers', from one run.")
    parser.add_argument("operation", nargs="*", help="which to measure; all where left out")
    parser.add_argument(
        "--quick", action="store_true", help="small inputs, to see that it works; the figures mean nothing"
    )
    options = parser.parse_args(arguments)
    known = find_benchmarks()
    try:
        names = choose(options.operation, known)
    except WrongUse as wrong:
        print(f"error: {wrong}", file=sys.stderr)
        return int(wrong.exit_code)
    print("machine: " + ", ".join(f"{key} {value}" for key, value in describe_machine().items()) + "\n")
    failed = []
    for name in names:
        try:
            print(run(name, known[name], QUICK if options.quick else FULL), flush=True)
        except Exception:  # noqa: BLE001 -- one benchmark that breaks must not hide the others; it is shown, and counted
            traceback.print_exc()
            failed.append(name)
        gc.collect()
    if failed:
        print(f"error: failed to run: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _cpu_seconds() -> float:
    """Of this process and of those it started and has seen end."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _cpu_model() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "unknown")


if __name__ == "__main__":
    sys.exit(main())
