"""The difference of two policies: what was added, removed, changed and renamed, and how it reads."""

from __future__ import annotations

import dataclasses

import pytest

from troth.errors import WrongUse
from troth.policy.changes import ChangeKind, PolicyDifference, compare, render
from troth.policy.changes.rules import RULES
from troth.policy.changes.spans import ANYTHING, Span, is_longer, may_last_longer, span_of
from troth.words import Duration, OrganisationId
from unit.policy.changed import BASE, difference, read, written

SERVE = "  - {id: serve, do: use, data: [contact, usage], for: [service], modal: does, cite: [s11]}\n"


def told(compared: PolicyDifference) -> list[tuple[str, str | None, str | None]]:
    return [(change.kind.value, change.old_address, change.new_address) for change in compared.changes]


def test_a_policy_does_not_differ_from_itself() -> None:
    compared = compare(read(BASE), read(BASE))
    assert compared.is_empty
    assert not compared.is_material
    assert render(compared) == "# acme: version 1 to 1\n\nThe two policies say the same.\n"


def test_each_field_that_changed_is_told_with_what_it_lost_and_gained() -> None:
    compared = difference((SERVE, SERVE.replace("[contact, usage]", "[contact, card]").replace("does", "may")))
    (change,) = compared.changes
    assert [(f.key, f.old, f.new, f.lost, f.gained) for f in change.fields] == [
        ("data", "contact, usage", "contact, card", ("usage",), ("card",)),
        ("modal", "does", "may", (), ()),
    ]


def test_an_element_more_and_one_less_are_added_and_removed() -> None:
    compared = difference((SERVE, SERVE.replace("id: serve, do: use", "id: look, do: collect")))
    assert told(compared) == [("added", None, "practices.look"), ("removed", "practices.serve", None)]


def test_where_only_the_id_changed_the_element_is_renamed_and_what_refers_to_it_is_not_changed() -> None:
    compared = difference(
        ("id: write,", "id: write-to,"),
        ("of: [write, mail], how", "of: [write-to, mail], how"),
        ("of: [write, mail], cite", "of: [write-to, mail], cite"),
    )
    assert told(compared) == [("renamed", "practices.write", "practices.write-to")]
    assert not compared.is_material


def test_a_renamed_category_is_followed_through_the_practices() -> None:
    text = BASE.replace("card: {", "card_data: {").replace("[card]", "[card_data]").replace("[card,", "[card_data,")
    compared = compare(read(BASE), read(text))
    assert told(compared) == [("renamed", "data.card", "data.card_data")]
    assert not compared.is_material


def test_a_purpose_that_nothing_but_its_name_tells_is_not_renamed() -> None:
    edit = ("  newsletters: {is: [marketing], cite: [s10]}\n", "  profiling: {is: [marketing], cite: [s10]}\n")
    text = written(edit).replace("[newsletters]", "[profiling]")
    compared = compare(read(BASE), read(text))
    assert ("removed", "purposes.newsletters", None) in told(compared)
    assert "change.new-purpose" in {change.rule for change in compared.material}


def test_two_elements_that_exchange_their_ids_are_two_renamed_ones() -> None:
    text = (
        BASE.replace("{id: serve,", "{id: X,")
        .replace("{id: suspend,", "{id: serve,")
        .replace("{id: X,", "{id: suspend,")
    )
    compared = compare(read(BASE), read(text))
    assert sorted(told(compared)) == [
        ("renamed", "practices.serve", "practices.suspend"),
        ("renamed", "practices.suspend", "practices.serve"),
    ]


def test_an_element_without_an_id_that_only_moved_is_no_change() -> None:
    listed = BASE.replace("id: keep-contact, ", "").replace("id: keep-usage, ", "")
    first, second = [line for line in listed.splitlines() if "cite: [s23]" in line]
    swapped = listed.replace(first, "X").replace(second, first).replace("X", second)
    assert swapped != listed
    assert compare(read(listed), read(swapped)).is_empty


