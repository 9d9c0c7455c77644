"""The scenarios of the example organisations: what a lawyer would ask of each notice, and the answer she expects.

A scenario file is YAML (`examples/*/scenarios.yaml`). `read_scenarios` gives each as a value that the definition and
the compiled engine are both held against.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from troth.consent.events import ConsentKind
from troth.consent.state import Word
from troth.decisions import Choices, Kept, Question, Suppressed
from troth.policy.model import SignalName
from troth.words import Act, Channel, ChoiceId, DataName, PartyName, PurposeName, SubjectKindName

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Scenario:
    organisation: str
    title: str
    question: Question
    choices: Choices
    allowed: bool
    reason: str
    clauses: tuple[str, ...]


def read_scenarios(file: Path) -> list[Scenario]:
    """The scenarios of one file, in order; a key that is not known fails at once."""
    loaded = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    return [_scenario(file.parent.name, dict(entry)) for entry in loaded["scenarios"]]


def _scenario(organisation: str, entry: dict[str, Any]) -> Scenario:
    scenario = Scenario(
        organisation=organisation,
        title=entry.pop("title"),
        question=_question(dict(entry.pop("ask"))),
        choices=_choices(dict(entry.pop("subject", None) or {}), entry.pop("said", None) or []),
        allowed={"allowed": True, "denied": False}[entry.pop("answer")],
        reason=entry.pop("reason"),
        clauses=tuple(entry.pop("clauses", ())),
    )
    assert not entry, f"{scenario.title}: unknown keys {sorted(entry)}"
    return scenario


def _question(ask: dict[str, Any]) -> Question:
    channel, do, recipient = ask.pop("channel", None), ask.pop("do", None), ask.pop("with", None)
    question = Question(
        data=DataName(ask.pop("data")),
        purpose=PurposeName(ask.pop("for")),
        recipient=PartyName(recipient) if recipient else None,
        do=Act(do) if do else None,
        channel=Channel(channel) if channel else None,
        where=ask.pop("where", None),
        source=ask.pop("from", None),
        via=ask.pop("via", None),
        by=ask.pop("by", None),
        facts=frozenset((name, _as_word(value)) for name, value in ask.pop("facts", {}).items()),
        signals=frozenset(SignalName(name) for name in ask.pop("signals", ())),
        instruction=ask.pop("instruction", None),
        collected_on=_as_date(ask.pop("collected_on", None)),
        at=_as_date(ask.pop("at", None)),
    )
    assert not ask, f"unknown keys in `ask`: {sorted(ask)}"
    return question


def _choices(subject: dict[str, Any], said: list[dict[str, Any]]) -> Choices:
    choices = Choices(
        words=tuple(_word(dict(entry)) for entry in sorted(said, key=lambda entry: str(entry["at"]))),
        kinds=frozenset(SubjectKindName(kind) for kind in subject.pop("kinds", ())),
        age=subject.pop("age", None),
        parental_consent=subject.pop("parental_consent", False),
        restricted=subject.pop("restricted", False),
        erased=subject.pop("erased", False),
        kept=tuple(_kept(dict(entry)) for entry in subject.pop("kept", ())),
        suppressed=frozenset(_suppressed(dict(entry)) for entry in subject.pop("suppressed", ())),
        outweighed=frozenset(SignalName(name) for name in subject.pop("outweighed", ())),
    )
    assert not subject, f"unknown keys in `subject`: {sorted(subject)}"
    return choices


def _word(said: dict[str, Any]) -> Word:
    purpose, choice, channel = said.pop("purpose", None), said.pop("choice", None), said.pop("channel", None)
    assert (purpose is None) != (choice is None), "a word is about a purpose or a choice"
    kind = ConsentKind(said.pop("says"))
    said.pop("at")
    assert not said, f"unknown keys in `said`: {sorted(said)}"
    return Word(
        PurposeName(purpose) if purpose else None,
        ChoiceId(choice) if choice else None,
        Channel(channel) if channel else None,
        kind,
    )


def _kept(entry: dict[str, Any]) -> Kept:
    return Kept(
        DataName(entry["data"]),
        frozenset(PurposeName(name) for name in entry["for"]),
        _as_date(entry.get("until")),
        tuple(entry.get("clauses", ())),
    )


def _suppressed(entry: dict[str, Any]) -> Suppressed:
    purpose, channel = entry.get("purpose"), entry.get("channel")
    return Suppressed(PurposeName(purpose) if purpose else None, Channel(channel) if channel else None)


def _as_date(value: Any) -> date | None:
    return value if value is None or isinstance(value, date) else date.fromisoformat(str(value))


def _as_word(value: Any) -> str:
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)
