"""The 35 places where the five notices contradict themselves or the law are found in the examples, each by its rule.

A row names the elements that carry each side. Its finding stands at the first of them and rests on all clauses of all
of them; without the elements of the last side there is no such finding, so that it rests on nothing else.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from troth.notice import Notice, read_notice
from troth.policy import Policy, load_policy
from troth.policy.model import Changes, Element
from troth.policy.validation import validate

if TYPE_CHECKING:
    from troth.errors import Problem

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True, slots=True)
class Row:
    """One contradiction: the sentences of the published notice, the rule, and the elements of each side."""

    sentences: str
    organisation: str
    rule: str
    sides: tuple[tuple[str, ...], ...]


def _row(sentences: str, rule: str, *sides: str) -> Row:
    seeds = {"SES": "sesame", "SAM": "sesamm", "VOC": "vocalcom", "ESX": "esendex", "DIA": "dialpad"}
    return Row(sentences, seeds[sentences[:3]], f"policy.{rule}", tuple(tuple(side.split()) for side in sides))


ROWS = [
    _row("SAM:83,SAM:124", "same-processing-two-bases", "practices.use-visit-length", "practices.cookies-track"),
    _row("SAM:82,SAM:86", "same-processing-two-bases", "practices.use-newsletters", "practices.use-offers"),
    _row(
        "SAM:13,SAM:85,SAM:124",
        "implied-consent",
        "claims.use-is-consent",
        "practices.use-newsletters practices.use-other-asked practices.cookies-track",
    ),
    _row(
        "SAM:121,SAM:117,SAM:82",
        "only-clause",
        "practices.account-only",
        "practices.profile-users practices.use-segments practices.use-offers",
    ),
    _row("SAM:91,SAM:104", "most-specific-limit", "retention.applications", "retention.six-years"),
    _row("SAM:147,SAM:159", "exclusive-access", "claims.only-we-read", "trackers.google_analytics"),
    _row("SAM:151,SAM:152", "definition-scope", "claims.necessary-not-personal", "data.login_session"),
    _row("SAM:69,SAM:143", "anonymity-claim", "claims.logged-anonymously", "data.activities"),
    _row("SAM:55", "defined-term", "rights.port-directly"),
    _row("SAM:29", "defined-term", "notes.n-we"),
    _row(
        "ESX:107,ESX:184,ESX:72-75",
        "sale-definition",
        "practices.no-sale practices.ca-no-sale claims.not-sold practices.no-marketing-by-others",
        "practices.others-collect practices.others-tie practices.others-advertise "
        "trackers.third_party_cookies trackers.third_party_beacons",
    ),
    _row(
        "ESX:66,ESX:45,ESX:164",
        "definition-scope",
        "claims.automatic-not-personal",
        "data.ip practices.link-automatic practices.tie-automatic",
    ),
    _row("ESX:12,ESX:161", "scope-by-jurisdiction", "policy"),
    _row("ESX:46", "law-overlay", "signals.dnt"),
    _row("ESX:121", "delegated-opt-out", "choices.nai-opt-out", "practices.others-advertise"),
    _row("ESX:113", "stale-link", "choices.flash-cookies", "trackers.flash_cookies notes.n-flash-settings"),
    _row("ESX:186,ESX:187", "law-overlay", "rights.ca-know"),
    _row("ESX:130,ESX:131", "exception-path", "rights.delete"),
    _row(
        "ESX:128,ESX:153,ESX:154,ESX:203",
        "intake-union",
        "choices.promotions rights.delete",
        "rights.ca-know duties.answer-privacy",
        "duties.answer-sales",
    ),
    _row("VOC:25,VOC:10", "implied-consent", "practices.sensitive-by-entry", "claims.use-is-consent"),
    _row(
        "VOC:30,VOC:34",
        "definition-scope",
        "claims.cookies-gather-none trackers.visit_cookies",
        "data.cookie_data",
    ),
    _row(
        "VOC:26,VOC:36",
        "notify-before-share",
        "duties.announce-outside",
        "practices.third-party-access practices.partner-marketing",
    ),
    _row("VOC:48", "missing-contact", "duties.answer-questions"),
    _row(
        "VOC:19,VOC:41",
        "only-clause",
        "practices.show-sender-only",
        "practices.sell-assets practices.transfer-assets",
    ),
    _row("DIA:61,DIA:81", "sale-definition", "practices.never-sold", "practices.legacy-share"),
    _row(
        "DIA:21,DIA:45,DIA:81",
        "only-clause",
        "practices.share-to-fulfil",
        "practices.clear-gifs practices.legacy-share",
    ),
    _row(
        "DIA:20,DIA:51,DIA:92",
        "only-clause",
        "practices.collect-needed",
        "practices.gather-demographics practices.ask-in-survey",
    ),
    _row(
        "DIA:33,DIA:41",
        "only-clause",
        "practices.cookies-three-aims",
        "practices.cookies-manage practices.cookies-better-site trackers.service_cookie",
    ),
    _row("DIA:52,DIA:53", "definition-scope", "claims.usage-not-identifying", "data.call_records"),
    _row("DIA:76,DIA:78", "choice-consequence", "choices.cookies", "claims.visit-voluntary"),
    _row(
        "DIA:30",
        "universal-claim",
        "claims.all-in-account rights.correct",
        "data.ip data.usage data.call_records",
    ),
    _row("SES:40", "stray-bullet", "practices.patient-feedback"),
    _row(
        "SES:22",
        "definition-scope",
        "claims.tools-hold-no-personal-data data.other_data",
        "practices.link-to-tailor data.cookie_data",
    ),
    _row("SES:58,SES:54", "disclaimer-vs-promise", "notes.n-no-guarantee", "duties.erase-child-data"),
    _row("SES:67,SES:68", "version-binding", "policy"),
]


@cache
def _example(organisation: str) -> tuple[Policy, Notice]:
    folder = EXAMPLES / organisation
    return load_policy(folder / "policy.yaml"), read_notice(folder / "notice.md")


def _clauses(policy: Policy, addresses: tuple[str, ...]) -> set[str]:
    elements: list[Element] = []
    for address in addresses:
        element = policy.element(address)
        assert element is not None, address
        assert element.clauses, address
        elements.append(element)
    return {clause for element in elements for clause in element.clauses}


def _findings(row: Row, policy: Policy) -> list[Problem]:
    """The findings of the row's rule at its first element that rest on all clauses of all its elements."""
    original, notice = _example(row.organisation)
    sides = [_clauses(original, side) for side in row.sides]
    first = original.element(row.sides[0][0])
    return [
        problem
        for problem in validate(policy, notice)
        if problem.id == row.rule
        and first is not None
        and problem.place == first.place
        and all(side <= set(problem.clauses) for side in sides)
    ]


