"""An address that goes through every stage shows up in no error, no problem and no file but the sealed one."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from troth.clock import SetClock
from troth.consent.events import ConsentKind, Draft, Surface, record
from troth.consent.recorded import KIND, recorded
from troth.decisions import Choices, Question, decide
from troth.errors import Problem, TrothError
from troth.evidence import Draft as EntryDraft
from troth.evidence import Log
from troth.policy import read_policy
from troth.policy.validation import validate
from troth.subjects.hashing import derive_key, hash_identifier
from troth.subjects.identifiers import Identifier, IdentifierKind, normalise
from troth.words import ChoiceId, DataName, OrganisationId, PurposeName, SubjectId

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "canary.person@mail.example"
ACME = OrganisationId("acme")
POLICY = """\
troth: 1
policy: {organisation: acme, version: "1", effective: 2024-01-01, cite: [s1]}
data: {contact: {is: [dpv:PersonalData], cite: [s1]}}
purposes: {offers: {is: [dpv:Marketing], cite: [s1]}}
practices:
  - {id: use-offers, do: use, data: [contact], for: [offers], modal: may, consent: opt_in, cite: [s1]}
"""


def _problems_text(problems: list[Problem]) -> str:
    return "\n".join(map(str, problems))


@pytest.mark.parametrize(
    "broken",
    [
        POLICY.replace("modal: may", f"modal: {CANARY}"),
        POLICY.replace("cite: [s1]}}\npurposes", f"cite: [{CANARY}]}}\npurposes"),
        POLICY.replace("effective: 2024-01-01", f"effective: {CANARY}"),
        POLICY.replace("for: [offers]", f"for: [{CANARY}]"),
        POLICY.replace("{id: use-offers", f"{{{CANARY}: 1, id: use-offers"),
        POLICY.replace("data: {contact", f"{CANARY}: {{}}\ndata: {{contact"),
    ],
)
def test_a_problem_of_a_policy_does_not_repeat_an_address_written_in_the_wrong_place(broken: str) -> None:
    assert CANARY in broken
    policy, problems = read_policy(broken)
    if policy is not None:
        problems = [*problems, *validate(policy)]
    assert problems
    assert CANARY not in _problems_text(problems)


def test_what_a_subject_said_is_refused_without_repeating_her_address() -> None:
    policy, problems = read_policy(POLICY)
    assert policy is not None, problems
    clock = SetClock(datetime(2024, 6, 1, tzinfo=UTC))
    for purpose, choice in ((PurposeName(CANARY), None), (None, ChoiceId(CANARY))):
        draft = Draft(
            organisation=ACME,
            subject=SubjectId("alice"),
            kind=ConsentKind.GIVEN,
            surface=Surface.FORM,
            purpose=purpose,
            choice=choice,
            text_shown=CANARY,
        )
        refused = record(policy, draft, clock)
        assert isinstance(refused, list)
        assert CANARY not in _problems_text(refused)


@pytest.mark.parametrize("text", [CANARY * 400, f"{CANARY} and more", f"no-at-sign {CANARY.replace('@', '.')}"])
def test_an_identifier_that_is_refused_is_not_repeated(text: str) -> None:
    refused = normalise(IdentifierKind.EMAIL, text)
    assert isinstance(refused, Problem)
    assert "canary" not in str(refused)


def test_a_decision_about_an_undeclared_name_does_not_repeat_it() -> None:
    policy, _ = read_policy(POLICY)
    assert policy is not None
    answer = decide(policy, Question(DataName(CANARY), PurposeName(CANARY)), Choices())
    assert CANARY not in str(answer)


def test_the_log_holds_an_address_only_as_ciphertext_and_loses_it_with_the_key(tmp_path: Path) -> None:
    policy, _ = read_policy(POLICY)
    assert policy is not None
    clock = SetClock(datetime(2024, 6, 1, tzinfo=UTC))
    draft = Draft(
        organisation=ACME,
        subject=SubjectId("alice"),
        kind=ConsentKind.GIVEN,
        surface=Surface.FORM,
        purpose=PurposeName("offers"),
        text_shown=f"May we write to {CANARY}?",
    )
    event = record(policy, draft, clock)
    assert not isinstance(event, list)
    identifier = normalise(IdentifierKind.EMAIL, CANARY)
    assert isinstance(identifier, Identifier)
    hashed = hash_identifier(derive_key(b"k" * 32, ACME), identifier)
    public, sealed = recorded(event, (hashed,))
    with Log.create(tmp_path / "log", "troth/acme", clock) as log:
        log.append(EntryDraft(ACME, KIND, event.subject, public, sealed))
        log.checkpoint()
        (entry,) = log.entries()
        assert CANARY.encode() in log.open_sealed(entry)
        files = [file for file in (tmp_path / "log").rglob("*") if file.is_file()]
        assert len(files) > 5
        assert [file.name for file in files if CANARY.encode() in file.read_bytes()] == []
        assert log.forget_subject(event.subject) is not None
        with pytest.raises(TrothError) as refused:
            log.open_sealed(entry)
        assert CANARY not in str(refused.value)


def test_a_command_does_not_repeat_an_address_given_in_the_wrong_place(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    for wrong in (["--said", CANARY], ["--fact", CANARY], ["--kind", CANARY], ["--data", CANARY]):
        run = [sys.executable, "-m", "troth", "decide", str(tmp_path), "--data", "contact", "--for", "offers", *wrong]
        ended = subprocess.run(run, capture_output=True, text=True, timeout=60, check=False)
        assert ended.returncode == 2
        assert "help: " in ended.stderr
        assert CANARY not in ended.stdout + ended.stderr
