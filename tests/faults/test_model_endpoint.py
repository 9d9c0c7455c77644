"""What does reading do when the language model's endpoint fails, lies, or never ends? A real server, with faults."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

import pytest

from model_server import Fault, Model, serving
from troth.errors import OutsideWorldFailed, WrongUse
from troth.notice import read_notice
from troth.reading.suggest.asking import Question, question_about
from troth.reading.suggest.endpoint import Endpoint, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "canary-key-1"
QUICK = Limits(seconds=0.5, attempts=3, pause=1.0, longest_pause=30.0)
PATIENT = Limits(seconds=10.0, attempts=3)


def question() -> Question:
    notice = read_notice("# Privacy\n\nThe elves hum.\n")
    return question_about(notice.clauses[-1], notice)


@pytest.fixture
def model() -> Iterator[Model]:
    with serving(Model(key=KEY)) as served:
        yield served


@pytest.fixture
def waited() -> list[float]:
    """The pauses that were made, none of which takes time."""
    return []


def ask(model: Model, waited: list[float], limits: Limits = PATIENT, key: str = KEY) -> str:
    return Endpoint(model.url, "fake", key, limits, waited.append)(question())


def failed(model: Model, waited: list[float], limits: Limits = PATIENT, key: str = KEY) -> OutsideWorldFailed:
    with pytest.raises(OutsideWorldFailed) as raised:
        ask(model, waited, limits, key)
    assert raised.value.help
    assert KEY not in str(raised.value)
    return raised.value


def test_an_answer_comes_with_the_schema_the_key_and_no_chance(model: Model, waited: list[float]) -> None:
    assert json.loads(ask(model, waited)) == {"clause": question().tag, "elements": []}
    (body,) = model.requests
    assert (body["model"], body["temperature"]) == ("fake", 0)
    assert body["response_format"]["json_schema"]["schema"]["$defs"]["PracticePart"]
    assert KEY not in json.dumps(body)
    assert model.keys == [f"Bearer {KEY}"]
    assert waited == []


@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.FAILING])
def test_what_is_busy_or_fails_is_asked_again_with_longer_pauses(
    model: Model, waited: list[float], fault: Fault
) -> None:
    model.faults = [fault, fault]
    assert json.loads(ask(model, waited))["elements"] == []
    assert waited == [1.0, 2.0]


@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.FAILING])
def test_what_stays_busy_is_an_error_after_a_few_attempts(model: Model, waited: list[float], fault: Fault) -> None:
    model.always = fault
    assert failed(model, waited).id == "model.busy"
    assert (len(model.requests), len(waited)) == (3, 2)


@pytest.mark.parametrize(
    ("asked", "kept"), [("7", 7.0), ("999999999", 1.0), ("99999", 30.0), ("soon", 1.0), ("-5", 1.0)]
)
def test_a_pause_that_is_asked_for_is_kept_up_to_a_limit(
    model: Model, waited: list[float], asked: str, kept: float
) -> None:
    model.faults, model.retry_after = [Fault.BUSY], asked
    ask(model, waited)
    assert waited == [kept]


def test_an_endpoint_that_knows_no_schemas_is_asked_without(model: Model, waited: list[float]) -> None:
    model.always = Fault.NO_SCHEMAS
    endpoint = Endpoint(model.url, "fake", KEY, PATIENT, waited.append)
    endpoint(question())
    endpoint(question())
    assert ["response_format" in each for each in model.requests] == [True, False, False]
    assert "temperature" not in model.requests[-1]


@pytest.mark.parametrize(
    ("fault", "id_"),
    [
        (Fault.NO_SUCH_PAGE, "model.refused"),
        (Fault.ELSEWHERE, "model.refused"),
        (Fault.HANGS_UP, "model.unreachable"),
        (Fault.HUGE, "model.too-large"),
        (Fault.NO_JSON, "model.no-completion"),
        (Fault.NO_COMPLETION, "model.no-completion"),
        (Fault.NO_CHOICES, "model.no-completion"),
    ],
)
def test_what_is_wrong_with_an_endpoint_is_said_once_and_not_asked_again(
    model: Model, waited: list[float], fault: Fault, id_: str
) -> None:
    model.always = fault
    assert failed(model, waited).id == id_
    assert (len(model.requests), waited) == (1, [])


@pytest.mark.parametrize("fault", [Fault.SLOW, Fault.ENDLESS])
def test_an_answer_that_never_ends_is_cut_in_time(model: Model, waited: list[float], fault: Fault) -> None:
    model.always = fault
    assert failed(model, waited, QUICK).id == "model.too-slow"
    assert len(model.requests) == 1


def test_a_key_that_is_refused_is_said_and_not_shown(model: Model, waited: list[float]) -> None:
    error = failed(model, waited, key="another-canary")
    assert error.id == "model.refused-key"
    assert "canary" not in str(error)
    assert error.__cause__ is None


def test_where_nothing_answers_the_address_is_to_be_checked(waited: list[float]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: whoever connects is refused
        nobody = Model(port=taken.getsockname()[1])
        assert failed(nobody, waited).id == "model.unreachable"


def test_a_model_that_says_nothing_has_an_empty_answer(model: Model, waited: list[float]) -> None:
    model.always = Fault.SAYS_NOTHING
    assert ask(model, waited) == ""


@pytest.mark.parametrize(
    "url",
    [
        "", "models.example/v1", "ftp://models.example", "https://", "https://models.example/v1?key=1",
        "https://alice:secret@models.example/v1", "https://models.example:port/v1", "https://models.example/#v1",
    ],
)  # fmt: skip
def test_an_address_of_another_form_is_refused(url: str) -> None:
    with pytest.raises(WrongUse) as raised:
        Endpoint(url, "fake")
    assert raised.value.id == "model.bad-address"
    assert "secret" not in str(raised.value)


def test_a_key_goes_over_tls_or_stays_on_this_machine() -> None:
    with pytest.raises(WrongUse) as raised:
        Endpoint("http://models.example/v1", "fake", KEY)
    assert raised.value.id == "model.key-in-clear"
    for url, key in (("https://models.example/v1", KEY), ("http://models.example/v1", ""), ("http://[::1]:80/v1", KEY)):
        Endpoint(url, "fake", key)


@pytest.mark.parametrize("key", ["two\nlines", "cl\u00e9"])
def test_what_cannot_be_a_key_is_refused(key: str) -> None:
    with pytest.raises(WrongUse) as raised:
        Endpoint("https://models.example/v1", "fake", key)
    assert raised.value.id == "model.bad-key"
