"""The log: entries, what they seal, and a check that finds what was changed."""

from __future__ import annotations

import io
import re
import time
import zipfile
from typing import TYPE_CHECKING

from e2e.console.filled import ALICE, OURS

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from e2e.console.filled import Filled

LOG = f"/console/{OURS}/log/"


def _page(ours: Filled, path: str, who: str = "viewer") -> str:
    answer = ours.client(who).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def _publish() -> int:
    from troth.web.desk import desk

    return desk().publications.publish(OURS).size


def test_entries_are_filtered_by_kind_and_subject(ours: Filled) -> None:
    assert _page(ours, LOG).count('scope="row"') == 9
    assert _page(ours, f"{LOG}?kind=choice.recorded").count('scope="row"') == 2
    assert _page(ours, f"{LOG}?subject={ALICE}").count('scope="row"') == 3
    assert "No entry fits" in _page(ours, f"{LOG}?kind=nothing")


def test_an_entry_is_proven_once_it_is_published(ours: Filled) -> None:
    assert "not published yet" in _page(ours, f"{LOG}7/")
    size = _publish()
    assert f"it is in the published log of {size} entries" in _page(ours, f"{LOG}7/")
    assert ours.client("viewer").get(f"{LOG}999/").status_code == 404


def test_what_an_entry_seals_is_opened_by_officers_only_and_recorded(ours: Filled) -> None:
    from troth.store import log

    assert ours.client("viewer").post(f"{LOG}7/opened/").status_code == 403
    assert log.recorded(OURS, kinds=(log.VIEWED,)) == ()
    opened = ours.client("officer").post(f"{LOG}7/opened/").content.decode()
    assert "That you opened it is recorded" in opened
    (view,) = log.recorded(OURS, kinds=(log.VIEWED,))
    assert view.entry.subject == ALICE
    assert ours.client("officer").post(f"{LOG}0/opened/").status_code == 404


def test_a_log_that_nobody_touched_holds(ours: Filled) -> None:
    _publish()
    shown = _page(ours, f"{LOG}verify/?go=1")
    assert "It holds." in shown
    assert "9 entries checked in" in shown
    assert "9 entries lead to the root that was signed" in shown


def test_a_row_that_was_changed_is_found_and_named(ours: Filled) -> None:
    from troth.store.models import LogEntry

    _publish()
    row = LogEntry.objects.get(organisation=OURS, index=3)
    LogEntry.objects.filter(pk=row.pk).update(leaf=bytes(row.leaf).replace(b"administrator", b"viewer"))
    shown = _page(ours, f"{LOG}verify/?go=1")
    assert "It does not hold." in shown
    assert ">Entry 3</a>" in shown


def test_a_log_whose_last_row_is_gone_does_not_hold(ours: Filled) -> None:
    from troth.store.models import LogEntry

    LogEntry.objects.filter(organisation=OURS, index=8).delete()
    assert "head is not its last entry" in _page(ours, f"{LOG}verify/?go=1")


def test_a_long_check_goes_on_by_links_to_the_same_end(ours: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    from troth.web.console import log

    _publish()
    monkeypatch.setattr(log, "ROWS", 2)
    ticks = iter(range(0, 100_000, 2))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(ticks)))
    monkeypatch.setattr(log, "SECONDS", 3.0)
    path, pages = f"{LOG}verify/?go=1", 0
    while True:
        shown = _page(ours, path)
        pages += 1
        more = re.search(r'href="(\?from=[^"]+)"', shown)
        if more is None:
            break
        assert "So far it holds." in shown
        path = f"{LOG}verify/{more[1]}"
    assert pages == 5
    assert "9 entries checked" in shown


def test_progress_that_somebody_made_up_is_refused(ours: Filled) -> None:
    assert ours.client("viewer").get(f"{LOG}verify/?from=made-up").status_code == 404


def test_checkpoint_and_bundle_are_files_that_the_verifier_accepts(ours: Filled, tmp_path: Path) -> None:
    from troth.evidence.verify import verify

    size = _publish()
    note = ours.client("viewer").get(f"{LOG}checkpoint/").content.decode()
    assert note.split("\n")[:2] == [f"troth/{OURS}", str(size)]
    data = ours.client("viewer").get(f"{LOG}bundle/").content
    assert "checkpoint" in zipfile.ZipFile(io.BytesIO(data)).namelist()
    kept = tmp_path / "log.zip"
    kept.write_bytes(data)
    assert verify(kept).holds
