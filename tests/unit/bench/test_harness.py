"""Which benchmark runs, what it leaves behind, and how it ends."""

from __future__ import annotations

import json
import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from bench import __main__ as harness
from bench.race import FULL, QUICK, Effort
from bench.row import Row

from troth.errors import WrongUse

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    Row("op", "troth", 20, "calls/s", aim=">= 30"),
    Row("op", "peer", 10, "calls/s"),
    Row("op", "gone", 0, "calls/s", "skipped: not installed"),
]


class Sample(ModuleType):
    """A benchmark that measures nothing and remembers what it was asked for."""

    NAME = "sample"

    def __init__(self) -> None:
        super().__init__("bench.sample")
        self.efforts: list[Effort] = []

    def measure(self, effort: Effort = FULL) -> list[Row]:
        self.efforts.append(effort)
        return ROWS


class OneSize(ModuleType):
    """A benchmark that has no short run."""

    NAME = "one-size"

    def measure(self) -> list[Row]:
        return ROWS


class Broken(ModuleType):
    """A benchmark that fails to run."""

    NAME = "broken"

    def measure(self) -> list[Row]:
        raise RuntimeError("the peer went away")


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sample:
    module = Sample()
    for each in (module, OneSize("bench.one_size"), Broken("bench.broken")):
        monkeypatch.setitem(sys.modules, each.__name__, each)
    known = {"sample": "bench.sample", "one-size": "bench.one_size", "broken": "bench.broken"}
    monkeypatch.setattr(harness, "find_benchmarks", lambda: known)
    monkeypatch.setattr(harness, "RESULTS", tmp_path / "results")
    return module


def test_benchmarks_are_found_in_the_folder_by_their_names(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text('"""Doc."""\nNAME = "first"\n\ndef measure():\n    ...\n', encoding="utf-8")
    (tmp_path / "row.py").write_text('"""Doc."""\nclass Row: ...\n', encoding="utf-8")
    assert harness.find_benchmarks(tmp_path) == {"first": "bench.one"}


def test_the_benchmarks_of_the_project_are_found() -> None:
    assert {"audience", "decisions", "ledger", "reading", "start"} <= set(harness.find_benchmarks())


def test_without_a_name_all_are_chosen_and_one_asked_for_twice_runs_once() -> None:
    known = {"a": "bench.a", "b": "bench.b"}
    assert harness.choose([], known) == ["a", "b"]
    assert harness.choose(["b", "b"], known) == ["b"]


def test_an_unknown_operation_is_refused_with_help() -> None:
    with pytest.raises(WrongUse) as wrong:
        harness.choose(["decision"], {"decisions": "bench.decisions", "ledger": "bench.ledger"})
    assert wrong.value.id == "bench.unknown-operation"
    assert wrong.value.help == "choose among `decisions`, `ledger`, or leave it out for all"


def test_an_unknown_operation_ends_with_the_code_for_wrong_use(
    sample: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    assert harness.main(["samples"]) == 2
    assert "there is no benchmark `samples`" in capsys.readouterr().err
    assert not sample.efforts


def test_a_run_writes_a_file_of_the_documented_shape(sample: Sample) -> None:
    assert harness.main(["sample"]) == 0
    document = json.loads((harness.RESULTS / "sample.json").read_text(encoding="utf-8"))
    assert list(document) == [
        "operation",
        "measured_at",
        "troth",
        "quick",
        "seconds",
        "cpu_share",
        "machine",
        "rows",
    ]
    assert (document["operation"], document["quick"]) == ("sample", False)
    assert set(document["machine"]) == {"cpu", "cores", "python", "system", "load"}
    ours, peer, gone = document["rows"]
    assert ours == {
        "operation": "op",
        "who": "troth",
        "part": "ours",
        "figure": 20,
        "unit": "calls/s",
        "ratio": 2,
        "against": "peer",
        "of_limit": None,
        "aim": ">= 30",
        "reached": False,
        "note": "",
    }
    assert (peer["part"], peer["ratio"], peer["reached"]) == ("peer", None, None)
    assert (gone["part"], gone["figure"], gone["note"]) == ("skipped", None, "skipped: not installed")
    assert sample.efforts == [FULL]


def test_a_missed_aim_and_a_missing_peer_are_no_failure(sample: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    assert harness.main(["sample"]) == 0
    printed = capsys.readouterr().out
    assert "| op | troth | 20 calls/s | 2 x peer | >= 30 | **no** |" in printed
    assert "machine: cpu " in printed
    assert sample.efforts


def test_a_quick_run_leaves_the_figures_of_a_full_one_alone(sample: Sample) -> None:
    assert harness.main(["sample", "--quick"]) == 0
    assert [file.name for file in harness.RESULTS.iterdir()] == ["sample.quick.json"]
    assert sample.efforts == [QUICK]


@pytest.mark.usefixtures("sample")
def test_a_benchmark_of_one_size_runs_in_a_quick_run_too() -> None:
    assert harness.main(["one-size", "--quick"]) == 0
    assert (harness.RESULTS / "one-size.quick.json").is_file()


def test_a_benchmark_that_fails_does_not_hide_the_others(sample: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    assert harness.main(["broken", "sample"]) == 1
    shown = capsys.readouterr()
    assert "error: failed to run: broken" in shown.err
    assert "the peer went away" in shown.err
    assert "## sample" in shown.out
    assert sample.efforts


def test_the_folder_of_documentation_names_every_key_and_every_benchmark() -> None:
    page = (harness.FOLDER.parent / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    keys = ["measured_at", "cpu_share", "of_limit", "reached", "against", "quick"]
    missing = [word for word in [*keys, *harness.find_benchmarks()] if f"`{word}`" not in page]
    assert missing == []
