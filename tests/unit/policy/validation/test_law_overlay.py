from __future__ import annotations

from unit.policy.validation.cases import found, one

FRAME = """\
policy: {{organisation: example, version: "1", effective: 2024-01-01, laws: [{laws}], cite: [s1]}}
{more}
"""


def test_a_californian_notice_that_honours_no_signal_is_reported() -> None:
    for signals in (
        "dnt: {state: ignored, cite: [s2]}",
        "dnt: {state: honoured, cite: [s2]}",
        "gpc: {state: unstated, cite: [s2]}",
    ):
        problem = one("policy.law-overlay", FRAME.format(laws="us-ca-ccpa", more=f"signals: {{{signals}}}"))
        assert problem.clauses == ("s2",)


def test_a_request_to_know_reaches_back_further_than_twelve_months() -> None:
    for lookback in ("P12M", "P1Y"):
        more = f"rights: [{{id: know, do: know, law: us-ca-ccpa, lookback: {lookback}, cite: [s2]}}]"
        assert "2022-01-01" in one("policy.law-overlay", FRAME.format(laws="eu-gdpr", more=more)).text


def test_honoured_signals_other_laws_and_longer_periods_are_silent() -> None:
    for laws, more in (
        ("us-ca-ccpa", "signals: {dnt: {state: ignored, cite: [s2]}, gpc: {state: honoured, cite: [s2]}}"),
        ("eu-gdpr", "signals: {dnt: {state: ignored, cite: [s2]}}"),
        ("us-ca-ccpa", "rights: [{id: know, do: know, lookback: P5Y, cite: [s2]}]"),
        ("us-ca-ccpa", "rights: [{id: know, do: know, law: us-va-vcdpa, lookback: P12M, cite: [s2]}]"),
        ("us-ca-ccpa", "rights: [{id: see, do: access, lookback: P12M, cite: [s2]}]"),
    ):
        assert found("policy.law-overlay", FRAME.format(laws=laws, more=more)) == []
