"""Which words does the whole of troth share?

The field's own terms (docs/glossary.md) as types. A stage that needs a word of its own defines it there; what stands
here is used by more than one stage. Nothing here does input or output, and nothing here imports another part of troth.

What it leaves out: errors and problems (`troth.errors`), time (`troth.clock`).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NewType

OrganisationId = NewType("OrganisationId", str)
"""Whoever published the notice; one installation may run several, and nothing crosses from one to another."""

SubjectId = NewType("SubjectId", str)
"""One data subject of one organisation. Opaque: it says nothing about the person."""

ClauseId = NewType("ClauseId", str)
"""A numbered span of a notice: `s1`, `s2`, ... in the order of the text."""

PartyName = NewType("PartyName", str)
DataName = NewType("DataName", str)
PurposeName = NewType("PurposeName", str)
SubjectKindName = NewType("SubjectKindName", str)
PracticeId = NewType("PracticeId", str)
ChoiceId = NewType("ChoiceId", str)
TrackerName = NewType("TrackerName", str)

EVERYTHING = "*"
"""The wildcard of the policy file: every party, every data category, every purpose."""


class Act(StrEnum):
    """What is done to data (the `do` of a practice). Collecting and using are different promises."""

    COLLECT = "collect"
    USE = "use"
    SHARE = "share"
    SELL = "sell"
    STORE = "store"
    COMBINE = "combine"
    TRANSFER = "transfer"
    PUBLISH = "publish"
    ANONYMISE = "anonymise"
    DECIDE = "decide"


class Modal(StrEnum):
    """How a notice says a practice: `does` and `may` permit, `never` forbids."""

    DOES = "does"
    MAY = "may"
    NEVER = "never"


class Basis(StrEnum):
    """The legal bases of GDPR Art. 6(1)(a)-(f), in that order."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    VITAL_INTEREST = "vital_interest"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTEREST = "legitimate_interest"


class ConsentMode(StrEnum):
    """What the notice makes of the subject's silence, for one practice."""

    NONE = "none"
    OPT_IN = "opt_in"
    OPT_OUT = "opt_out"
    BY_USE = "by_use"
    BY_ENTRY = "by_entry"


class Channel(StrEnum):
    """A way to reach a subject, or for a subject to reach the organisation."""

    EMAIL = "email"
    SMS = "sms"
    PHONE = "phone"
    POST = "post"
    PUSH = "push"
    WEB = "web"


class IdentifierKind(StrEnum):
    """What kind of thing points at a subject."""

    EMAIL = "email"
    PHONE = "phone"
    ACCOUNT = "account"
    COOKIE = "cookie"


class Role(StrEnum):
    """What a party is, for the data in question: GDPR Art. 4(7)-(10), and the bodies a notice names besides."""

    CONTROLLER = "controller"
    JOINT = "joint"
    PROCESSOR = "processor"
    SUB_PROCESSOR = "sub_processor"
    AFFILIATE = "affiliate"
    RECIPIENT = "recipient"
    THIRD_PARTY = "third_party"
    AUTHORITY = "authority"
    SEAL = "seal"


class RightKind(StrEnum):
    """The kinds of request a data subject can make (GDPR Art. 15-22; Civ. Code 1798.100-121; UK DPA 2018 s.164A)."""

    ACCESS = "access"
    RECTIFY = "rectify"
    ERASE = "erase"
    RESTRICT = "restrict"
    OBJECT = "object"
    PORT = "port"
    WITHDRAW = "withdraw"
    KNOW = "know"
    OPT_OUT = "opt_out"
    LIMIT = "limit"
    COMPLAIN = "complain"
    HUMAN_REVIEW = "human_review"


_N = "([0-9]{1,9})"
_DURATION = re.compile(rf"P(?=[0-9T])(?:{_N}Y)?(?:{_N}M)?(?:{_N}W)?(?:{_N}D)?(?:T{_N}H)?")
"""At most nine digits: more is no length of time, and Python refuses to read numbers without end."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as ISO 8601 writes it (`P6Y`, `P30D`, `PT72H`): calendar years and months are not days."""

    years: int = 0
    months: int = 0
    days: int = 0
    hours: int = 0

    @classmethod
    def parse(cls, text: str) -> Duration | None:
        """Read `P[nY][nM][nW][nD][T[nH]]` (ISO 8601-1:2019, 5.5.2); None where `text` is no such duration."""
        match = _DURATION.fullmatch(text)
        if match is None:
            return None
        years, months, weeks, days, hours = (int(group or 0) for group in match.groups())
        return cls(years, months, days + 7 * weeks, hours)

    def after(self, start: date) -> date:
        """The date this long after `start`; where the month has no such day, its last (Reg. 1182/71 Art. 3(2)(c))."""
        month = start.month - 1 + self.months
        year = start.year + self.years + month // 12
        month = month % 12 + 1
        if year > date.max.year:
            return date.max
        day = min(start.day, calendar.monthrange(year, month)[1])
        whole_days = self.days + -(-self.hours // 24)
        try:
            return date(year, month, day) + timedelta(days=whole_days)
        except OverflowError:
            return date.max

    def __str__(self) -> str:
        dated = "".join(f"{n}{unit}" for n, unit in ((self.years, "Y"), (self.months, "M"), (self.days, "D")) if n)
        timed = f"T{self.hours}H" if self.hours else ""
        return f"P{dated}{timed}" if dated or timed else "P0D"

    def in_words(self) -> str:
        """The length as a person says it: `2 years`, `30 days`, `72 hours`."""
        parts = ((self.years, "year"), (self.months, "month"), (self.days, "day"), (self.hours, "hour"))
        said = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n]
        return " and ".join(said) or "no time"
