"""How is the description of the API shown to a reader?

As one page: what holds for all, then each operation with its parameters, an example of what is sent and of what is
answered, and how it can be refused. No script, and nothing from anybody else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from troth.web.api.document import MEANS, OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.web.api.document import Document


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of a body."""

    name: str
    where: str
    kind: str
    required: bool
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One operation as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    text: str
    scope: str
    fields: tuple[Field, ...]
    sent: str
    answered: str
    status: str
    refusals: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The operations about one thing."""

    name: str
    operations: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page."""

    title: str
    version: str
    about: tuple[str, ...]
    chapters: tuple[Chapter, ...]


def page_of(document: Document) -> Page:
    """The page of a description."""
    chapters: dict[str, list[Shown]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            chapters.setdefault(operation["tags"][0], []).append(_shown(document, path, method, operation))
    about = tuple(part.replace("\n", " ") for part in document["info"]["description"].strip().split("\n\n"))
    return Page(
        document["info"]["title"],
        document["info"]["version"],
        about,
        tuple(Chapter(name, tuple(operations)) for name, operations in chapters.items()),
    )


def _shown(document: Document, path: str, method: str, operation: Document) -> Shown:
    status = next(each for each in operation["responses"] if each.startswith("2"))
    answer = operation["responses"][status]["content"]
    sent = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    refusals = [int(each) for each in operation["responses"] if not each.startswith("2")]
    return Shown(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        text=operation["description"].rpartition("Scope:")[0].strip(),
        scope=OPERATIONS[operation["operationId"]].scope.value,
        fields=tuple(_fields(document, operation, sent)),
        sent="" if sent is None else _example(document, sent),
        answered=_example(document, answer.get("application/json", {}).get("schema", {})),
        status=status,
        refusals=tuple((each, MEANS[each]) for each in refusals),
    )


def _fields(document: Document, operation: Document, sent: Document | None) -> Iterator[Field]:
    for each in operation["parameters"]:
        yield Field(
            each["name"], each["in"], _kind(document, each["schema"]), each["required"], each.get("description", "")
        )
    if sent is not None:
        shape = _resolved(document, sent)
        for name, schema in shape.get("properties", {}).items():
            required = name in shape.get("required", ())
            yield Field(name, "body", _kind(document, schema), required, schema.get("description", ""))


def _resolved(document: Document, schema: Document) -> Document:
    """The shape that a reference leads to; of a choice, the first that is not null."""
    while True:
        if "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        elif "anyOf" in schema:
            schema = next(each for each in schema["anyOf"] if each.get("type") != "null")
        else:
            return schema


def _kind(document: Document, schema: Document) -> str:
    """What may be written, in a word or two."""
    found = _resolved(document, schema)
    if "enum" in found:
        return " | ".join(map(str, found["enum"]))
    if found.get("type") == "array":
        return f"list of {_kind(document, found['items'])}"
    return str(found.get("format") or found.get("type") or "any")


def _example(document: Document, schema: Document) -> str:
    value = _value(document, schema, 0)
    return "" if value is None else json.dumps(value, indent=2, ensure_ascii=False)


_DEEPEST = 6


def _value(document: Document, schema: Document, depth: int) -> Any:
    """The example of a shape: its own, or made of those of its parts."""
    if any(each.get("type") == "null" for each in schema.get("anyOf", ())):
        return None
    found = _resolved(document, schema)
    if found.get("examples"):
        return found["examples"][0]
    if depth > _DEEPEST:
        return None
    if found.get("type") == "array":
        inner = _value(document, found.get("items", {}), depth + 1)
        return [] if inner is None else [inner]
    if "properties" in found:
        return {name: _value(document, each, depth + 1) for name, each in found["properties"].items()}
    plain = {"string": "...", "integer": 1, "boolean": True, "object": {}}
    return found["enum"][0] if "enum" in found else plain.get(str(found.get("type")))
