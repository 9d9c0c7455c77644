"""What of a request is personal, and how is it written down under the request's key?

1. A request has a key of its own from its first moment: it is not known yet whose it is. The key lies in its row under
   the installation's, and is destroyed when nothing about it has to be known any more.
2. Values are written as MessagePack, which keeps bytes, numbers and text of rows' keys apart.
3. What was sealed for one request opens in no other, and a plan not as a package.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from troth.errors import Place, Problem, Severity, WrongUse
from troth.evidence.sealing import unwrap, wrap
from troth.inventory import Action, DatasetName, Doing, Putting, Seed, Setting
from troth.requests.plan import Forward, Plan
from troth.requests.request import Agent, Correction
from troth.store.writing import bound_to
from troth.words import DataName, IdentifierKind, OrganisationId, PartyName, RightKind

if TYPE_CHECKING:
    from troth.requests.request import Request
    from troth.store.models import RequestCase
    from troth.store.opened import Store

_KEY = "request"
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder().decode


def wrapped(store: Store, organisation: str, request: str, key: bytes) -> bytes:
    """A request's key, as it lies in its row."""
    return wrap(store.wrapping_key(), key, bound_to(OrganisationId(organisation), _KEY, request))


def key_of(store: Store, row: RequestCase) -> bytes:
    """A request's key; WrongUse `requests.forgotten` where it was destroyed."""
    if not row.wrapped_key:
        raise WrongUse(
            "what this request said was destroyed with its key",
            id="requests.forgotten",
            help="that there was such a request, and how it ended, is in the log",
        )
    return unwrap(
        store.wrapping_key(), bytes(row.wrapped_key), bound_to(OrganisationId(row.organisation_id), _KEY, row.request)
    )


def seal_for(key: bytes, row: RequestCase, part: str, value: Any) -> bytes:
    """A part of a request under its key."""
    return wrap(key, _encode(value), bound_to(OrganisationId(row.organisation_id), f"request-{part}", row.request))


def open_for(key: bytes, row: RequestCase, part: str, sealed: bytes | memoryview) -> Any:
    """A part of a request, opened; OutsideWorldFailed where it does not open."""
    return _decode(
        unwrap(key, bytes(sealed), bound_to(OrganisationId(row.organisation_id), f"request-{part}", row.request))
    )


def particulars(request: Request) -> list[Any]:
    """What a request says of people, as it is written down."""
    agent = request.agent
    seen = agent.permission_seen_at.isoformat() if agent and agent.permission_seen_at else None
    return [
        [[seed.kind.value, seed.text] for seed in request.seeds],
        [[each.data, each.value, each.was] for each in request.corrections],
        [agent.name, seen] if agent else None,
        list(request.data),
        [request.text, request.language, request.declared, request.proven_by],
    ]


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a request says of people, and in which language."""

    seeds: tuple[Seed, ...] = field(repr=False)
    corrections: tuple[Correction, ...] = field(repr=False)
    agent: Agent | None
    data: tuple[DataName, ...]
    text: str = field(default="", repr=False)
    language: str = ""
    declared: str = field(default="", repr=False)
    proven_by: str = field(default="", repr=False)


def read_particulars(value: list[Any]) -> Particulars:
    """What `particulars` wrote; requests that were kept before there were words of the subject have none."""
    seeds, corrections, agent, data, *said = value
    text, language, declared, proven_by = said[0] if said else ("", "", "", "")
    return Particulars(
        seeds=tuple(Seed(IdentifierKind(kind), text) for kind, text in seeds),
        corrections=tuple(Correction(data=DataName(name), value=right, was=was) for name, right, was in corrections),
        agent=Agent(name=agent[0], permission_seen_at=datetime.fromisoformat(agent[1]) if agent[1] else None)
        if agent
        else None,
        data=tuple(DataName(name) for name in data),
        text=text,
        language=language,
        declared=declared,
        proven_by=proven_by,
    )


def written_plan(plan: Plan) -> list[Any]:
    """A plan as it is written down."""
    return [
        plan.request,
        plan.kind.value,
        [_action(action) for action in plan.actions],
        [[each.controller, each.dataset.system, each.dataset.dataset, each.rows] for each in plan.forwards],
        [[each.place.file, each.id, each.text, each.help, each.severity.value] for each in plan.problems],
    ]


def _action(action: Action) -> list[Any]:
    return [
        action.id,
        action.dataset.system,
        action.dataset.dataset,
        action.doing.value,
        [list(key) for key in action.rows],
        list(action.fields),
        [[each.field, each.value, each.how.value] for each in action.settings],
        [[seed.kind.value, seed.text] for seed in action.redact],
        action.reason,
        list(action.clauses),
        action.until.isoformat() if action.until else None,
        list(action.for_),
    ]


def read_plan(value: list[Any]) -> Plan:
    """The plan that `written_plan` wrote."""
    request, kind, actions, forwards, problems = value
    return Plan(
        request=request,
        kind=RightKind(kind),
        actions=tuple(map(_read_action, actions)),
        forwards=tuple(
            Forward(controller=PartyName(controller), dataset=DatasetName(system, dataset), rows=rows)
            for controller, system, dataset, rows in forwards
        ),
        problems=tuple(
            Problem(Place(file), id_, text, help_, Severity(severity)) for file, id_, text, help_, severity in problems
        ),
    )


def _read_action(value: list[Any]) -> Action:
    id_, system, dataset, doing, rows, fields, settings, redact, reason, clauses, until, for_ = value
    return Action(
        id=id_,
        dataset=DatasetName(system, dataset),
        doing=Doing(doing),
        rows=tuple(map(tuple, rows)),
        fields=tuple(fields),
        settings=tuple(Setting(field=name, value=cell, how=Putting(how)) for name, cell, how in settings),
        redact=tuple(Seed(IdentifierKind(kind), text) for kind, text in redact),
        reason=reason,
        clauses=tuple(clauses),
        until=date.fromisoformat(until) if until else None,
        for_=tuple(for_),
    )