def test_an_element_without_an_id_is_compared_with_what_it_is_most_like() -> None:
    listed = BASE.replace("id: keep-contact, ", "").replace("id: keep-usage, ", "")
    first = next(line for line in listed.splitlines() if "data: [contact], max" in line)
    compared = compare(read(listed), read(listed.replace(first + "\n", "").replace("purpose_fulfilled", "request")))
    assert told(compared) == [
        ("changed", "retention.retention-2", "retention.retention-1"),
        ("removed", "retention.retention-1", None),
    ]


def test_policies_of_two_organisations_have_no_difference() -> None:
    mine = read(BASE)
    theirs = dataclasses.replace(mine, head=dataclasses.replace(mine.head, organisation=OrganisationId("charlie")))
    with pytest.raises(WrongUse) as refused:
        compare(mine, theirs)
    assert refused.value.id == "policy.other-organisation"


def test_the_difference_reads_as_markdown() -> None:
    compared = difference(
        ('version: "1"', 'version: "2"'),
        ("basis: consent", "basis: legitimate_interest"),
        (SERVE, SERVE.replace("id: serve", "id: give-service")),
        ("  - {id: keep-contact, data: [contact], max: P2Y, cite: [s23]}\n", ""),
        ("if: {contract: signed}", "if: {contract: signed, audit: passed}"),
    )
    assert (
        render(compared)
        == """\
# acme: version 1 to 2

## Material changes

- `advertise` rests on `legitimate_interest` where it rested on `consent` [change.weaker-basis] (s12)
- `contact` may be kept without limit for `service`, where it was 2 years (`keep-contact`) \
[change.longer-retention] (s23 -> none)

## Removed

- `retention.keep-contact` (s23)

## Changed

- `policy`
  - `version`: `1` becomes `2`
- `practices.advertise`
  - `basis`: `consent` becomes `legitimate_interest`
- `practices.mail`
  - `if`: gains `audit: passed`

## Renamed

- `practices.serve` is now `practices.give-service`
"""
    )


def test_a_material_change_names_the_place_and_the_clauses_of_both_versions() -> None:
    old = read(BASE)
    compared = compare(old, read(written(("basis: consent,\n     cite: [s12]", "cite: [s12, s13]"))))
    (change,) = compared.material
    assert (change.rule, change.address) == ("change.weaker-basis", "practices.advertise")
    assert (change.old_clauses, change.new_clauses) == (("s12",), ("s12", "s13"))
    assert change.place.line == BASE[: BASE.index("{id: advertise")].count("\n") + 1


def test_rules_are_found_in_their_folder_each_with_an_id_of_its_own() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.id.startswith("change.") and rule.about for rule in RULES)


@pytest.mark.parametrize(
    ("one", "other", "longer"),
    [
        ("P1M", "P30D", True),
        ("P30D", "P1M", True),
        ("P12M", "P1Y", False),
        ("P1Y", "P366D", False),
        ("P1Y", "P365D", True),
    ],
)
def test_a_length_is_longer_when_it_is_from_any_day(one: str, other: str, longer: bool) -> None:  # noqa: FBT001 -- a case
    first, second = Duration.parse(one), Duration.parse(other)
    assert first is not None
    assert second is not None
    assert is_longer(first, second) is longer
    assert may_last_longer(None, second)
    assert not may_last_longer(first, None)


def test_a_slot_that_names_nothing_is_wider_than_one_that_names_everybody() -> None:
    everybody = span_of(["*"])
    assert everybody.lies_in(ANYTHING)
    assert not ANYTHING.lies_in(everybody)
    assert not everybody.lies_in(Span(frozenset({"a"})))
    assert Span(frozenset({"a"})).meets(everybody)
    assert not Span(silent=True).meets(everybody)


def test_kinds_of_change_are_told_apart() -> None:
    assert [kind.value for kind in ChangeKind] == ["added", "removed", "changed", "renamed"]
