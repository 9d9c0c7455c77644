"""What does the description of the API say (OpenAPI 3.1)?

1. Paths, parameters and bodies come from the functions that answer and the shapes that they take: they cannot drift.
2. Decisions are answered before Django, and stand here too, from the shapes that they are read with.
3. Each status that an operation can answer with stands in `OPERATIONS`; tests call the API and compare.

What it leaves out: how it looks as a page (`page`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from troth.consent.receipt import Receipt
from troth.store.api_keys import Scope
from troth.web.api.keys import LARGEST
from troth.web.api.shapes import Refusal
from troth.web.fast.problems import CONTENT_TYPE
from troth.web.fast.wire import MOST_AT_ONCE, AnswerBody, ManyBody, OneBody, QuestionBody

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ninja import NinjaAPI

Document = dict[str, Any]

_SCHEMAS = "#/components/schemas/"
_ALWAYS = frozenset({400, 401, 403, 429, 500, 503})
_BODY = frozenset({413, 415, 422})
_WRITE = frozenset({404, 409, 413, 415, 422, 507})


@dataclass(frozen=True, slots=True)
class Operation:
    """Which scope an operation needs, how it can be refused beyond what all can, and whether it changes things."""

    scope: Scope
    statuses: frozenset[int]
    is_change: bool = False


OPERATIONS = {
    "decide": Operation(Scope.DECIDE, frozenset({409, 413, 415, 422})),
    "decide_many": Operation(Scope.DECIDE, frozenset({413, 415})),
    "find_audience": Operation(Scope.AUDIENCE, _BODY),
    "record_choice": Operation(Scope.CHOICES_WRITE, _WRITE, is_change=True),
    "withdraw_choice": Operation(Scope.CHOICES_WRITE, _WRITE, is_change=True),
    "read_choices": Operation(Scope.CHOICES_READ, frozenset({404, 409, 422})),
    "read_receipts": Operation(Scope.CHOICES_READ, frozenset({404, 409, 422, 507})),
    "introduce_subject": Operation(Scope.SUBJECTS_WRITE, _WRITE, is_change=True),
    "find_subject": Operation(Scope.SUBJECTS_READ, _BODY),
    "read_subject": Operation(Scope.SUBJECTS_READ, frozenset({404, 409, 422, 507})),
    "change_standing": Operation(Scope.SUBJECTS_WRITE, _WRITE, is_change=True),
    "list_notices": Operation(Scope.NOTICES_READ, frozenset()),
    "read_notice": Operation(Scope.NOTICES_READ, frozenset({404, 422})),
    "compare_notices": Operation(Scope.NOTICES_READ, frozenset({404})),
    "read_policy": Operation(Scope.NOTICES_READ, frozenset({404, 422})),
    "list_entries": Operation(Scope.LOG_READ, frozenset({422})),
    "read_entry": Operation(Scope.LOG_READ, frozenset({404})),
    "read_checkpoint": Operation(Scope.LOG_READ, frozenset()),
    "fetch_snapshot": Operation(Scope.SNAPSHOT, frozenset({409})),
    "prove_inclusion": Operation(Scope.LOG_READ, frozenset({404, 422})),
    "prove_consistency": Operation(Scope.LOG_READ, frozenset({404, 422})),
}
"""By the name of the function that answers."""

MEANS = {
    400: "The request cannot be read.",
    401: "There is no key, or it is unknown, expired or revoked.",
    403: "The key does not have the scope.",
    404: "What is named is not there, or is another organisation's.",
    409: "What is asked for contradicts what is there, such as a subject who was forgotten, or a shared identifier.",
    413: f"The body is larger than {LARGEST:,} bytes (16,000 for one decision), or its texts too long to be kept.",
    415: "The body is not declared as JSON.",
    422: "What was sent cannot be taken; `problems` says each reason.",
    429: "The key's rate is used up.",
    500: "A mistake of ours; nothing was recorded.",
    503: "The database is busy or away, or the policy is not loaded yet; nothing was recorded.",
    507: "The database has no room; nothing was recorded.",
}
_WAITS = frozenset({429, 503})
_ABOUT = """

The organisation is that of the key. Times are RFC 3339. A refusal is `application/problem+json`: `id` says which,
`help` what to do next, and nothing was done. A request that changes something may carry an `Idempotency-Key`: sent
again within 24 hours, it is answered as the first time, and nothing is done twice.
"""
_IDEMPOTENCY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "A random name for this request; the same name with another request is refused (422).",
    "schema": {"type": "string", "pattern": r"^[\x21-\x7e]{1,200}$"},
}
_REPLAYED = {
    "description": "`true` where the answer is that of an earlier request with the same idempotency key.",
    "schema": {"type": "string", "enum": ["true"]},
}


def describe(api: NinjaAPI, prefix: str) -> Document:
    """The description; `prefix` begins each path."""
    document: Document = json.loads(json.dumps(api.get_openapi_schema(path_prefix=prefix)))
    document["info"]["description"] += _ABOUT
    document["servers"] = [{"url": "/"}]
    schemas = document["components"]["schemas"]
    _add_shapes(schemas)
    document["paths"] = {**_decisions(prefix), **document["paths"]}
    _say_what_is_no_json(document["paths"], prefix)
    for operation in _operations(document):
        _finish(operation)
    document["components"]["securitySchemes"] = {
        "Key": {
            "type": "http",
            "scheme": "bearer",
            "description": "A key of one organisation, `troth_...`, that an administrator makes in the console.",
        }
    }
    return document


def encode(document: Document) -> bytes:
    """The description as JSON."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _operations(document: Document) -> Iterator[Document]:
    for methods in document["paths"].values():
        yield from methods.values()


