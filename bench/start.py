"""How soon is troth ready, and how much memory does it take?

Times are of whole processes, less that of a Python that does nothing, taken in turns. Peers are imported in the same
way; to Cedar the policy is given translated (`bench/peers/cedar.py`). Bytecode is cached for all.
"""

from __future__ import annotations

import importlib.util
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.peers.cedar import as_cedar, as_entities
from bench.problem import POLICY_FILE, make_problem
from bench.race import FULL, Effort, skipped
from bench.row import Row
from bench.weigh import WAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "start"
IMPORT, READY, PHASE, MEMORY = (
    "import",
    "a policy file to its first decision",
    "of that",
    "memory of 1,000,000 subjects",
)
_AIM_IMPORT = "<= 150"
_NOTHING = "pass"

_IMPORTS = {
    "troth, `import troth`": "import troth",
    "troth, all that it offers": "from troth import *",
    "casbin": "import casbin",
    "Cedar (cedarpy)": "import cedarpy",
    "Rego (regorus)": "import regorus",
}

_OURS = """
import sys, time
start = time.perf_counter()
from troth import Engine, Question, load_policy
imported = time.perf_counter()
policy = load_policy(sys.argv[1])
loaded = time.perf_counter()
engine = Engine(policy)
compiled = time.perf_counter()
answer = engine.decide("alice", Question("contact", "account_notices"))
decided = time.perf_counter()
assert answer.allowed, answer
print(imported - start, loaded - imported, compiled - loaded, decided - compiled)
"""
_PHASES = ("import", "load the file", "make an engine", "the first question")

_CEDAR = """
import sys, pathlib, cedarpy
policies = cedarpy.PolicySet.from_str(pathlib.Path(sys.argv[1], "policy.cedar").read_text())
entities = cedarpy.Entities.from_json_str(pathlib.Path(sys.argv[1], "entities.json").read_text())
context = {"kinds": [], "yes": [], "no": [], "key": "",
    "erased": False, "restricted": False, "goes_on_restricted": False,
    "purpose": {"__entity": {"type": "Purpose", "id": "account_notices"}},
    "recipient": {"__entity": {"type": "Party", "id": "nobody"}}}
request = {"principal": 'Subject::"alice"', "action": 'Action::"use"', "resource": 'Data::"contact"'}
request["context"] = context
assert cedarpy.is_authorized(request, policies, entities).allowed
"""


def measure(effort: Effort = FULL) -> list[Row]:
    """All rows; takes about a minute."""
    return [*_imports(effort), *_first_decision(effort), *_memory(effort)]


def _imports(effort: Effort) -> list[Row]:
    here = {who: code for who, code in _IMPORTS.items() if importlib.util.find_spec(code.split()[1])}
    bare, took = _less_bare({who: [code] for who, code in here.items()}, effort)
    rows = []
    for who in _IMPORTS:
        if who not in here:
            rows.append(skipped(IMPORT, who, "ms", "not installed; `make bench` installs requirements/bench.txt"))
            continue
        aim = _AIM_IMPORT if who == "troth, `import troth`" else ""
        note = f"a Python that does nothing takes {bare:.0f} ms besides" if aim else ""
        rows.append(Row(IMPORT, who, took[who], "ms", note, aim))
    return rows


def _first_decision(effort: Effort) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="troth-bench-") as folder:
        rules = make_problem(10).rules
        Path(folder, "policy.cedar").write_text(as_cedar(rules), encoding="utf-8")
        Path(folder, "entities.json").write_text(json.dumps(as_entities(rules)), encoding="utf-8")
        programs = {"troth": [_OURS, str(POLICY_FILE)]}
        if importlib.util.find_spec("cedarpy"):
            programs["Cedar (cedarpy)"] = [_CEDAR, folder]
        _, took = _less_bare(programs, effort)
    lines = len(POLICY_FILE.read_text(encoding="utf-8").splitlines())
    rows = [Row(READY, "troth", took["troth"], "ms", f"import, load {lines} lines of YAML, compile, decide")]
    if "Cedar (cedarpy)" in took:
        rows.append(Row(READY, "Cedar (cedarpy)", took["Cedar (cedarpy)"], "ms", f"translated: {len(rules)} rules"))
    else:
        rows.append(skipped(READY, "Cedar (cedarpy)", "ms", "`cedarpy` is not installed"))
    phases = [[float(part) for part in _run(programs["troth"]).split()] for _ in range(effort.rounds)]
    for place, phase in enumerate(_PHASES):
        median = statistics.median(run[place] for run in phases)
        rows.append(Row(f"{PHASE}: {phase}", "troth", median * 1000, "ms"))
    return rows


def _memory(effort: Effort) -> list[Row]:
    size = effort.of(1_000_000, 2_000)
    if not Path("/proc/self/statm").exists():
        return [skipped(MEMORY, who, "MB", "this system has no /proc/self/statm") for who in WAYS]
    weighed = {way: float(_start([sys.executable, "-m", "bench.weigh", way, str(size)])) for way in WAYS}
    note = "without the ids, which lie there already"
    return [Row(MEMORY, way, megabytes, "MB", note) for way, megabytes in weighed.items()]


def _less_bare(programs: dict[str, list[str]], effort: Effort) -> tuple[float, dict[str, float]]:
    """Milliseconds of a Python that does nothing, and of each program beyond it: medians, in turns."""
    all_of_them = {"": [_NOTHING], **programs}
    took: dict[str, list[float]] = {who: [] for who in all_of_them}
    for program in all_of_them.values():
        _run(program)
    for _ in range(effort.of(3, 1) * effort.rounds):
        for who, program in all_of_them.items():
            start = time.perf_counter()
            _run(program)
            took[who].append(1000 * (time.perf_counter() - start))
    medians = {who: statistics.median(times) for who, times in took.items()}
    bare = medians.pop("")
    return bare, {who: max(median - bare, 0.001) for who, median in medians.items()}


def _run(program: Sequence[str]) -> str:
    return _start([sys.executable, "-c", *program])


def _start(command: Sequence[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
