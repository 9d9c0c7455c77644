"""The register of processing: both parts of Art. 30, every cell answered or declared silent."""

from __future__ import annotations

import csv
import io

import pytest

from troth.policy.export.register import (
    CONTROLLER_COLUMNS,
    PROCESSOR_COLUMNS,
    SILENCE,
    parts,
    register,
    register_csv,
)
from troth.policy.export.register_page import register_html
from troth.words import Modal
from unit.policy.export.examples import ORGANISATIONS, example, policy_of

SMALL = """troth: 1
policy: {organisation: acme, version: "1", effective: 2024-05-01, cite: s1}
parties:
  acme: {role: controller, name: Acme, country: FR, contact: "mailto:hello@acme.example", cite: s2}
  dpo: {role: recipient, kind: data_protection_officer, name: the officer, contact: "mailto:dpo@acme.example", cite: s3}
  mailer: {role: processor, name: Mailer, country: US, safeguards: contract, cite: s4}
  customer: {role: controller, name: our customers, of: [messages], cite: s5}
subjects: {visitor: {cite: s6}}
data:
  email_address: {is: [pd:EmailAddress], cite: s7}
  health: {is: [pd:MedicalHealth], sensitive: true, cite: s7}
  messages: {cite: s8}
purposes: {newsletters: {cite: s9}, delivery: {cite: s10}, never_done: {cite: s11}}
practices:
  - {id: send, do: [use, share], data: [email_address, health], subjects: visitor, for: newsletters, with: mailer,
     modal: may, basis: consent, cite: s12}
  - {id: deliver, do: [use, store], data: messages, for: delivery, modal: does, cite: s13}
  - {id: never, do: use, data: email_address, for: never_done, modal: never, cite: s14}
retention: [{id: two, data: email_address, max: P2Y, cite: s15}]
measures: [{id: tls, is: [dpv:EncryptionInTransfer], cite: s16}]
"""


def cells(activity: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    drawn = register(policy_of(SMALL))
    for _, columns, records in parts(drawn):
        for record in records:
            if record.activity == activity:
                return {c: (e.text, e.clauses) for c, e in zip(columns, record.cells, strict=True)}
    raise AssertionError(activity)


def test_a_controllers_record_answers_the_seven_items_with_its_clauses() -> None:
    found = cells("newsletters")
    assert found["controller and data protection officer (a)"] == (
        "controller: Acme (hello@acme.example); data protection officer: the officer (dpo@acme.example)",
        ("s2", "s3"),
    )
    assert found["purposes (b)"] == ("Newsletters; legal ground: your consent", ("s9", "s12"))
    assert found["data subjects (c)"] == ("Visitor", ("s12",))
    assert found["data categories (c)"] == ("E-mail address and health (sensitive)", ("s12",))
    assert found["recipients (d)"] == ("Mailer (processor)", ("s12",))
    assert found["transfers and safeguards (e)"] == (
        "Mailer, the United States; safeguard: bound by a contract",
        ("s4",),
    )
    assert found["time limits (f)"] == ("We keep your e-mail address for at most 2 years. Then we delete it.", ("s15",))
    assert found["security measures (g)"] == ("We protect data by encryption in transit.", ("s16",))


def test_what_is_done_with_a_customers_data_stands_in_the_processors_part() -> None:
    drawn = register(policy_of(SMALL))
    assert [each.activity for each in drawn.controller] == ["newsletters"]
    found = cells("for our customers")
    assert found["processor and controller (a)"][0] == (
        "Processor: Acme; controller: our customers (contact: the notice does not say)"
    )
    assert found["categories of processing (b)"] == ("Use and storage (messages)", ("s5", "s13"))
    assert found["transfers and safeguards (c)"] == (SILENCE, ())


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_no_cell_is_blank_and_every_answer_has_its_clauses(organisation: str) -> None:
    drawn = register(example(organisation))
    assert drawn.controller
    for _, columns, records in parts(drawn):
        for record in records:
            assert len(record.cells) == len(columns)
            for cell in record.cells:
                assert cell.text.strip()
                assert "_" not in cell.text
                assert bool(cell.clauses) == (cell.text != SILENCE), (record.activity, cell)


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_every_purpose_of_the_organisations_own_has_a_record(organisation: str) -> None:
    policy = example(organisation)
    used = {each for p in policy.practices.values() if p.modal is not Modal.NEVER and not p.by for each in p.for_} - {
        "*"
    }
    drawn = register(policy)
    served = {
        clause for record in (*drawn.controller, *drawn.processor) for cell in record.cells for clause in cell.clauses
    }
    for name in used:
        assert set(policy.purposes[name].clauses) & served, name


def test_a_notice_that_is_processor_for_nobody_has_no_second_part() -> None:
    assert register(example("dialpad")).processor == ()
    assert len(register(example("esendex")).processor) == 1
    assert "names no such processing" in register_html(example("dialpad"))


def test_the_table_for_spreadsheets_has_a_line_a_cell() -> None:
    policy = example("esendex")
    drawn = register(policy)
    rows = list(csv.reader(io.StringIO(register_csv(policy))))
    assert len(rows) == 1 + 8 * len(drawn.controller) + 4 * len(drawn.processor)
    assert rows[0] == ["organisation", "version", "part", "activity", "item", "entry", "clauses"]
    assert {row[2] for row in rows[1:]} == {"Art. 30(1)", "Art. 30(2)"}
    assert all(row[5] for row in rows[1:])


def test_a_spreadsheet_runs_nothing_of_it() -> None:
    policy = policy_of("""
parties: {acme: {role: controller, name: '=HYPERLINK("https://evil.example")', cite: s1}}
purposes: {p: {cite: s1}}
practices: [{id: x, do: use, data: name, for: p, modal: may, cite: s1}]
""")
    rows = list(csv.reader(io.StringIO(register_csv(policy))))
    assert not [entry for row in rows for entry in row if entry.startswith(("=", "+", "-", "@"))]


def test_the_items_are_those_of_article_30() -> None:
    assert [column[-2] for column in CONTROLLER_COLUMNS] == list("abccdefg")
    assert [column[-2] for column in PROCESSOR_COLUMNS] == list("abcd")
