"""What does the GDPR of the United Kingdom ask a notice to say?

What the GDPR of the Union asks (`troth.laws.eu_gdpr`), and where it differs:

1. Art. 27 asks for a representative in the United Kingdom, and borders are those of the United Kingdom.
2. The authority is the Information Commissioner.
3. Since 19 June 2026 a subject may complain to the controller itself (Data Protection Act 2018, s. 164A, put in by the
   Data (Use and Access) Act 2025, s. 103), and has to be told so.
"""

from __future__ import annotations

from dataclasses import replace

from troth.laws import eu_gdpr
from troth.laws.clocks import LegalClock, Milestone
from troth.laws.content import ContentItem, Regime
from troth.laws.periods import Period
from troth.words import RightKind

ID = "uk-gdpr"

# LAW: UK GDPR 27, 44A; Data Protection Act 2018 s. 114 (the Commissioner)
_OTHERWISE = {
    "representative": {
        "text": "Who represents a controller from outside the United Kingdom, and how the representative is reached.",
    },
    "transfers": {
        "text": "That data go to countries outside the United Kingdom, and to which.",
        "help": "say whether data leave the United Kingdom, and name the countries under `transfers`",
    },
    "safeguards": {
        "text": "For each transfer, the adequacy regulations or the safeguards it rests on.",
        "help": "say what each transfer rests on, under `mechanism`: `adequacy`, `scc`, `idta`, `bcr`, ...",
    },
    "complaint": {
        "text": "The right to complain to the Information Commissioner.",
        "help": "say so under `rights` with `do: complain`, and name the Information Commissioner under `how`",
    },
}


def _here(item: ContentItem) -> ContentItem:
    """An item of the Union's, as it reads here."""
    name = item.id.partition(".")[2]
    other = _OTHERWISE.get(name, {})
    text, help_ = other.get("text", item.text), other.get("help", item.help)
    return replace(item, id=f"{ID}.{name}", regime=ID, source=f"UK {item.source}", text=text, help=help_)


_TO_THE_CONTROLLER = ContentItem(
    id=f"{ID}.complaint-controller",
    regime=ID,
    source="UK GDPR 13(2), 14(2); Data Protection Act 2018 s. 164A",
    text="The right to complain to the controller.",
    help="say how to complain to the organisation, under `rights` with `do: complain` and its address under `how`",
    demand="complaint",
    of=("controller",),
)

# LAW: Data Protection Act 2018 s. 164A: acknowledged within 30 days beginning when the complaint is received
_COMPLAINT = LegalClock(
    id=f"{ID}.complaint",
    source="Data Protection Act 2018 s. 164A",
    kinds=(RightKind.COMPLAIN,),
    milestone=Milestone.ACKNOWLEDGE,
    period=Period(days=30, begins_with_the_day=True),
)

REGIME = Regime(
    id=ID,
    name="General Data Protection Regulation of the United Kingdom",
    items=(*map(_here, eu_gdpr.REGIME.items), _TO_THE_CONTROLLER),
    carried_out_by=("uk-dpa",),
    kin=("eu-gdpr",),
    people=("UK", "U.K.", "United Kingdom", "Britain", "GDPR"),
    inside=frozenset({"GB", "UK"}),
    clocks=(
        replace(eu_gdpr.ANSWER, id=f"{ID}.answer", source="UK GDPR 12(3); Regulation 1182/71 Art. 3"),
        _COMPLAINT,
    ),
)
