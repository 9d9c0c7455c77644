"""Is every law one that troth knows by that name?

The names are `region-law`: a regime's checks and clocks are found by them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.quoting import shown
from troth.policy.validation.rule import Rule
from troth.policy.vocabulary import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

LAWS = (
    "at-dsg",
    "be-gdpr",
    "br-lgpd",
    "ca-casl",
    "ca-pipeda",
    "ch-fadp",
    "de-bdsg",
    "de-tdddg",
    "eu-eprivacy",
    "eu-gdpr",
    "fr-cnil",
    "fr-lil",
    "uk-dpa",
    "uk-gdpr",
    "uk-pecr",
    "us-ca-caloppa",
    "us-ca-ccpa",
    "us-ca-shine-the-light",
    "us-can-spam",
    "us-coppa",
    "us-glba",
    "us-hipaa",
    "us-tcpa",
    "us-va-vcdpa",
)

RULE = Rule(
    id="policy.unknown-law",
    severity=Severity.WARNING,
    finds="The head or a right names a law that troth does not know by that name.",
    example="""\
policy: {organisation: example, version: "1", effective: 2024-01-01, laws: [eu-gdrp], cite: [s1]}
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each law that is not in the table."""
    named = [("policy", policy.head, law) for law in policy.head.laws]
    named_by_rights = [(f"rights.{name}", right, right.law) for name, right in policy.rights.items() if right.law]
    for address, element, law in (*named, *named_by_rights):
        if law not in LAWS:
            close = suggest(law[:60], LAWS)
            help_ = f"did you mean `{close}`?" if close else f"the laws are {', '.join(LAWS)}"
            yield RULE.found(element, f"`{address}` names the law `{shown(law)}`, which troth does not know", help_)
