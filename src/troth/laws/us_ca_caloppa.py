"""What does the California Online Privacy Protection Act ask a notice to say?

Bus. & Prof. Code 22575(b): what the policy that the operator of a commercial website or service posts holds.
"""

from __future__ import annotations

from troth.laws.content import ALWAYS, ContentItem, Regime

ID = "us-ca-caloppa"


def _item(name: str, number: str, text: str, help_: str, demand: str, *of: str, when: str = ALWAYS) -> ContentItem:
    return ContentItem(
        id=f"{ID}.{name}",
        regime=ID,
        source=f"Bus. & Prof. Code 22575(b){number}",
        text=text,
        help=help_,
        demand=demand,
        of=of,
        condition=when,
    )


REGIME = Regime(
    id=ID,
    name="California Online Privacy Protection Act",
    items=(
        _item(
            "categories",
            "(1)",
            "Which categories of personally identifiable information are collected online.",
            "name the data that are collected, under `data`, and say what they are under `is`",
            "categories",
        ),
        _item(
            "recipients",
            "(1)",
            "With which categories of others the information may be shared.",
            "name who receives the data, or what kind of body, under `with`",
            "recipients",
            "share",
            "sell",
            "transfer",
            when="disclosure",
        ),
        # LAW: 22575(b)(2) asks to describe a process "if the operator maintains" one.
        _item(
            "review",
            "(2)",
            "How people can review their information and ask for changes, where there is a process for it.",
            "say how to see and change the data, under `rights`; where there is no process, leave it out",
            "rights",
            "rectify",
            "access",
            when="not_in_policy",
        ),
        _item(
            "changes",
            "(3)",
            "How people are told of material changes to the policy.",
            "say how changes are made known, under `changes` or as a duty `when: material_policy_change`",
            "change_notice",
        ),
        _item(
            "date",
            "(4)",
            "From when the policy holds.",
            "say from which day it holds, under `effective`",
            "dated",
        ),
        _item(
            "do-not-track",
            "(5)",
            "How the operator responds to Do-Not-Track signals or the like.",
            "say what is done with the signal, under `signals`: `dnt: {state: honoured}` or `ignored`",
            "signal",
            "dnt",
            "gpc",
        ),
        _item(
            "others-tracking",
            "(6)",
            "Whether others collect what people do over time and across websites, when they use this one.",
            "say who sets trackers of their own (`set_by`), or that nobody else does: `collect`, `by` others, `never`",
            "others_tracking",
        ),
    ),
    people=("California",),
    inside=frozenset({"US"}),
)
