from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from troth.policy.file.read import read_policy
from troth.requests.deadlines import dues
from troth.requests.request import Request
from troth.words import OrganisationId, RightKind

if TYPE_CHECKING:
    from troth.policy.model import Policy

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))["vectors"]


def policy_with(within: dict[str, str]) -> Policy:
    limits = ", ".join(f"{kind}: {limit}" for kind, limit in within.items())
    text = (
        'troth: 1\npolicy: {organisation: example, version: "1", effective: 2026-01-01, cite: [s1]}\n'
        f"rights:\n  - {{do: [access, erase], within: {{{limits}}}, cite: [s2]}}\n"
    )
    policy, problems = read_policy(text)
    assert policy is not None
    assert problems == []
    return policy


def at_noon(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), UTC)


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_every_vector_holds(vector: dict[str, Any]) -> None:
    request = Request(
        id="r1",
        organisation=OrganisationId("example"),
        kind=RightKind(vector["kind"]),
        received_at=at_noon(vector["received_on"]),
        regimes=tuple(vector["regimes"]),
        extended_at=at_noon(vector["extended_on"]) if "extended_on" in vector else None,
    )
    policy = policy_with(vector["within"]) if "within" in vector else None
    found = dues(request, policy, place=vector.get("place", ""))
    assert [(due.milestone.value, due.on.isoformat()) for due in found] == [tuple(pair) for pair in vector["due"]]


def test_every_vector_has_a_name_of_its_own_and_a_reason() -> None:
    assert len({vector["name"] for vector in VECTORS}) == len(VECTORS)
    assert all(vector["because"] for vector in VECTORS)


def test_every_clock_of_every_law_has_a_vector() -> None:
    from troth.laws import regimes

    clocks = {(each.id, clock.milestone.value) for each in regimes() for clock in each.clocks}
    seen = {(regime, pair[0]) for vector in VECTORS for regime in vector["regimes"] for pair in vector["due"]}
    assert clocks <= seen
