"""Is every country written by its code?

Codes are those of ISO 3166-1 alpha-2, besides `EEA`, `EU` and `*` for anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.model import Party, Practice, Transfer
from troth.policy.validation.quoting import shown
from troth.policy.validation.rule import Rule
from troth.words import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

AREAS = ("EEA", "EU", EVERYTHING)
_CODES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY "
    "BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK "
    "FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR "
    "IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK "
    "ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM "
    "PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF "
    "TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW "
)
COUNTRIES = frozenset(_CODES.split())
"""ISO 3166-1 alpha-2, officially assigned codes."""

RULE = Rule(
    id="policy.unknown-country",
    severity=Severity.WARNING,
    finds="A party, practice or transfer names a country by something that is no ISO 3166-1 code, `EEA`, `EU` or `*`.",
    example="""\
parties: {host: {role: processor, country: France, cite: [s1]}}
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each country that is none."""
    for address, element in policy.elements():
        named: tuple[str, ...] = ()
        if isinstance(element, Party):
            named = (element.country,) if element.country else ()
        elif isinstance(element, Practice):
            named = element.where
        elif isinstance(element, Transfer):
            named = (*element.to, *element.from_)
        for country in named:
            if country not in COUNTRIES and country not in AREAS:
                text = f"`{address}` names the country `{shown(country)}`, which is no code of a country"
                help_ = "write ISO 3166-1 alpha-2 in capitals: `FR`, `GB`, `US`; or `EEA`, or `*` for anywhere"
                yield RULE.found(element, text, help_)