def _finish(operation: Document) -> None:
    """Add what all have: the scope, the key, the header of changes, and each refusal."""
    facts = OPERATIONS[operation["operationId"]]
    text = operation.pop("description", "").strip()
    # The first line of a function's docstring is its summary; what follows, if anything, its description.
    summary, _, rest = text.partition("\n\n")
    operation["summary"] = summary.rstrip(".") or operation["summary"]
    operation["description"] = f"{rest}\n\nScope: `{facts.scope.value}`.".strip()
    operation["x-scope"] = facts.scope.value
    operation["security"] = [{"Key": []}]
    responses = operation["responses"]
    if facts.is_change:
        operation["parameters"].append(_IDEMPOTENCY)
        for response in responses.values():
            response["headers"] = {"Idempotency-Replayed": _REPLAYED}
    for status in sorted(_ALWAYS | facts.statuses):
        responses[str(status)] = _refused(status)


def _refused(status: int) -> Document:
    said: Document = {
        "description": MEANS[status],
        "content": {CONTENT_TYPE: {"schema": {"$ref": _SCHEMAS + "Refusal"}}},
    }
    if status in _WAITS:
        said["headers"] = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
    return said


def _add_shapes(schemas: Document) -> None:
    """The shapes that are not ninja's: refusals, receipts, decisions."""
    refusal = Refusal.model_json_schema(ref_template=_SCHEMAS + "{model}", mode="serialization")
    schemas.update(refusal.pop("$defs"))
    schemas["Refusal"] = refusal
    types = [Receipt, QuestionBody, OneBody, ManyBody, AnswerBody]
    _, found = msgspec.json.schema_components(types, ref_template=_SCHEMAS + "{name}")
    for name in schemas.keys() & found.keys():
        # Both describe the same enumeration; two shapes under one name would hide each other.
        if sorted(schemas[name].get("enum", [name])) != sorted(found[name].get("enum", [])):
            raise ValueError(f"two shapes have one name: {name}")
    schemas.update(json.loads(msgspec.json.encode(found)))
    for asking in ("OneBody", "AudienceGiven"):
        schemas[asking]["properties"]["question"] = {"$ref": _SCHEMAS + "QuestionBody"}
    schemas["Receipts"]["properties"]["receipts"]["items"] = {"$ref": _SCHEMAS + "Receipt"}
    schemas["OneBody"]["examples"] = [_ASKED]
    schemas["ManyBody"]["examples"] = [{"questions": [_ASKED]}]
    schemas["AnswerBody"]["examples"] = [_ANSWERED]


_ASKED = {
    "subject": "0195512aafff7def8123456789abcdef",
    "question": {"data": "email", "purpose": "marketing", "channel": "email"},
}
_ANSWERED = {
    "allowed": False,
    "reason": "refused",
    "in_words": "the subject refused, objected or opted out",
    "clauses": ["s85"],
    "elements": ["practices.use-marketing"],
}


def _decisions(prefix: str) -> Document:
    """The paths of decisions, which are answered before Django."""
    one, many = {"$ref": _SCHEMAS + "AnswerBody"}, {"$ref": _SCHEMAS + "Refusal"}
    answers = {
        "type": "object",
        "required": ["answers"],
        "properties": {"answers": {"type": "array", "items": {"anyOf": [one, many]}}},
    }
    return {
        f"{prefix}decide": {
            "post": _asking("decide", "May this be done, with this subject's data?", "OneBody", one),
        },
        f"{prefix}decisions": {
            "post": _asking("decide_many", f"Up to {MOST_AT_ONCE:,} questions, answered in order.", "ManyBody", answers)
        },
    }


def _asking(name: str, text: str, body: str, answer: Document) -> Document:
    return {
        "operationId": name,
        "summary": name,
        "description": text,
        "tags": ["decisions"],
        "parameters": [],
        "requestBody": {"required": True, "content": {"application/json": {"schema": {"$ref": _SCHEMAS + body}}}},
        "responses": {"200": {"description": "OK", "content": {"application/json": {"schema": answer}}}},
    }


def _say_what_is_no_json(paths: Document, prefix: str) -> None:
    """The answers that are files: a policy, a signed note, a snapshot."""
    text = {"schema": {"type": "string"}}
    for path, content in {
        "policies/{version}": {"application/json": {"schema": {"type": "object"}}, "application/yaml": text},
        "log/checkpoint": {"text/plain": text},
        "snapshot": {"application/octet-stream": {}},
    }.items():
        paths[prefix + path]["get"]["responses"]["200"]["content"] = content
