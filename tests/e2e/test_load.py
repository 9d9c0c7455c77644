"""The benchmark's own load generator counts answers, and does not count refusals."""

from __future__ import annotations

import msgspec
import pytest
from bench import load

from e2e.served import a_server
from unit.web.fast.calling import ASK, KEY


def test_answers_are_counted_and_refusals_stop_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert load.generator() == "bench/load.py"
    with a_server(unlimited=True) as (_, port):
        url, body = f"http://127.0.0.1:{port}/api/v1/decide", msgspec.json.encode(ASK)
        assert load.requests_a_second(load.Load(url, KEY, body, 4), 1) > 0
        with pytest.raises(load.LoadError, match="401"):
            load.requests_a_second(load.Load(url, "troth_other", body, 4), 1)
