"""What does the Children's Online Privacy Protection Rule ask a notice to say?

16 CFR 312.4(d), as amended with effect from 23 June 2025, for whoever collects data from children under 13.

What it leaves out: what is said of persistent identifiers for internal operations (312.4(d)(3)) and of audio files
(312.4(d)(4)), and the direct notice to parents (312.4(c)).
"""

from __future__ import annotations

from troth.laws.content import ContentItem, Regime

ID = "us-coppa"


def _item(name: str, number: str, text: str, help_: str, demand: str, *of: str, when: str = "children") -> ContentItem:
    return ContentItem(
        id=f"{ID}.{name}",
        regime=ID,
        source=f"16 CFR 312.4(d){number}",
        text=text,
        help=help_,
        demand=demand,
        of=of,
        condition=when,
    )


REGIME = Regime(
    id=ID,
    name="Children's Online Privacy Protection Rule",
    items=(
        _item(
            "operators",
            "(1)",
            "Who the operators are, with postal address, telephone number and e-mail address.",
            "give all three under `contact` of the organisation",
            "contact_ways",
            "post",
            "tel",
            "mailto",
        ),
        _item(
            "categories",
            "(2)",
            "What information is collected from children.",
            "name the data that are collected, under `data`, and say what they are under `is`",
            "categories",
        ),
        _item(
            "public",
            "(2)",
            "Whether children can make information public.",
            "say whether data are published: `publish`, `may` or `never`",
            "publishing",
        ),
        _item(
            "use",
            "(2)",
            "How the information is used.",
            "say what each of these data are used for, under `for`",
            "purposes",
        ),
        _item(
            "recipients",
            "(2)",
            "To whom it is disclosed: the identities and categories of third parties.",
            "name who receives the data under `with`, or forbid passing them on",
            "recipients",
            "share",
            "sell",
            "transfer",
        ),
        _item(
            "recipients-why",
            "(2)",
            "For which purposes it is disclosed.",
            "say for what each is disclosed, under `for`",
            "disclosed_why",
        ),
        _item(
            "retention",
            "(2), 312.10",
            "How long it is kept.",
            "say how long each of these data are kept, under `retention`",
            "retention",
        ),
        _item(
            "parents",
            "(5), 312.6",
            "That a parent may see and delete a child's information and end its collection, and how.",
            "say so under `rights`, with a kind of subject `parent` as `who`",
            "parents",
            "access",
            "erase",
            "withdraw",
        ),
    ),
    inside=frozenset({"US"}),
)
