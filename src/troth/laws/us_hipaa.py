"""What does the HIPAA Privacy Rule ask a notice of privacy practices to say?

45 CFR 164.520(b)(1), for covered entities and the protected health information they hold.

What it leaves out: the prescribed header, examples, separate statements (fund-raising, underwriting, records of
substance use treatment), confidential communications and the paper copy, which a policy file does not show.
"""

from __future__ import annotations

from troth.laws.clocks import LegalClock, Milestone
from troth.laws.content import ALWAYS, ContentItem, Regime
from troth.laws.periods import Period
from troth.words import RightKind

ID = "us-hipaa"


def _item(name: str, number: str, text: str, help_: str, demand: str, *of: str, when: str = ALWAYS) -> ContentItem:
    return ContentItem(
        id=f"{ID}.{name}",
        regime=ID,
        source=f"45 CFR 164.520(b)(1){number}",
        text=text,
        help=help_,
        demand=demand,
        of=of,
        condition=when,
    )


_USES = (
    _item(
        "uses",
        "(ii)(A), (B)",
        "For which purposes the information is used: treatment, payment, operations, and each other one.",
        "say what each of these data are used for, under `for`",
        "purposes",
    ),
    _item(
        "disclosures",
        "(ii)(A), (B)",
        "For which purposes it is disclosed.",
        "say for what each is disclosed, under `for`",
        "disclosed_why",
        when="disclosure",
    ),
    _item(
        "revocation",
        "(ii)(E)",
        "That an authorisation can be revoked.",
        "say so, under `rights` with `do: withdraw`",
        "withdrawal",
    ),
)

_RIGHTS = (
    _item(
        "right-restrict",
        "(iv)(A)",
        "The right to ask for restrictions.",
        "say so under `rights`, with `do: restrict`",
        "rights",
        "restrict",
    ),
    _item(
        "right-access",
        "(iv)(C)",
        "The right to inspect and copy.",
        "say so under `rights`, with `do: access`",
        "rights",
        "access",
    ),
    _item(
        "right-amend",
        "(iv)(D)",
        "The right to amend.",
        "say so under `rights`, with `do: rectify`",
        "rights",
        "rectify",
    ),
    _item(
        "right-accounting",
        "(iv)(E)",
        "The right to an accounting of disclosures.",
        "say so under `rights`, with `do: know` and `covers: [recipients]`",
        "accounting",
    ),
)

_DUTIES = (
    _item(
        "breach",
        "(v)(A)",
        "That people are notified of a breach of their unsecured information.",
        "say so as a duty: `when: breach`, `do: notify`, `who: subject`",
        "breach_notice",
    ),
    _item(
        "changes",
        "(v)(C)",
        "How a revised notice is made known.",
        "say how, under `changes` or as a duty `when: material_policy_change`",
        "change_notice",
    ),
    _item(
        "complaint-entity",
        "(vi)",
        "The right to complain to the covered entity, and how.",
        "say how, under `rights` with `do: complain` and the organisation's address under `how`",
        "complaint",
        "controller",
    ),
    _item(
        "complaint-secretary",
        "(vi)",
        "The right to complain to the Secretary of Health and Human Services.",
        "say so under `rights` with `do: complain`, and name the Secretary under `how`",
        "complaint",
        "authority",
    ),
    _item(
        "no-retaliation",
        "(vi)",
        "That nobody is retaliated against for a complaint.",
        "say so, with `no_retaliation: true` on the right to complain",
        "no_retaliation",
    ),
    _item(
        "contact",
        "(vii)",
        "Whom to ask, with a telephone number.",
        "give a telephone number under `contact` of the organisation",
        "contact_ways",
        "tel",
    ),
    _item(
        "date",
        "(viii)",
        "From when the notice holds.",
        "say from which day it holds, under `effective`",
        "dated",
    ),
)

_CLOCKS = (
    # LAW: 45 CFR 164.524(b)(2)
    LegalClock(
        id=f"{ID}.access",
        source="45 CFR 164.524(b)(2)",
        kinds=(RightKind.ACCESS, RightKind.PORT),
        milestone=Milestone.ANSWER,
        period=Period(days=30),
        extended=Period(days=60),
    ),
    # LAW: 45 CFR 164.526(b)(2)
    LegalClock(
        id=f"{ID}.amend",
        source="45 CFR 164.526(b)(2)",
        kinds=(RightKind.RECTIFY,),
        milestone=Milestone.ANSWER,
        period=Period(days=60),
        extended=Period(days=90),
    ),
)

REGIME = Regime(
    id=ID,
    name="HIPAA Privacy Rule",
    items=(*_USES, *_RIGHTS, *_DUTIES),
    people=("HIPAA",),
    inside=frozenset({"US"}),
    clocks=_CLOCKS,
)
