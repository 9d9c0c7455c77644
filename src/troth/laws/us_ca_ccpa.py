"""What does the California Consumer Privacy Act ask a privacy policy to say?

Civ. Code 1798.100(a), 1798.130(a)(5) and 1798.135, and in detail 11 CCR 7011(e), whose order is followed.

What it leaves out: the notice of a pre-use of automated decisions (11 CCR 7220, from 1 January 2027), the notice of a
financial incentive (7016), the yearly figures of large businesses (7102), and whether the text says of its lists that
they are those of the last twelve months, which a policy file does not show.
"""

from __future__ import annotations

from troth.laws.clocks import LegalClock, Milestone
from troth.laws.content import ALWAYS, ContentItem, Regime
from troth.laws.periods import Period
from troth.words import RightKind

ID = "us-ca-ccpa"


def _item(name: str, source: str, text: str, help_: str, demand: str, *of: str, when: str = ALWAYS) -> ContentItem:
    return ContentItem(
        id=f"{ID}.{name}",
        regime=ID,
        source=source,
        text=text,
        help=help_,
        demand=demand,
        of=of,
        condition=when,
    )


_COLLECTED = (
    _item(
        "categories",
        "11 CCR 7011(e)(1)(A); Civ. Code 1798.130(a)(5)(B), (c)",
        "Which categories of 1798.140(v)(1) and (ae) were collected in the last 12 months.",
        "give each of these data the letters of the category they are closest to, under `ccpa`",
        "letters",
    ),
    _item(
        "sources",
        "11 CCR 7011(e)(1)(B)",
        "From which categories of sources they were collected.",
        "say where each of these data come from, under `from`",
        "sources",
    ),
    _item(
        "purposes",
        "11 CCR 7011(e)(1)(C)",
        "For which business or commercial purposes they are collected.",
        "say what each of these data are used for, under `for`",
        "purposes",
    ),
    _item(
        "retention",
        "Civ. Code 1798.100(a)(3)",
        "How long each category is kept, or by which criteria that is decided.",
        "say how long each of these data are kept, or until which event, under `retention`",
        "retention",
    ),
)

_SOLD = (
    _item(
        "sold-or-shared",
        "11 CCR 7011(e)(1)(D); Civ. Code 1798.130(a)(5)(C)(i)",
        "Which categories were sold, or shared for cross-context behavioural advertising, or that none were.",
        "say whether data are sold (`sell`), and whether they are shared for cross-context behavioural advertising",
        "sale",
    ),
    _item(
        "sold-to",
        "11 CCR 7011(e)(1)(E)",
        "To which categories of third parties each was sold, or shared for such advertising.",
        "name the third parties under `with`",
        "sold_to",
        when="sale",
    ),
    _item(
        "sold-why",
        "11 CCR 7011(e)(1)(F)",
        "For which purposes they were sold, or shared for such advertising.",
        "say for what, under `for`",
        "sold_why",
        when="sale",
    ),
    _item(
        "minors",
        "11 CCR 7011(e)(1)(G); Civ. Code 1798.120(c)",
        "Whether the business knows that it sells or shares data of consumers under 16.",
        "say that no data of consumers under 16 are sold or shared, or that they are: `sell`, `subjects`",
        "minors",
    ),
)

_DISCLOSED = (
    _item(
        "disclosed",
        "11 CCR 7011(e)(1)(H); Civ. Code 1798.130(a)(5)(C)(ii)",
        "Which categories were disclosed for a business purpose, or that none were.",
        "name the data that are disclosed, under `data`",
        "disclosed",
    ),
    _item(
        "disclosed-to",
        "11 CCR 7011(e)(1)(I)",
        "To which categories of recipients each was disclosed.",
        "name who receives the data, or what kind of body, under `with`",
        "recipients",
        "share",
        when="disclosure",
    ),
    _item(
        "disclosed-why",
        "11 CCR 7011(e)(1)(J)",
        "For which purposes they were disclosed.",
        "say for what each is disclosed, under `for`",
        "disclosed_why",
        when="disclosure",
    ),
    _item(
        "sensitive",
        "11 CCR 7011(e)(1)(K), 7027(m)",
        "Whether sensitive information is used or disclosed for more than what 7027(m) allows.",
        "say so of the sensitive data, by `only` or `never`, or grant the right to `limit` their use",
        "sensitive",
        when="sensitive",
    ),
)


def _right(name: str, source: str, text: str, *kinds: str, when: str = ALWAYS) -> ContentItem:
    help_ = f"say that consumers have it, under `rights` with `do: {kinds[0]}`"
    return _item(f"right-{name}", source, text, help_, "rights", *kinds, when=when)


