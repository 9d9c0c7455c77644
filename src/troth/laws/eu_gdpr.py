"""What does the GDPR ask a notice to say?

Art. 13 for data that come from the subject, Art. 14 for data that come from elsewhere, in the order of Art. 13. A
sentence that both articles ask for stands once. What the recitals and guidelines recommend besides is not asked here.
"""

from __future__ import annotations

from troth.laws.clocks import LegalClock, Milestone
from troth.laws.content import ALWAYS, ContentItem, Regime
from troth.laws.periods import Period
from troth.words import RightKind

ID = "eu-gdpr"

# fmt: off
EEA = frozenset((
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IS", "IE", "IT",
    "LV", "LI", "LT", "LU", "MT", "NL", "NO", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "EU", "EEA",
))
# fmt: on
"""The countries in which the GDPR holds (Decision of the EEA Joint Committee 154/2018), and the two words for them."""


def _item(name: str, source: str, text: str, help_: str, demand: str, *of: str, when: str = ALWAYS) -> ContentItem:
    return ContentItem(
        id=f"{ID}.{name}",
        regime=ID,
        source=f"GDPR {source}",
        text=text,
        help=help_,
        demand=demand,
        of=of,
        condition=when,
    )


_WHO = (
    _item(
        "controller",
        "13(1)(a), 14(1)(a)",
        "Who the controller is.",
        "name the organisation, with its legal form, under `parties` with the role `controller`",
        "controller",
    ),
    _item(
        "contact",
        "13(1)(a), 14(1)(a)",
        "How the controller is reached.",
        "give an address of the controller under `contact`",
        "contact",
    ),
    # LAW: GDPR 27 asks for a representative of a controller that is not established in the Union.
    _item(
        "representative",
        "13(1)(a), 14(1)(a), 27",
        "Who represents a controller from outside the Union, and how the representative is reached.",
        "name the representative as a party of the kind `representative`, or give the `country` of the controller",
        "party",
        "representative",
        when="established_outside",
    ),
    # LAW: GDPR 37(1) says who must have an officer; a policy does not show whether it does.
    _item(
        "officer",
        "13(1)(b), 14(1)(b)",
        "How the data protection officer is reached, where there is one.",
        "give the officer's address as a party of the kind `data_protection_officer`; where GDPR 37 asks for none, "
        "leave it out",
        "party",
        "data_protection_officer",
        "privacy_officer",
        "dpo",
        when="not_in_policy",
    ),
)

_WHY = (
    _item(
        "purposes",
        "13(1)(c), 14(1)(c)",
        "The purposes for which the data are processed.",
        "say what each of these data are used for, under `for`",
        "purposes",
    ),
    _item(
        "basis",
        "13(1)(c), 14(1)(c)",
        "The legal basis of the processing for each purpose.",
        "say on which basis of GDPR 6(1) each of these rests, under `basis`",
        "basis",
    ),
    _item(
        "interests",
        "13(1)(d), 14(2)(b)",
        "Which legitimate interests are pursued, where processing rests on them.",
        "name the interest pursued, under `for`",
        "interests",
        when="legitimate_interest",
    ),
)

_WHERE = (
    _item(
        "recipients",
        "13(1)(e), 14(1)(e)",
        "The recipients of the data, or the categories of recipients.",
        "name who receives the data, or what kind of body, under `with`",
        "recipients",
        "share",
        "sell",
        "transfer",
        when="disclosure",
    ),
    _item(
        "transfers",
        "13(1)(f), 14(1)(f)",
        "That data go to third countries, and to which.",
        "say whether data leave the European Economic Area, and name the countries under `transfers`",
        "transfers",
        when="transfers",
    ),
    _item(
        "safeguards",
        "13(1)(f), 14(1)(f), 46",
        "For each transfer, the adequacy decision or the safeguards it rests on.",
        "say what each transfer rests on, under `mechanism`: `adequacy`, `scc`, `bcr`, ...",
        "safeguards",
        when="transfers",
    ),
    _item(
        "safeguards-copy",
        "13(1)(f), 14(1)(f)",
        "How a copy of the safeguards is had, or where they are published.",
        "say where a copy is had: a note about the transfer with its `link`, or a right that covers `safeguards`",
        "safeguards_copy",
        when="safeguards",
    ),
    _item(
        "retention",
        "13(2)(a), 14(2)(a)",
        "How long the data are kept, or by which criteria that is decided.",
        "say how long each of these data are kept, or until which event, under `retention`",
        "retention",
    ),
)


