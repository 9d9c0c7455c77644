"""What do all servers of the comparison have in common? The policy, the engine, the key, and how an answer reads."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from troth.decisions import IN_WORDS, Engine, Question
from troth.policy import load_policy
from troth.words import Channel, DataName, OrganisationId, PurposeName, SubjectId

if TYPE_CHECKING:
    from collections.abc import Mapping

POLICY_FILE = Path(__file__).parents[3] / "examples" / "esendex" / "policy.yaml"
ORGANISATION = OrganisationId("esendex")
TOKEN = "troth_benchmark"  # noqa: S105 -- it opens nothing
KEYS = {TOKEN: ORGANISATION}
engine = Engine(load_policy(POLICY_FILE))


def is_known(authorization: str | None) -> bool:
    """Whether the header names a key that we know."""
    return authorization is not None and authorization.removeprefix("Bearer ") in KEYS


def decide(subject: str, data: str, purpose: str, channel: str | None) -> dict[str, Any]:
    """The answer, as it is written."""
    asked = Question(DataName(data), PurposeName(purpose), channel=None if channel is None else Channel(channel))
    answer = engine.decide(SubjectId(subject), asked)
    return {
        "allowed": answer.allowed,
        "reason": str(answer.reason),
        "in_words": IN_WORDS[answer.reason],
        "clauses": list(answer.clauses),
        "elements": list(answer.elements),
    }


def decide_plain(body: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a body that was read into dicts."""
    question = body["question"]
    return decide(body["subject"], question["data"], question["purpose"], question.get("channel"))


def port() -> int:
    """Where to listen, from the command line."""
    return int(sys.argv[1])


def serve_asgi(app: Any) -> None:
    """With uvicorn, uvloop and httptools, one process."""
    import uvicorn

    uvicorn.run(app, port=port(), loop="uvloop", http="httptools", access_log=False, log_level="error")


def serve_wsgi(app: Any) -> None:
    """With gunicorn, one worker of four threads, which keeps connections."""
    base: Any = importlib.import_module("gunicorn.app.base").BaseApplication

    class Server(base):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in {"bind": f"127.0.0.1:{port()}", "workers": 1, "threads": 4, "loglevel": "error"}.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return app

    Server().run()
