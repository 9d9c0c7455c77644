"""What do the privacy rules under the Gramm-Leach-Bliley Act ask a notice to say?

12 CFR 1016.6(a) (Regulation P), and in the same words 16 CFR 313.6(a) for those under the Federal Trade Commission.

What it leaves out: what is disclosed of former customers ((a)(4)), joint marketing ((a)(5)), sharing with affiliates
under the Fair Credit Reporting Act ((a)(7)), and the model form.
"""

from __future__ import annotations

from troth.laws.content import ALWAYS, ContentItem, Regime

ID = "us-glba"


def _item(name: str, number: str, text: str, help_: str, demand: str, *of: str, when: str = ALWAYS) -> ContentItem:
    return ContentItem(
        id=f"{ID}.{name}",
        regime=ID,
        source=f"12 CFR 1016.6(a){number}; 16 CFR 313.6(a){number}",
        text=text,
        help=help_,
        demand=demand,
        of=of,
        condition=when,
    )


REGIME = Regime(
    id=ID,
    name="Gramm-Leach-Bliley Act, privacy of consumer financial information",
    items=(
        _item(
            "categories",
            "(1)",
            "Which categories of nonpublic personal information are collected.",
            "name the data that are collected, under `data`, and say what they are under `is`",
            "categories",
        ),
        _item(
            "disclosed",
            "(2)",
            "Which categories are disclosed.",
            "name the data that are disclosed, under `data`; or forbid passing them on",
            "disclosed",
        ),
        _item(
            "recipients",
            "(3)",
            "To which categories of affiliates and nonaffiliated third parties they are disclosed.",
            "name who receives the data, or what kind of body, under `with`",
            "recipients",
            "share",
            "sell",
            "transfer",
            when="disclosure",
        ),
        _item(
            "opt-out",
            "(6)",
            "The right to opt out of disclosure to nonaffiliated third parties, and how.",
            "say that consumers have it, under `rights` with `do: opt_out`, and under `how` by which means",
            "rights",
            "opt_out",
            when="disclosure",
        ),
        _item(
            "security",
            "(8)",
            "How the confidentiality and security of the information are protected.",
            "say which measures there are, under `measures`",
            "security",
        ),
    ),
    inside=frozenset({"US"}),
)
