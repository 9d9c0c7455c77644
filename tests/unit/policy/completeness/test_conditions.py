"""Under which circumstances an item applies, does not, or may."""

from __future__ import annotations

import pytest

from troth.laws import regime
from troth.policy.completeness.conditions import CONDITIONS
from troth.policy.completeness.gap import Applies
from troth.policy.completeness.seen import Seen
from unit.policy.validation.cases import policy_of

YES, NO, UNKNOWN = Applies.YES, Applies.NO, Applies.UNKNOWN
FRAME = """\
policy: {organisation: acme, version: "1", effective: 2024-01-01, cite: [s1]}
parties: {acme: {role: controller, cite: [s2]}, bureau: {role: third_party, cite: [s3]}}
data: {name: {is: [pd:Name], cite: [s4]}}
"""
USE = "practices: [{{id: use, do: [collect, use], data: [name], modal: does, {more}cite: [s5]}}]\n"
NEVER = 'practices: [{{id: none, do: {act}, data: ["*"], modal: never, cite: [s5]}}]\n'
MET = [
    ("always", "", YES),
    ("not_in_policy", USE.format(more=""), UNKNOWN),
    ("established_outside", "", UNKNOWN),
    ("disclosure", USE.format(more=""), UNKNOWN),
    ("disclosure", USE.format(more="").replace("[collect, use]", "publish"), YES),
    ("disclosure", NEVER.format(act="share"), NO),
    ("transfers", USE.format(more=""), UNKNOWN),
    ("transfers", USE.format(more="where: [US], "), YES),
    ("transfers", USE.format(more="where: [FR], "), UNKNOWN),
    ("transfers", NEVER.format(act="transfer"), NO),
    ("transfers", "transfers: [{id: t, to: [NO, IS], cite: [s6]}]\n", NO),
    ("transfers", "transfers: [{id: t, to: [NO, CH], cite: [s6]}]\n", YES),
    ("safeguards", "transfers: [{id: t, to: [CH], mechanism: adequacy, cite: [s6]}]\n", NO),
    ("safeguards", "transfers: [{id: t, to: [CH], cite: [s6]}]\n", YES),
    ("safeguards", "", UNKNOWN),
    ("legitimate_interest", USE.format(more="basis: legitimate_interest, "), YES),
    ("legitimate_interest", USE.format(more="basis: contract, "), NO),
    ("legitimate_interest", USE.format(more="consent: opt_in, "), NO),
    ("legitimate_interest", USE.format(more=""), UNKNOWN),
    ("consent", USE.format(more="basis: consent, "), YES),
    ("consent", USE.format(more="consent: by_entry, "), YES),
    ("consent", USE.format(more="basis: contract, "), NO),
    ("consent", USE.format(more="consent: opt_out, "), UNKNOWN),
    ("direct", USE.format(more="from: [device], "), YES),
    ("direct", USE.format(more=""), UNKNOWN),
    ("indirect", USE.format(more="from: [bureau], "), YES),
    ("indirect", USE.format(more="from: [acme], "), UNKNOWN),
    ("indirect", USE.format(more="from: [subject], "), UNKNOWN),
    ("automated", USE.format(more="automated: true, "), YES),
    ("automated", USE.format(more=""), UNKNOWN),
    ("sale", USE.format(more="").replace("[collect, use]", "sell"), YES),
    ("sale", USE.format(more=""), UNKNOWN),
    ("sale", NEVER.format(act="sell"), UNKNOWN),
    ("sale", NEVER.format(act="[sell, share]"), NO),
    ("sensitive", USE.format(more=""), UNKNOWN),
    ("children", "", UNKNOWN),
    ("children", "claims: [{id: c, say: not_directed_to_children, cite: [s6]}]\n", NO),
    ("children", "children: [{id: c, under: 13, rule: exclude, cite: [s6]}]\n", NO),
    ("children", "children: [{id: c, under: 13, rule: parental_consent, cite: [s6]}]\n", YES),
]


def met(name: str, text: str) -> Applies:
    known = regime("eu-gdpr")
    assert known is not None
    applies, why = CONDITIONS[name](Seen(policy_of(text), known))
    assert why or name == "always"
    return applies


@pytest.mark.parametrize(("name", "text", "applies"), MET)
def test_a_circumstance_is_shown_denied_or_left_open(name: str, text: str, applies: Applies) -> None:
    assert met(name, FRAME + text) is applies


def test_where_all_data_come_from_is_said_of_each_category() -> None:
    for origin, direct, indirect in (("subject", YES, NO), ("bureau", NO, YES), ("public_source", NO, YES)):
        text = FRAME.replace("is: [pd:Name]", f"is: [pd:Name], from: [{origin}]") + USE.format(more="")
        assert (met("direct", text), met("indirect", text)) == (direct, indirect), origin
    both = FRAME.replace("data: {", "data: {age: {is: [pd:Age], cite: [s4]}, ").replace(
        "is: [pd:Name]", "is: [pd:Name], from: [bureau]"
    )
    text = both + USE.format(more="").replace("[name]", "[name, age]")
    assert (met("direct", text), met("indirect", text)) == (UNKNOWN, YES)


def test_data_are_sensitive_by_their_term_or_by_the_file_s_word() -> None:
    for category in ("is: [pd:MedicalHealth]", "is: [pd:Interest], sensitive: true"):
        text = FRAME.replace("is: [pd:Name]", category) + USE.format(more="")
        assert met("sensitive", text) is YES
        assert met("sensitive_unlimited", text) is UNKNOWN
        assert (
            met(
                "sensitive_unlimited",
                text.replace("modal: does", "modal: does, for: [aid], only: true") + "purposes: {aid: {cite: [s7]}}\n",
            )
            is NO
        )


def test_the_country_of_the_organisation_says_where_it_is_established() -> None:
    for country, applies in (("US", YES), ("IS", NO), ("'*'", UNKNOWN)):
        text = FRAME.replace("acme: {role: controller,", f"acme: {{role: controller, country: {country},")
        assert met("established_outside", text) is applies


def test_every_condition_is_met_and_not_met_somewhere() -> None:
    elsewhere = {"sensitive_unlimited"}
    assert {name for name, *_ in MET} | elsewhere == set(CONDITIONS)
