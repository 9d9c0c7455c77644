"""Requests made from the API's description, valid and not: no answer but those that it names.

schemathesis makes them, the same in each run. What it is asked to check: no 5xx, the status, content type, headers and
body that the description names, a key that is needed, methods that are not there, and that what the description forbids
is refused.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

import hypothesis
import pytest
import schemathesis
from schemathesis import GenerationMode, checks
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok

from e2e.api.world import World, installed_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Case = schemathesis.Case[Any]

EXAMPLES = 8
"""Of each operation, in either mode."""
CHECKED = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.ignored_auth,
    checks.unsupported_method,
]


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """A world in SQLite, in which somebody said something."""
    with installed_in("sqlite") as made:
        made.say(made.introduce("alice@example.org", kinds=["customer"]), "given")
        made.desk.publications.publish_new()
        yield made


def test_every_operation_answers_as_its_description_says(world: World) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", _application(world))
    asked = 0
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        for mode in GenerationMode:
            strategy = operation.as_strategy(generation_mode=mode)

            @hypothesis.settings(
                max_examples=EXAMPLES,
                derandomize=True,
                database=None,
                deadline=None,
                suppress_health_check=list(hypothesis.HealthCheck),
                phases=[hypothesis.Phase.generate],
            )
            @hypothesis.given(case=strategy)
            def ask(case: Case) -> None:
                nonlocal asked
                asked += 1
                case.call_and_validate(headers={"Authorization": f"Bearer {world.ours}"}, checks=CHECKED)

            try:
                ask()
            except hypothesis.errors.Unsatisfiable:
                # There is no invalid request where nothing can be sent.
                assert mode is GenerationMode.NEGATIVE, operation.label
    assert asked > 20 * EXAMPLES


def test_an_answer_that_the_description_does_not_name_is_found(world: World) -> None:
    """A planted violation: the same check, of an application that answers otherwise."""

    def wrong(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"].endswith("openapi.json"):
            return cast("Iterable[bytes]", _application(world)(environ, start))
        start("200 OK", [("Content-Type", "application/json")])
        return [b'{"versions": [{"version": 1}]}']

    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", wrong)
    operation = schema["/api/v1/notices"]["GET"]
    case = operation.Case()
    with pytest.raises(FailureGroup) as found:
        case.call_and_validate(checks=CHECKED)
    said = "\n".join(map(str, found.value.exceptions))
    assert "API accepts requests without authentication" in said
    assert '"language" is a required property' in said


def _application(world: World) -> Callable[..., Any]:
    """Django, and before it the decisions, as one WSGI application."""
    from django.core.wsgi import get_wsgi_application

    from troth.web.fast.decide import LARGEST, Decider, Waiting
    from troth.web.fast.reply import Reply

    django, decider = get_wsgi_application(), Decider(world.desk)

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        environ["HTTP_HOST"] = "localhost"
        path = environ["PATH_INFO"]
        if path not in LARGEST or environ["REQUEST_METHOD"] != "POST":
            return cast("Iterable[bytes]", django(environ, start))
        headers = [environ.get(name) for name in ("HTTP_AUTHORIZATION", "CONTENT_TYPE")]
        sent = [None if each is None else str(each).encode("latin-1") for each in headers]
        answer = decider.answer(path, sent[0], sent[1], environ["wsgi.input"].read())
        reply = asyncio.run(decider.finish(answer)) if isinstance(answer, Waiting) else answer
        assert isinstance(reply, Reply)
        status = f"{reply.status} {HTTPStatus(reply.status).phrase}"
        start(status, [(name.decode(), value.decode()) for name, value in reply.all_headers()])
        return [reply.body]

    return application
