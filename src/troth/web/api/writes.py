"""How is something changed by a request, once?

1. What is done, its evidence and what is answered to its idempotency key are one transaction, which those that come at
   once may share (`troth.store.together`).
2. The same key with the same request is answered as the first time (`Idempotency-Replayed: true`), and nothing is done;
   with another request it is refused. Two that come at once follow one another: the second waits for the first.
3. What was refused is not remembered: the request may be sent again once its reason is gone.
4. The engine reads what was recorded before the answer leaves, so that whoever asks next is answered by it.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse

from troth.errors import OutsideWorldFailed
from troth.store import idempotency
from troth.store.idempotency import Answered
from troth.store.together import change_together
from troth.web.api.keys import caller
from troth.web.api.refusals import Refused
from troth.web.desk import desk
from troth.web.fast.problems import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from troth.store.writing import Writing
    from troth.web.api.shapes import Said
    from troth.web.fast.desk import Grant

_LOG = logging.getLogger("troth.web.api")
_A_KEY = re.compile(r"[\x21-\x7e]{1,200}")

BAD_KEY = Refusal(
    400,
    "api.bad-idempotency-key",
    "the idempotency key is not 1 to 200 visible ASCII characters",
    "send a random one, such as a UUID, or none",
)


def write(request: HttpRequest, carry_out: Callable[[Writing], Said], status: int = 200) -> HttpResponse:
    """The answer to a request that changes something; `carry_out` does it within the change, or raises."""
    key, name = caller(request), request.headers.get("Idempotency-Key")
    if name is not None and not _A_KEY.fullmatch(name):
        raise Refused(BAD_KEY)
    asked = f"{request.method} {request.get_full_path()}\n".encode() + request.body

    def once(change: Writing) -> _Done:
        before = None if name is None else idempotency.answered(change, key.id, name, asked)
        if before is not None:
            return _Done(before, None)
        answer = Answered(status, carry_out(change).model_dump_json().encode())
        if name is not None:
            idempotency.remember(change, key.id, name, asked, answer)
        return _Done(answer, change.last + 1)

    done = change_together(desk().store, key.organisation, once)
    response = _json(done.answer)
    if done.size is None:
        response.headers["Idempotency-Replayed"] = "true"
    else:
        _follow(key, done.size)
    return response


@dataclass(frozen=True, slots=True)
class _Done:
    """What is answered, and how far the log reached then; None where it was answered before."""

    answer: Answered
    size: int | None


def reply(said: Said, status: int = 200) -> HttpResponse:
    """The answer to a request that changes nothing."""
    return _json(Answered(status, said.model_dump_json().encode()))


def _json(answer: Answered) -> HttpResponse:
    return HttpResponse(answer.body, status=answer.status, content_type="application/json")


def _follow(key: Grant, size: int) -> None:
    """Let the engine read what was recorded (rule 4). It is recorded, whether that succeeds or not."""
    try:
        desk().following.follow(key.organisation, at_least=size)
    except OutsideWorldFailed as error:
        # The next look reads it, within `follow_every`; to refuse what is done would be a lie.
        _LOG.warning("recorded, and not followed yet", extra={"problem": error.id})
