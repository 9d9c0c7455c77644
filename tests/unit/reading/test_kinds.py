"""Of which kinds is a clause: sentences of our own, with what they are of, and near misses that are not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from troth.notice import read_notice
from troth.reading.context import seen_in
from troth.reading.kinds import hits_of, kinds_of, weigh
from troth.reading.model import Hit, Kind

HERE = Path(__file__).parent
OWN_NAMES: frozenset[str] = frozenset()


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def kinds_in(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every clause of a text, with its kinds."""
    sure: dict[str, dict[Kind, float]] = {}
    found = []
    for seen in seen_in(read_notice(text), OWN_NAMES):
        hits = hits_of(seen, sure)
        sure[seen.clause.id] = weigh(hits)
        found.append((seen.text, tuple(kind.value for kind in kinds_of(hits)[0])))
    return found


@cache
def kinds_below(heading: str, lead_in: str, text: str) -> tuple[str, ...]:
    body = f"{lead_in}\n\n- {text}" if lead_in else text
    return kinds_in(f"# Privacy notice\n\n## {heading}\n\n{body}\n")[-1][1]


# A sentence of the list that is not read as it is meant; it stays on it.
NOT_YET = ("We use your health information to treat you and to coordinate your care with other doctors.",)


@pytest.mark.parametrize(("heading", "lead_in", "kinds", "text"), rows("sentences"))
def test_a_sentence_is_of_the_kinds_that_it_is_meant_for(heading: str, lead_in: str, kinds: str, text: str) -> None:
    if text in NOT_YET:
        assert kinds_below(heading, lead_in, text) != tuple(kinds.split()), "it is read: take it off the list"
    else:
        assert set(kinds_below(heading, lead_in, text)) == set(kinds.split())


@pytest.mark.parametrize(("kind", "text"), rows("near_misses"))
def test_words_of_a_kind_do_not_make_a_sentence_of_it(kind: str, text: str) -> None:
    assert kind not in kinds_below("About our shop", "", text)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_sentence_and_a_near_miss(kind: Kind) -> None:
    assert any(kind.value in row[2].split() for row in rows("sentences"))
    assert any(row[0] == kind.value for row in rows("near_misses"))


@pytest.mark.parametrize(("heading", "lead_in", "kinds", "text"), rows("sentences")[::9])
def test_reading_is_a_function_of_the_text(heading: str, lead_in: str, kinds: str, text: str) -> None:
    body = f"# Notice\n\n## {heading}\n\n{lead_in}\n\n- {text}\n"
    assert kinds_in(body) == kinds_in(body)


def test_items_are_of_the_kind_of_their_lead_in() -> None:
    lead_in = "To perform our contract with you, we use your data to:"
    assert kinds_below("What we do", lead_in, "send bills") == ("legal-basis",)


def test_a_recipient_in_a_list_may_be_of_a_more_special_kind() -> None:
    lead_in = "We share your data with:"
    assert kinds_below("Recipients", lead_in, "our bank") == ("sharing",)
    assert kinds_below("Recipients", lead_in, "the police, where a court orders it") == ("legal-request",)


def test_a_lead_in_that_goes_on_says_what_the_sentence_before_said() -> None:
    text = "# Notice\n\n## Bank\n\nWhat we collect depends on your account. It can include:\n\n- your income\n"
    assert kinds_in(text)[-1][1] == ("collection",)


def test_a_row_is_of_the_kinds_of_its_columns() -> None:
    table = "| Purpose | Legal basis | Storage period |\n|---|---|---|\n| Sending bills | Contract | 10 years |\n"
    row = kinds_in(f"# Notice\n\n## What we do\n\n{table}")[-1][1]
    assert set(row) == {"purpose", "legal-basis", "retention"}


def test_a_cell_that_only_answers_says_nothing() -> None:
    table = "| Reasons we can share your data | How long we keep it |\n|---|---|\n| For joint marketing | None |\n"
    assert kinds_in(f"# Notice\n\n## Sharing\n\n{table}")[-1][1] == ("sharing",)


