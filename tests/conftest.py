"""What do all tests share?

1. In continuous integration (`CI` is set) a skipped test is a failure: what cannot run there does not hold.
2. `shared` is the folder with the published notices and their hand-marked spans: `../shared` beside the checkout, or
   where `TROTH_SHARED` says. Without it, tests that read it are skipped, with a sentence that says how to have it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Generator

_ROOT = Path(__file__).resolve().parents[1]


# How fast a machine makes examples says nothing about the code. In continuous integration the examples are the same in
# every run, so that a run says something about the change; elsewhere each run tries new ones.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def runs_in_ci() -> bool:
    """Whether this is a run of continuous integration."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In continuous integration, report a skipped test as failed. An expected failure is no skip."""
    report = yield
    if report.skipped and runs_in_ci() and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and in continuous integration that is a failure: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the published notices and the spans marked in them by hand."""
    folder = Path(os.environ.get("TROTH_SHARED") or _ROOT.parent / "shared")
    if not (folder / "design" / "sentences.tsv").is_file():
        pytest.skip(
            "the published notices are not here: put the folder `shared` beside the checkout, "
            "or set TROTH_SHARED to where it is"
        )
    return folder