def _without(policy: Policy, addresses: tuple[str, ...]) -> Policy:
    """The policy without these elements; of the head, without its scope and what it says of changes."""
    for address in addresses:
        kind, _, name = address.partition(".")
        if kind == "policy":
            policy = replace(policy, head=replace(policy.head, applies=(), excludes=(), changes=Changes()))
        else:
            left = {each: element for each, element in getattr(policy, kind).items() if each != name}
            changed: dict[str, Any] = {kind: left}
            policy = replace(policy, **changed)
    return policy


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.sentences} {row.rule}")
def test_the_contradiction_is_one_finding_with_the_clauses_of_every_side(row: Row) -> None:
    policy, _ = _example(row.organisation)
    assert len(_findings(row, policy)) == 1


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.sentences} {row.rule}")
def test_without_one_side_there_is_no_such_finding(row: Row) -> None:
    policy, _ = _example(row.organisation)
    assert _findings(row, _without(policy, row.sides[-1])) == []


def test_the_rows_are_those_of_the_shared_table(shared: Path) -> None:
    with (shared / "design" / "contradictions.tsv").open(encoding="utf-8", newline="") as file:
        table = [
            (row["sentence_ids"], "policy." + row["lint rule"].partition(" ")[0])
            for row in csv.DictReader(file, delimiter="\t")
        ]
    assert len(table) == 35
    assert sorted(table) == sorted((row.sentences, row.rule) for row in ROWS)
