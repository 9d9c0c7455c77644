"""The API's page names each path of its description, with its scope, and no other; and each status."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from e2e.api.world import World, installed_in

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (Path(__file__).parents[2] / "docs" / "http-api.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """A world that answers for itself."""
    with installed_in("sqlite") as made:
        yield made


@pytest.fixture(scope="module")
def document(world: World) -> dict[str, Any]:
    """The description as it is served."""
    got = world.get("/openapi.json", key=None)
    assert got.status == 200
    found: dict[str, Any] = got.json
    return found


def test_the_page_names_each_operation_with_its_scope_and_no_other(document: dict[str, Any]) -> None:
    told = set(re.findall(r"^\| `([A-Z]+ /api/v1/[^`]*)` \| `([a-z:]+)` \|", PAGE, flags=re.MULTILINE))
    described = {
        (f"{method.upper()} {path}", operation["x-scope"])
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }
    assert told == described


def test_the_page_names_each_status_of_a_refusal(document: dict[str, Any]) -> None:
    told = set(re.findall(r"^\| (\d{3}) \|", PAGE, flags=re.MULTILINE))
    described = {
        status
        for methods in document["paths"].values()
        for operation in methods.values()
        for status in operation["responses"]
        if not status.startswith("2")
    }
    assert told == described | {"405"}


def test_each_operation_stands_once_in_the_table_of_scopes_and_statuses(document: dict[str, Any]) -> None:
    from troth.web.api.document import OPERATIONS

    named = [each["operationId"] for methods in document["paths"].values() for each in methods.values()]
    assert sorted(named) == sorted(OPERATIONS)


def test_each_shape_that_is_sent_has_an_example_that_it_takes(world: World, document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            body = operation.get("requestBody")
            if body is None or operation["operationId"] in {"decide", "decide_many"}:
                continue
            schema = body["content"]["application/json"]["schema"]
            found = schema.get("$ref") or next(each["$ref"] for each in schema["anyOf"] if "$ref" in each)
            (example,) = schemas[found.rpartition("/")[2]]["examples"]
            filled = path.removeprefix("/api/v1").replace("{subject}", "nobody").replace("{event}", "0" * 32)
            got = world.call(method.upper(), filled, example)
            assert got.json.get("id") != "api.invalid", (operation["operationId"], got.body)


def test_a_question_to_an_audience_is_one_to_decide(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert schemas["AudienceGiven"]["properties"]["question"] == schemas["OneBody"]["properties"]["question"]
    assert "data" in schemas["QuestionBody"]["properties"]


def test_the_page_for_people_shows_each_operation_without_script_or_anybody_else(
    world: World, document: dict[str, Any]
) -> None:
    got = world.get("/docs", key=None)
    assert got.status == 200
    text = got.body.decode()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            shown = f'<span class="method {method}">{method.upper()}</span> <code>{path}</code>'
            assert f'<h3 id="{operation["operationId"]}">{shown}' in text
    assert "<script" not in text.replace('<script src="/static/', "")
    assert not re.search(r'(src|href)="(https?:)?//', text)
    assert len(got.body) < 100_000