_RIGHTS = (
    _right("know", "11 CCR 7011(e)(2); Civ. Code 1798.110, 1798.115", "The right to know.", "know", "access"),
    _right("delete", "11 CCR 7011(e)(2); Civ. Code 1798.105", "The right to delete.", "erase"),
    _right("correct", "11 CCR 7011(e)(2); Civ. Code 1798.106", "The right to correct.", "rectify"),
    _right(
        "opt-out",
        "11 CCR 7011(e)(2); Civ. Code 1798.120, 1798.135(a)",
        "The right to opt out of sale and sharing.",
        "opt_out",
        when="sale",
    ),
    _right(
        "limit",
        "11 CCR 7011(e)(2); Civ. Code 1798.121",
        "The right to limit the use of sensitive information.",
        "limit",
        when="sensitive_unlimited",
    ),
    _item(
        "right-equal-treatment",
        "11 CCR 7011(e)(2); Civ. Code 1798.125",
        "The right not to be treated worse for using these rights.",
        "say so, with `no_retaliation: true` on a right",
        "no_retaliation",
    ),
)

_REQUESTS = (
    # LAW: Civ. Code 1798.130(a)(1)(A): a business that is online only, and deals with consumers directly, may do with
    # an e-mail address. Whether it is does not follow from a policy.
    _item(
        "requests",
        "11 CCR 7011(e)(3)(A); Civ. Code 1798.130(a)(1)(A)",
        "Two or more ways of making requests, a toll-free number among them.",
        "give two ways under `how`; a business that is online only may do with an e-mail address",
        "request_ways",
        "2",
    ),
    _item(
        "verification",
        "11 CCR 7011(e)(3)(E)",
        "How requests to know, delete and correct are verified.",
        "say what proof of identity is asked for, under `verify`",
        "verification",
    ),
    _item(
        "signal",
        "11 CCR 7011(e)(3)(F), 7025",
        "How an opt-out preference signal is processed.",
        "say that the signal is honoured, and for what: `gpc: {state: honoured}`",
        "signal",
        "gpc",
        when="sale",
    ),
    _item(
        "agent",
        "11 CCR 7011(e)(3)(H), 7063",
        "How an authorised agent makes a request.",
        "say how, as a right whose `who` is a kind of subject `authorised_agent`",
        "agent",
    ),
    _item(
        "contact",
        "11 CCR 7011(e)(3)(J)",
        "Whom to ask about the privacy policy.",
        "give an address of the business under `contact`",
        "contact",
    ),
    _item(
        "date",
        "11 CCR 7011(e)(4)",
        "When the policy was last updated.",
        "say on which day, under `effective` or `version`",
        "dated",
    ),
)

_PLACE = "US-CA"
_ASKED = (RightKind.KNOW, RightKind.ACCESS, RightKind.ERASE, RightKind.RECTIFY)

_CLOCKS = (
    # LAW: 11 CCR 7021(a)
    LegalClock(
        id=f"{ID}.acknowledge",
        source="11 CCR 7021(a)",
        kinds=_ASKED,
        milestone=Milestone.ACKNOWLEDGE,
        period=Period(business_days=10),
        place=_PLACE,
    ),
    # LAW: Civ. Code 1798.130(a)(2)(A), 11 CCR 7021(b): counted from receipt, whatever the verification takes
    LegalClock(
        id=f"{ID}.answer",
        source="Civ. Code 1798.130(a)(2)(A); 11 CCR 7021(b)",
        kinds=_ASKED,
        milestone=Milestone.ANSWER,
        period=Period(days=45),
        extended=Period(days=90),
        place=_PLACE,
    ),
    # LAW: 11 CCR 7026(f), 7027(g): as soon as feasibly possible, at the latest 15 business days from receipt
    LegalClock(
        id=f"{ID}.stop",
        source="11 CCR 7026(f), 7027(g)",
        kinds=(RightKind.OPT_OUT, RightKind.LIMIT),
        milestone=Milestone.STOP,
        period=Period(business_days=15),
        place=_PLACE,
    ),
)

REGIME = Regime(
    id=ID,
    name="California Consumer Privacy Act of 2018, with the CCPA regulations",
    items=(*_COLLECTED, *_SOLD, *_DISCLOSED, *_RIGHTS, *_REQUESTS),
    people=("California", "CCPA", "CPRA"),
    inside=frozenset({"US"}),
    clocks=_CLOCKS,
)
