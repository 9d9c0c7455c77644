"""Flask, on gunicorn."""

from __future__ import annotations

from typing import Any

from flask import Flask, abort, jsonify, request

from bench.peers.web import work

app = Flask(__name__)


def _admit() -> None:
    if not work.is_known(request.headers.get("Authorization")):
        abort(401)


@app.post("/api/v1/decide")
def decide() -> Any:
    _admit()
    return jsonify(work.decide_plain(request.get_json()))


@app.post("/api/v1/decisions")
def decisions() -> Any:
    _admit()
    return jsonify({"answers": [work.decide_plain(each) for each in request.get_json()["questions"]]})


if __name__ == "__main__":
    work.serve_wsgi(app)
