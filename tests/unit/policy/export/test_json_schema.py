"""The JSON Schema accepts what the reader of the file accepts, and rejects what it rejects.

`jsonschema` is no dependency of the project: the keywords that our schema uses are checked here by a small walk of its
own, which refuses any keyword it does not know.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from ruamel.yaml import YAML

from troth.policy import read_policy
from troth.policy.export.json_schema import DIALECT, json_schema, schema
from troth.policy.file.decode import fields_of
from troth.policy.model import KINDS
from unit.policy.export.examples import ORGANISATIONS, ROOT

pytestmark = pytest.mark.slow  # whole examples, one after another

_NOTES = {"$schema", "$id", "$defs", "title", "description"}
_TYPES = {"object": dict, "array": list, "string": str, "number": (int, float), "integer": int, "boolean": bool}


def fits(value: Any, rule: dict[str, Any], root: dict[str, Any]) -> bool:
    """Whether a value is valid under a schema (JSON Schema 2020-12, the keywords that ours uses)."""
    return all(_keyword(value, key, want, rule, root) for key, want in rule.items() if key not in _NOTES)


def _keyword(value: Any, key: str, want: Any, rule: dict[str, Any], root: dict[str, Any]) -> bool:  # noqa: C901, PLR0911, PLR0912 -- one case a keyword
    match key:
        case "$ref":
            return fits(value, root["$defs"][want.removeprefix("#/$defs/")], root)
        case "anyOf":
            return any(fits(value, each, root) for each in want)
        case "type":
            return any(_is(value, each) for each in ([want] if isinstance(want, str) else want))
        case "const":
            return bool(value == want)
        case "enum":
            return any(value == each and type(value) is type(each) for each in want)
        case "pattern":
            return not isinstance(value, str) or re.search(want, value) is not None
        case "minimum":
            return not _is(value, "number") or value >= want
        case "maximum":
            return not _is(value, "number") or value <= want
        case "required":
            return not isinstance(value, dict) or set(want) <= set(value)
        case "properties":
            return not isinstance(value, dict) or all(fits(value[k], s, root) for k, s in want.items() if k in value)
        case "additionalProperties":
            known = rule.get("properties", {})
            rest = [each for name, each in value.items() if name not in known] if isinstance(value, dict) else []
            return not rest if want is False else all(fits(each, want, root) for each in rest)
        case "propertyNames":
            return not isinstance(value, dict) or all(fits(name, want, root) for name in value)
        case "items":
            return not isinstance(value, list) or all(fits(each, want, root) for each in value)
        case _:
            raise AssertionError(f"a keyword that this walk does not know: {key}")


def _is(value: Any, kind: str) -> bool:
    if kind == "null":
        return value is None
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _TYPES[kind])  # type: ignore[arg-type]  # a class or classes


def as_editors_read(text: str) -> Any:
    """YAML 1.2 as editors give it to a schema: dates stay words."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.yaml_constructors = {
        tag: build for tag, build in yaml.constructor.yaml_constructors.items() if tag != "tag:yaml.org,2002:timestamp"
    }
    yaml.constructor.yaml_constructors["tag:yaml.org,2002:timestamp"] = lambda loader, node: loader.construct_scalar(
        node
    )
    return yaml.load(text)


HEAD = 'troth: 1\npolicy: {organisation: acme, version: "1", effective: 2024-05-01, cite: s1}\n'
GOOD = [
    HEAD,
    "troth: 1\npolicy: {organisation: a, version: 2024, effective: {new: on_acceptance, existing: 2024-05-01}}",
    HEAD + "signals: {gpc: {state: honoured, cite: s2}}",
    HEAD + "practices: [{do: use, data: x, modal: may, only: true, cite: 's2[4:30]'}]",
    HEAD
    + "practices: [{do: [use], data: ['*'], modal: never, only: [for, with], unless: {consent: opt_in}, cite: [s2]}]",
    HEAD + "practices: {p: {do: use, data: x, modal: may, if: {a: [b, c], d: true},\n"
    "  period: {from: 1999-01-01, to: 2000-01-01}}}",
    HEAD + "rights: [{do: erase, within: {erase: P30D}, keep_if: {erase: [billing]}, limit: {times: 2, per: P1Y}}]",
    HEAD + "retention:\nchildren: [{under: 13, rule: exclude, cite: s2}]",
    HEAD + "trackers: {c: {kind: cookie, class: necessary, lifetime: PT72H, personal: false, cite: s2}}",
]
BAD = [
    "policy: {organisation: acme, version: '1', effective: 2024-05-01, cite: s1}",
    "troth: 2\npolicy: {organisation: acme, version: '1', effective: 2024-05-01, cite: s1}",
    "troth: 1\npolicy: {organisation: acme, effective: 2024-05-01, cite: s1}",
    "troth: 1\npolicy: {organisation: acme, version: '1', effective: soon, cite: s1}",
    HEAD + "practises: []",
    HEAD + "practices: [{do: peek, data: x, modal: may, cite: s2}]",
    HEAD + "practices: [{do: use, data: x, modal: might, cite: s2}]",
    HEAD + "practices: [{do: use, data: x, cite: s2}]",
    HEAD + "practices: [{do: use, data: x, modal: may, purpose: y, cite: s2}]",
    HEAD + "practices: [{do: use, data: x, modal: may, cite: section 2}]",
    HEAD + "practices: [{do: use, data: x, modal: may, cite: s0}]",
    HEAD + "practices: [{do: use, data: x, modal: may, only: [colour], cite: s2}]",
    HEAD + "practices: [{do: use, data: x, modal: may, if: requested, cite: s2}]",
    HEAD + "practices: [{do: use, data: x, modal: may, automated: 'yes', cite: s2}]",
    HEAD + "practices: [{do: use, data: x, modal: may, period: {from: 1999-01-01}, cite: s2}]",
    HEAD + "rights: [{do: erase, within: {erase: 30 days}, cite: s2}]",
    HEAD + "rights: [{do: erase, within: {destroy: P30D}, cite: s2}]",
    HEAD + "rights: [{do: erase, limit: {times: two, per: P1Y}, cite: s2}]",
    HEAD + "retention: [{data: x, max: P, cite: s2}]",
    HEAD + "retention: [{data: x, max: 6Y, cite: s2}]",
    HEAD + "signals: {gpp: honoured}",
    HEAD + "children: [{under: thirteen, rule: exclude, cite: s2}]",
    HEAD + "practices: many",
]


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_the_examples_are_valid(organisation: str) -> None:
    text = (ROOT / "examples" / organisation / "policy.yaml").read_text(encoding="utf-8")
    assert fits(as_editors_read(text), schema(), schema())


@pytest.mark.parametrize("text", GOOD)
def test_what_the_reader_accepts_the_schema_accepts(text: str) -> None:
    assert read_policy(text)[1] == []
    assert fits(as_editors_read(text), schema(), schema())


@pytest.mark.parametrize("text", BAD)
def test_what_the_reader_refuses_the_schema_refuses(text: str) -> None:
    assert read_policy(text)[1] != []
    assert not fits(as_editors_read(text), schema(), schema())


def test_the_schema_says_what_every_key_means() -> None:
    made = json.loads(json_schema())
    assert made["$schema"] == DIALECT
    for kind, element in KINDS.items():
        properties = made["$defs"][kind]["properties"]
        assert set(properties) == set(fields_of(element))
        for key, (field, _) in fields_of(element).items():
            assert properties[key]["description"] == field.metadata["about"]


def test_the_schema_is_the_same_every_time() -> None:
    assert json_schema() == json_schema()
    assert json.loads(json_schema()) == schema()
