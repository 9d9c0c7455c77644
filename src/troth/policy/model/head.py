"""Whose policy is it, which version, from when, for whom?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from troth.policy.model.element import Element, described
from troth.words import Channel, OrganisationId, PartyName


class Accept(StrEnum):
    """How a subject comes to be bound by the notice, according to the notice."""

    BY_USE = "by_use"
    BY_REGISTRATION = "by_registration"
    EXPLICIT = "explicit"


class AppliesTo(StrEnum):
    """Which data a changed notice governs."""

    ALL_DATA = "all_data"
    DATA_COLLECTED_AFTER = "data_collected_after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What the notice says about its own changes."""

    post: str = described("Where a change is posted: `same_page`, `home_page`, or an address.", default="")
    notify: tuple[Channel, ...] = described("Channels by which subjects are told of a change.")
    effect: str = described(
        "When a change takes effect: `on_posting`, `on_acceptance`, or a duration after posting.", default=""
    )
    applies_to: AppliesTo = described("Which data a change governs.", default=AppliesTo.ALL_DATA)
    continued_use_accepts: bool = described(
        "True where going on to use the service counts as accepting a change.", default=False
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Effective:
    """From when the version binds: a date, or `on_acceptance` for new subjects and a date for the rest."""

    new: str = described("`on_acceptance` or a date, for subjects who come after publication.", default="")
    existing: date | None = described("The date for subjects who were there before.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head(Element):
    """What the file is: whose notice, which version, from when, for whom."""

    organisation: OrganisationId = described("The organisation bound by the notice.", required=True)
    version: str = described("The version's name; usually its date.", required=True)
    effective: Effective = described(
        "From when it binds: a date, or `{new: on_acceptance, existing: DATE}`.", required=True
    )
    lang: str = described("The notice's language (BCP 47).", default="en")
    accept: Accept = described("How a subject comes to be bound.", default=Accept.BY_USE)
    laws: tuple[str, ...] = described("Regimes that the notice names or that apply: `eu-gdpr`, `us-ca-ccpa`, ...")
    applies: tuple[str, ...] = described("What the notice covers: places, media, kinds of data.")
    excludes: tuple[str, ...] = described("What it expressly does not cover.")
    seal: PartyName | None = described("The seal programme that reviews it.", default=None)
    changes: Changes = described("What it says of its own changes.", default=Changes())
