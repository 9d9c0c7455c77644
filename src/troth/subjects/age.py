"""Which rule about children holds for a subject on a day?

Rules, in this order:
1. A subject reaches an age on the anniversary of her birth; who was born on 29 February, in other years on 1 March: of
   the two answers that legal systems give, the one that protects her a day longer.
2. A year of birth alone gives an age only where both ends of the year give the same answer; else the answer is unknown,
   and unknown is never treated as grown up.
3. A date of birth after the day asked about, or more than `OLDEST` years before it, is no date of birth: unknown.
4. Of a notice's rules, exclusion goes before parental consent, and what is certain before what is unknown.
5. Where consent is asked for a service of the information society, the member state's age counts besides the
   notice's (GDPR 8(1)): `consent_age`.

What it leaves out: how an age is verified, and who may answer for a child.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.policy.model import ChildRuleKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.policy.model import ChildRule

OLDEST = 125
"""In years: an older subject is taken for a slip of the keyboard, or for a child that wants to pass."""

# LAW: GDPR 8(1): 16 years unless a member state's law sets a lower age, not below 13. States that kept 16 stand here
# too, so that a state nobody looked up is not taken for one that kept it. EEA states apply the regulation likewise
# (EEA Joint Committee Decision 154/2018); the United Kingdom keeps its own. As the laws were known in 2025, from
# surveys of them: the articles say where to confirm a figure before relying on it. Denmark raised its age in 2024, and
# Norway has proposed to.
CONSENT_AGES = {
    "AT": 14,  # Datenschutzgesetz s.4(4)
    "BE": 13,  # Act of 30 July 2018, Art. 7
    "BG": 14,  # Personal Data Protection Act, Art. 25c
    "CY": 14,  # Law 125(I)/2018, s.8
    "CZ": 15,  # Act 110/2019, s.7
    "DE": 16,  # no national derogation
    "DK": 15,  # Databeskyttelsesloven s.6, from 2024-01-01 (13 before)
    "EE": 13,  # Personal Data Protection Act, s.8
    "ES": 14,  # Ley Orgánica 3/2018, Art. 7
    "FI": 13,  # Tietosuojalaki 1050/2018, s.5
    "FR": 15,  # Loi 78-17, Art. 45
    "GB": 13,  # Data Protection Act 2018, s.9
    "GR": 15,  # Law 4624/2019, Art. 21
    "HR": 16,  # Act implementing the regulation, Art. 19
    "HU": 16,  # no national derogation
    "IE": 16,  # Data Protection Act 2018, s.31
    "IS": 13,  # Act 90/2018, Art. 10
    "IT": 14,  # Codice in materia di protezione dei dati, Art. 2-quinquies
    "LI": 16,  # no national derogation
    "LT": 14,  # Law on Legal Protection of Personal Data, Art. 6
    "LU": 16,  # no national derogation
    "LV": 13,  # Personal Data Processing Law, s.33
    "MT": 13,  # Subsidiary Legislation 586.11
    "NL": 16,  # Uitvoeringswet, Art. 5
    "NO": 13,  # Personopplysningsloven s.5
    "PL": 16,  # no national derogation
    "PT": 13,  # Lei 58/2019, Art. 16
    "RO": 16,  # no national derogation
    "SE": 13,  # Lag 2018:218, 2 kap. 4 s.
    "SI": 15,  # ZVOP-2, Art. 8
    "SK": 16,  # Act 18/2018, s.15
}
"""By country (ISO 3166-1 alpha-2): from which age a child's own consent is enough."""

DEFAULT_CONSENT_AGE = 16
"""The regulation's own age, where a state's is not known."""


@dataclass(frozen=True, slots=True)
class Birth:
    """When a subject was born: a date, or the year alone. Kept out of `repr`: it is personal data."""

    year: int = field(repr=False)
    month: int | None = field(default=None, repr=False)
    day: int | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        complete = (self.month is None) == (self.day is None)
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            complete = False
        if not complete:
            raise WrongUse(
                "a birth is a whole date of the calendar, or a year alone",
                id="subjects.malformed-birth",
                help="pass `month` and `day` together, or neither",
            )

    @classmethod
    def on(cls, day: date) -> Birth:
        """A birth on a known day."""
        return cls(day.year, day.month, day.day)


class AgeStanding(StrEnum):
    """Where a subject stands under a notice's rules about children."""

    ADULT = "adult"
    EXCLUDED = "excluded"
    NEEDS_PARENTAL_CONSENT = "needs_parental_consent"
    UNKNOWN = "unknown"


def ages(birth: Birth, on: date) -> tuple[int, int] | None:
    """The lowest and the highest age, in whole years, that she can have on the day; None where it cannot be true."""
    if birth.month is not None and birth.day is not None:
        low = high = _years(birth.year, (birth.month, birth.day), on)
    else:
        low, high = _years(birth.year, (12, 31), on), _years(birth.year, (1, 1), on)
    if high < 0 or low > OLDEST:
        return None
    return max(low, 0), high


def is_under(birth: Birth | None, threshold: int, on: date) -> bool | None:
    """Whether she is younger than `threshold` years on the day; None where that is not known."""
    between = ages(birth, on) if birth is not None else None
    if between is None:
        return None
    low, high = between
    if high < threshold:
        return True
    return False if low >= threshold else None


def stand(birth: Birth | None, rules: Iterable[ChildRule], on: date) -> AgeStanding:
    """Where a subject stands on the day under the notice's rules; `adult` where none of them holds for her."""
    answers = [(rule.rule, is_under(birth, rule.under, on)) for rule in rules]
    if (ChildRuleKind.EXCLUDE, True) in answers:
        return AgeStanding.EXCLUDED
    if (ChildRuleKind.EXCLUDE, None) in answers:
        return AgeStanding.UNKNOWN
    if (ChildRuleKind.PARENTAL_CONSENT, True) in answers:
        return AgeStanding.NEEDS_PARENTAL_CONSENT
    if (ChildRuleKind.PARENTAL_CONSENT, None) in answers:
        return AgeStanding.UNKNOWN
    return AgeStanding.ADULT


def consent_age(country: str) -> int:
    """From which age a child's own consent is enough in the country (GDPR 8(1)); 16 where it is not in the table."""
    return CONSENT_AGES.get(country.upper(), DEFAULT_CONSENT_AGE)


def _years(year: int, day: tuple[int, int], on: date) -> int:
    """Whole years from a day to another. 29 February comes after 28 and before 1 March, in every year (rule 1)."""
    return on.year - year - ((on.month, on.day) < day)
