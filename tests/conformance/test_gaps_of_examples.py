"""What the example notices do not say, read against their text by hand: neither a gap more nor a gap less."""

from __future__ import annotations

from pathlib import Path

import pytest

from troth.policy import load_policy
from troth.policy.completeness import State, gaps

EXAMPLES = Path(__file__).parents[2] / "examples"

OPEN = {
    ("dialpad", "eu-gdpr"): (
        (
            "representative officer? interests? transfers? safeguards? safeguards-copy? right-access right-restrict "
            "right-port complaint automated? categories? source?"
        ),
        "basis retention right-erase right-object withdrawal",
    ),
    ("dialpad", "us-ca-ccpa"): (
        "sold-to? sold-why? sensitive? right-know right-limit? right-equal-treatment signal? agent",
        "categories sources retention sold-or-shared right-delete right-opt-out? requests",
    ),
    ("esendex", "eu-gdpr"): (
        "representative? officer? interests? transfers? safeguards? safeguards-copy? right-restrict",
        "basis recipients retention",
    ),
    ("esendex", "us-ca-ccpa"): (
        "sensitive right-limit? verification signal agent",
        "categories retention minors disclosed-to disclosed-why right-opt-out",
    ),
    ("sesame", "eu-gdpr"): (
        (
            "representative? officer? interests? safeguards safeguards-copy retention right-access right-rectify "
            "right-erase right-restrict right-object right-port withdrawal complaint automated?"
        ),
        "basis categories",
    ),
    ("sesame", "us-ca-ccpa"): (
        (
            "retention right-know right-delete right-correct right-opt-out right-limit? right-equal-treatment requests "
            "verification signal agent"
        ),
        "categories sold-or-shared minors disclosed sensitive",
    ),
    ("sesamm", "eu-gdpr"): ("transfers? safeguards? safeguards-copy?", "basis automated?"),
    ("vocalcom", "eu-gdpr"): (
        (
            "contact representative? officer? interests? safeguards safeguards-copy retention right-access "
            "right-rectify right-erase right-restrict right-port complaint automated?"
        ),
        "purposes basis recipients transfers right-object withdrawal source",
    ),
    ("vocalcom", "us-ca-ccpa"): (
        (
            "retention sold-or-shared sold-to? sold-why? minors right-know right-delete right-correct right-opt-out? "
            "right-limit? right-equal-treatment requests verification signal? agent contact"
        ),
        "categories purposes disclosed-to disclosed-why sensitive",
    ),
}


@pytest.mark.parametrize(("organisation", "regime"), OPEN)
def test_an_example_is_open_where_its_notice_is(organisation: str, regime: str) -> None:
    found = gaps(load_policy(EXAMPLES / organisation / "policy.yaml"), [regime])
    names = [(gap.item.id.partition(".")[2] + "?" * gap.supposed, gap.state) for gap in found]
    missing = [name for name, state in names if state is State.MISSING]
    partly = [name for name, state in names if state is State.PARTLY]
    assert (missing, partly) == tuple(each.split() for each in OPEN[organisation, regime])