def _right(name: str, source: str, text: str, *kinds: str) -> ContentItem:
    help_ = f"say that every data subject has it, under `rights` with `do: {kinds[0]}`"
    return _item(f"right-{name}", source, text, help_, "rights", *kinds)


_RIGHTS = (
    _right("access", "13(2)(b), 14(2)(c), 15", "The right of access.", "access", "know"),
    _right("rectify", "13(2)(b), 14(2)(c), 16", "The right to rectification.", "rectify"),
    _right("erase", "13(2)(b), 14(2)(c), 17", "The right to erasure.", "erase"),
    _right("restrict", "13(2)(b), 14(2)(c), 18", "The right to restriction of processing.", "restrict"),
    _right("object", "13(2)(b), 14(2)(c), 21", "The right to object.", "object"),
    _right("port", "13(2)(b), 14(2)(c), 20", "The right to data portability.", "port"),
    _item(
        "withdrawal",
        "13(2)(c), 14(2)(d), 7(3)",
        "The right to withdraw consent at any time.",
        "say that consent can be withdrawn at any time, under `rights` with `do: withdraw`",
        "withdrawal",
        when="consent",
    ),
    _item(
        "complaint",
        "13(2)(d), 14(2)(e), 77",
        "The right to complain to a supervisory authority.",
        "say so under `rights` with `do: complain`, and name the authority under `how`",
        "complaint",
        "authority",
    ),
)

_REST = (
    _item(
        "obligation",
        "13(2)(e)",
        "Whether the data must be given, by law or contract, and what happens where they are not.",
        "say which data are needed (`mandatory`, `cost`) or that giving them is free (the claim `voluntary`)",
        "obligation",
        when="direct",
    ),
    _item(
        "automated",
        "13(2)(f), 14(2)(g), 22",
        "Whether decisions are made by automated means alone, by which logic, and with what consequences.",
        "say by which logic (`for`, `if`) and to what `effect`; or that there are none, as `decide`, `never`",
        "automated",
        when="automated",
    ),
    _item(
        "categories",
        "14(1)(d)",
        "Which categories of data are obtained from others than the subject.",
        "say what kinds of data these are, under `is`",
        "categories",
        "indirect",
        when="indirect",
    ),
    _item(
        "source",
        "14(2)(f)",
        "From which source data come that the subject does not give, and whether it is public.",
        "name the source as a party under `from`, or `public_source`",
        "origin",
        when="indirect",
    ),
)

RIGHTS = (
    RightKind.ACCESS,
    RightKind.RECTIFY,
    RightKind.ERASE,
    RightKind.RESTRICT,
    RightKind.PORT,
    RightKind.OBJECT,
    RightKind.HUMAN_REVIEW,
)
"""The requests under Art. 15 to 22."""

# LAW: GDPR 12(3): one month of receipt, and two further months; counted by Reg. 1182/71 Art. 3 (EDPB, 01/2022)
ANSWER = LegalClock(
    id=f"{ID}.answer",
    source="GDPR 12(3); Regulation 1182/71 Art. 3",
    kinds=RIGHTS,
    milestone=Milestone.ANSWER,
    period=Period(months=1, rolls=True),
    extended=Period(months=3, rolls=True),
)

REGIME = Regime(
    id=ID,
    name="General Data Protection Regulation (EU) 2016/679",
    items=(*_WHO, *_WHY, *_WHERE, *_RIGHTS, *_REST),
    carried_out_by=("at-dsg", "be-gdpr", "de-bdsg", "de-tdddg", "fr-cnil", "fr-lil"),
    kin=("uk-gdpr",),
    people=("EU", "E.U.", "EEA", "Europe", "European", "GDPR"),
    inside=EEA,
    clocks=(ANSWER,),
)