def test_a_table_of_cookies_is_about_cookies_in_every_column() -> None:
    table = "| Cookie | Purpose | Storage period |\n|---|---|---|\n| sid | Login | 6 months |\n"
    assert kinds_in(f"# Notice\n\n## Overview\n\n{table}")[-1][1] == ("cookie",)


def test_a_row_that_answers_which_rights_one_has_is_about_rights() -> None:
    table = (
        "| State | Access and deletion | Appeals |\n|---|---|---|\n| Ohio | Yes, except backups | Yes, in 45 days |\n"
    )
    assert kinds_in(f"# Notice\n\n## State law\n\n{table}")[-1][1] == ("right",)


def test_that_a_category_is_not_sold_is_said_of_it() -> None:
    table = "| Category | Examples | Sold or shared? |\n|---|---|---|\n| Identifiers | Name | No |\n"
    assert set(kinds_in(f"# Notice\n\n## California\n\n{table}")[-1][1]) == {"collection", "sale"}


def test_data_in_a_table_of_periods_are_those_that_are_kept() -> None:
    table = "| Categories of data | Duration of storage |\n|---|---|\n| Bills | 7 years |\n"
    assert kinds_in(f"# Notice\n\n## Overview\n\n{table}")[-1][1] == ("retention",)


def test_the_words_of_a_cell_count_less_than_its_head() -> None:
    table = "| Purpose | Legal basis | Kept |\n|---|---|---|\n| Newsletter | Consent | Until you withdraw consent |\n"
    assert "legal-basis" in kinds_in(f"# Notice\n\n## Why\n\n{table}")[-1][1]


@pytest.mark.parametrize(
    "title", ["Data Protection Policy", "Privacy Notice of Fern Ltd", "Policy on the protection of data"]
)
def test_the_title_of_a_notice_says_nothing_of_its_sentences(title: str) -> None:
    assert kinds_in(f"# {title}\n\nThe museum was founded long ago.\n")[-1][1] == ()


def test_the_only_heading_says_something_where_it_is_no_title() -> None:
    assert kinds_in("# Changes to this notice\n\nThey are rare.\n")[-1][1] == ("change-notice",)


def test_a_short_lead_in_says_what_the_sentence_before_it_said() -> None:
    text = "# Notice\n\n## Play\n\nPlayers under 13 get the Den. In the Den:\n\n- no chat\n- no links\n"
    assert kinds_in(text)[-1][1] == ("children",)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("We disclose data if a court orders us to.", ("legal-request",)),
        ("We do not hand your letters to anybody unless a court orders us to.", ("sharing",)),
    ],
)
def test_a_demand_is_what_a_disclosure_is_about_unless_it_is_excepted(text: str, kinds: tuple[str, ...]) -> None:
    assert kinds_below("Who sees it", "", text) == kinds


def test_of_phrases_that_are_as_sure_the_one_outside_of_the_condition_counts() -> None:
    text = "When you write to us, we store the details you enter."
    assert kinds_below("Letters", "", text) == ("collection",)


def test_what_stands_below_a_table_is_not_in_it() -> None:
    text = "| Cookie | Purpose |\n|---|---|\n| sid | Login |\n\nWe do not sell your data.\n"
    assert kinds_in(f"# Notice\n\n## Cookies\n\n{text}")[-1][1] == ("sale",)


def test_a_condition_is_not_what_a_sentence_is_about() -> None:
    text = "We pass your address on to the carrier unless you revoke your consent."
    assert kinds_below("Parcels", "", text) == ("sharing",)


def test_a_use_and_its_ground_are_two_kinds() -> None:
    text = "We use your address to send you the catalogue, as we have a legitimate interest in advertising."
    assert set(kinds_below("Catalogue", "", text)) == {"purpose", "legal-basis"}


def test_the_surest_rule_counts_in_full_and_further_ones_less() -> None:
    one, two = Hit("a.x", Kind.SALE, 0.8), Hit("a.y", Kind.SALE, 0.8)
    alone, both = weigh((one,))[Kind.SALE], weigh((one, two))[Kind.SALE]
    assert alone == pytest.approx(0.8)
    assert 0.8 < both < 0.96


def test_where_no_rule_fires_there_is_no_kind() -> None:
    assert kinds_of(()) == ((), 0.0)
