from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import jsonschema
import pytest

from troth.inventory import Action, DatasetName, Doing
from troth.report.package import LANGUAGES, make_archive
from troth.report.package.data import SCHEMA, as_json
from troth.report.package.page import as_page
from troth.report.package.paper import as_pdf
from troth.report.package.tables import as_csv
from troth.report.package.wording import EN, words_for
from troth.requests.package import Package, Table, make_package, read, written
from troth.requests.plan import Forward, Plan
from troth.words import PartyName, RightKind
from unit.requests.cast import CUSTOMERS, NOW, policy, request

if TYPE_CHECKING:
    from troth.policy.model import Policy

POLICY_TEXT = """
troth: 1
policy: {organisation: shop, version: "1", effective: 2026-01-01, cite: [s1]}
parties:
  client: {role: controller, name: Client Ltd, cite: [s2]}
  carrier: {role: recipient, name: carriers, cite: [s8]}
data:
  personal: {cite: [s3]}
  contact: {is: [personal, pd:EmailAddress], from: [subject], alias: contact details, cite: [s3]}
purposes:
  order_handling: {cite: [s5]}
practices:
  - {id: use, do: use, data: [personal], for: [order_handling], modal: does, basis: contract, cite: [s5]}
  - {id: ship, do: share, data: [contact], with: [carrier], modal: may, cite: [s8]}
  - {id: never-sell, do: sell, data: [contact], with: [client], modal: never, cite: [s9]}
  - {id: rate, do: decide, data: [contact], modal: may, automated: true, effect: refusal, cite: [s10]}
retention:
  - {data: [contact], max: P2Y, cite: [s11]}
"""
SCRIPT = "<script>alert('x')</script>"


def package(kind: RightKind = RightKind.ACCESS, rows: tuple[tuple[object, ...], ...] | None = None) -> Package:
    own: Policy = policy(POLICY_TEXT)
    fields = CUSTOMERS.fields[1:]
    cells = rows or (("alice@example.org", SCRIPT, None), ("=1+1", "Änne Ünal", b"\x00\xff"))
    table = Table(at=CUSTOMERS.at, fields=fields, rows=cells)  # type: ignore[arg-type]
    action = Action(id="r1:1", dataset=CUSTOMERS.at, doing=Doing.READ, rows=((1,),))
    forward = Forward(controller=PartyName("client"), dataset=DatasetName("db", "lists"), rows=1)
    plan = Plan(request=request(kind).id, kind=kind, actions=(action,), forwards=(forward,))
    return make_package(plan, own, [table], made_at=NOW)


def test_each_category_says_purpose_basis_source_recipient_and_time_with_its_clauses() -> None:
    (explained,) = package().explained
    assert explained.called == "contact details"
    said = {
        name: [(each.what, each.clauses) for each in getattr(explained, name)]
        for name in ("purposes", "bases", "sources", "recipients", "kept", "automated")
    }
    assert said == {
        "purposes": [("order handling", ("s5",))],
        "bases": [("contract", ("s5",))],
        "sources": [("subject", ("s3",))],
        "recipients": [("carriers", ("s8",))],
        "kept": [("2 years", ("s11",))],
        "automated": [("refusal", ("s10",))],
    }


def test_what_is_forbidden_is_no_recipient() -> None:
    assert "Client Ltd" not in [each.what for each in package().explained[0].recipients]


def test_what_is_taken_away_explains_nothing_and_names_who_holds_more() -> None:
    taken = package(RightKind.PORT)
    assert taken.explained == ()
    assert [(each.what, each.clauses) for each in taken.elsewhere] == [("Client Ltd", ("s2",))]


def test_a_package_is_read_back_as_it_was_written() -> None:
    import msgspec

    kept = msgspec.msgpack.decode(msgspec.msgpack.encode(written(package())))
    assert read(kept) == package()


@pytest.mark.parametrize("kind", [RightKind.ACCESS, RightKind.KNOW, RightKind.PORT])
def test_the_data_for_programs_keep_their_schema(kind: RightKind) -> None:
    value = json.loads(as_json(package(kind)))
    jsonschema.validate(value, SCHEMA)
    assert value["tables"][0]["rows"][1] == {"mail": "=1+1", "name": "Änne Ünal", "phone": "AP8="}


def test_the_schema_refuses_what_is_no_answer() -> None:
    value = json.loads(as_json(package()))
    del value["tables"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, SCHEMA)


def test_a_cell_that_a_spreadsheet_would_run_is_defused_and_a_number_is_left() -> None:
    table = package(rows=(("=cmd()", "@x", "+33 612345678"), ("-5.50", "a,b", 'say "x"'))).tables[0]
    rows = list(csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"))))
    assert rows == [
        ["mail", "name", "phone"],
        ["'=cmd()", "'@x", "+33 612345678"],
        ["-5.50", "a,b", 'say "x"'],
    ]


def test_what_somebody_wrote_into_a_field_is_no_markup_on_the_page() -> None:
    shown = as_page(package(), EN)
    assert SCRIPT not in shown
    assert "&lt;script&gt;" in shown
    assert "alice@example.org" in shown
    assert "holds e-mail address" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_is_said_in_each_language(language: str) -> None:
    words = words_for(language)
    shown = as_page(package(), words)
    assert f'<html lang="{language}">' in shown
    assert words.recipients in shown
    assert "{}" not in shown


def test_an_unknown_language_is_said_in_english_and_a_region_in_its_language() -> None:
    assert words_for("xx") is EN
    assert words_for("fr-CH").lang == "fr"


def test_an_answer_without_rows_says_so() -> None:
    own = policy(POLICY_TEXT)
    empty = make_package(Plan(request="r1", kind=RightKind.ACCESS), own, [], made_at=NOW)
    assert EN.nothing in as_page(empty, EN)
    assert as_pdf(empty, EN).startswith(b"%PDF")


def test_the_paper_holds_the_same_words() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(as_pdf(package(), EN))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "alice@example.org" in text
    assert "<script>" in text
    assert "order handling" in text


def test_the_archive_holds_every_form_and_the_same_package_makes_the_same_bytes() -> None:
    made = make_archive(package(), "de")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == [
            "index.html",
            "index.pdf",
            "data.json",
            "schema.json",
            "tables/01-db.customers.csv",
        ]
        assert archive.testzip() is None
    assert make_archive(package(), "de") == made
    assert datetime(2026, 11, 22, 9, tzinfo=UTC) == NOW
