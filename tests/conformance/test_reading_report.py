"""What `troth read --format json` prints, over the yardstick's notices and the five of the shared folder.

Every key, type and word of it is what docs/reading.md says, and every range of characters is that of the clause.
"""

from __future__ import annotations

import html
import json
import re
from functools import cache
from hashlib import sha256
from typing import Any

import msgspec
import pytest
from bench.annotated import Example, examples, yardstick

from troth import read_notice
from troth.notice import Format
from troth.notice.lexicon import word_set
from troth.reading.draft import draft
from troth.reading.model import SlotKind
from troth.reading.read import read
from troth.reading.report import as_json

KINDS = word_set(
    """collection source purpose legal-basis sharing processor transfer retention security right choice cookie children
    automated-decision breach change-notice contact complaint definition disclaimer third-party-link public-forum survey
    payment aggregate sale corporate-event legal-request"""
)
OF_A_CLAUSE = {
    "id": str, "start": int, "end": int, "section": str, "role": str, "kinds": list, "modal": str | None, "actor": str,
    "confidence": float | int, "open": bool, "elements": list, "slots": dict, "text": str,
}  # fmt: skip
NOTICES = [*yardstick(), *examples()]


@cache
def told(example: Example) -> dict[str, Any]:
    """The report of a notice, as a program reads it."""
    reading = read(read_notice(example.file))
    report = as_json(reading, draft(reading, example.name))
    return json.loads(msgspec.json.encode(report, enc_hook=str, order="sorted"))  # type: ignore[no-any-return]


def faults_of(report: dict[str, Any], source: str) -> list[str]:
    """Where a report is not of the shape that is promised."""
    found = []
    if report.keys() != {"notice", "clauses", "left", "policy"}:
        found.append("keys of the report")
    if report["notice"] != {"sha256": sha256(source.encode()).hexdigest(), "clauses": len(report["clauses"])}:
        found.append("notice")
    ids = [clause["id"] for clause in report["clauses"]]
    if ids != [f"s{number}" for number in range(1, len(ids) + 1)] or not set(report["left"]) <= set(ids):
        found.append("ids")
    end = 0
    for clause in report["clauses"]:
        found += [f"{clause['id']}: {fault}" for fault in _faults_of_clause(clause, report["policy"])]
        if not end <= clause["start"] < clause["end"] <= len(source):
            found.append(f"{clause['id']}: out of order")
        end = clause["end"]
    return found


def _faults_of_clause(clause: dict[str, Any], policy: dict[str, Any]) -> list[str]:
    found = [key for key, type_ in OF_A_CLAUSE.items() if not isinstance(clause.get(key), type_)]
    if clause.keys() != OF_A_CLAUSE.keys():
        found.append("keys")
    if not set(clause["kinds"]) <= KINDS or len(clause["kinds"]) != len(set(clause["kinds"])):
        found.append("kinds")
    if clause["role"] not in ("practice", "note", "heading", "lead_in"):
        found.append("role")
    if clause["modal"] not in ("does", "may", "never", None):
        found.append("modal")
    if not 0 <= clause["confidence"] <= 1:
        found.append("confidence")
    return [*found, *_faults_of_references(clause, policy)]


def _faults_of_references(clause: dict[str, Any], policy: dict[str, Any]) -> list[str]:
    found = []
    for address in clause["elements"]:
        kind, _, name = address.partition(".")
        if address != "policy" and name not in policy.get(kind, {}):
            found.append(f"element {address}")
    for slot, values in clause["slots"].items():
        if slot not in {each.value for each in SlotKind} or any(
            each.keys() != {"value", "start", "end"} for each in values
        ):
            found.append(f"slot {slot}")
        elif any(not 0 <= each["start"] < each["end"] <= len(clause["text"]) for each in values):
            found.append(f"place of {slot}")
    return found


def words_of(original: str, format: Format) -> str:  # noqa: A002 -- the field's name
    """The letters and figures of a range of the source, without its markup."""
    if format is not Format.TEXT:
        original = re.sub(r"<!--.*?-->", " ", original, flags=re.DOTALL)
        original = html.unescape(re.sub(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>", " ", original))
    if format is Format.MARKDOWN:
        original = re.sub(r"\[\]\(([^()\s]*)\)", r"\1", original)  # a link without words shows its address
        original = re.sub(r"\]\([^()\s]*\)", " ", original)
    return re.sub(r"[\W_]+", "", original)


@pytest.mark.parametrize("example", NOTICES, ids=[each.name for each in NOTICES])
def test_the_report_has_the_shape_that_is_promised(example: Example) -> None:
    assert faults_of(told(example), example.file.read_bytes().decode("utf-8")) == []


@pytest.mark.parametrize("example", NOTICES, ids=[each.name for each in NOTICES])
def test_the_range_of_a_clause_holds_its_words_and_no_others(example: Example) -> None:
    source = example.file.read_bytes().decode("utf-8")
    format_ = read_notice(example.file).format
    for clause in told(example)["clauses"]:
        assert words_of(source[clause["start"] : clause["end"]], format_) == re.sub(r"[\W_]+", "", clause["text"])


def test_a_report_of_another_shape_is_found() -> None:
    source = "We collect your name."
    reading = read(read_notice(source))
    report = json.loads(msgspec.json.encode(as_json(reading, draft(reading, "acme")), enc_hook=str))
    assert faults_of(report, source) == []
    clause = report["clauses"][0]
    for key, wrong in (
        ("kinds", ["gossip"]), ("role", "sentence"), ("modal", "must"), ("confidence", 2), ("end", 99), ("open", "no"),
        ("elements", ["practices.none"]), ("slots", {"data": [{"value": "x"}]}), ("more", 1),
    ):  # fmt: skip
        assert faults_of({**report, "clauses": [{**clause, key: wrong}]}, source), key
    assert faults_of(report, source + " ")
