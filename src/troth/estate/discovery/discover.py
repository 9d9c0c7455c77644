"""In which order are an estate's columns looked at?

Nothing depends on the order of tables: identifiers are learnt from all columns before text is searched for them, and
what a table holds is settled before its columns are judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.estate.discovery.attributes import attributes_of
from troth.estate.discovery.case import Case, Inside, Verdict, look_inside
from troth.estate.discovery.judge import judge
from troth.estate.discovery.names import Role
from troth.estate.discovery.profile import Profile, profiles_of
from troth.estate.discovery.tables import View, spread, view_tables
from troth.estate.discovery.within import Known
from troth.inventory import Holding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from troth.estate.connector import Sample, Table
    from troth.estate.discovery.attributes import Attributes
    from troth.inventory import DatasetName, FieldName, Link


@dataclass(frozen=True, slots=True)
class Finding:
    """A column and its verdict."""

    at: FieldName
    profile: Profile
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found: a finding for each column in the order of the tables, the links, the views of the tables."""

    findings: tuple[Finding, ...]
    links: tuple[Link, ...]
    views: Mapping[DatasetName, View]


def discover(tables: Sequence[Table], samples: Mapping[DatasetName, Sample], links: Sequence[Link]) -> Discovery:
    """What tables hold, by their declarations, samples and links (`troth.estate.graph.links`).

    A table without a sample is judged by its names.
    """
    tables = [table for table in tables if table.columns]
    profiles = [profiles_of(table, samples.get(table.at)) for table in tables]
    views = view_tables(tables, profiles, links)
    attributes = {
        table.at: found
        for table, columns in zip(tables, profiles, strict=True)
        if table.at in samples and (found := attributes_of(columns, samples[table.at]))
    }
    _hold_by_attributes(views, attributes)
    known = _known(views)
    insides = {profile.at: look_inside(profile, known) for view in views.values() for profile in view.profiles}
    _hold_by_documents(views, insides)
    findings = []
    for table in tables:
        view = views[table.at]
        for profile in view.profiles:
            case = Case(profile, view, views, insides[profile.at], attributes.get(table.at))
            findings.append(Finding(profile.at, profile, judge(case)))
    return Discovery(tuple(findings), tuple(links), views)


def _known(views: Mapping[DatasetName, View]) -> Known:
    """The identifiers that columns of persons hold."""
    known = Known()
    for view in views.values():
        for profile in view.profiles:
            said = view.directs.get(profile.column.name)
            if said is None:
                continue
            if said.kind == "email":
                known.learn_emails(profile.distinct)
            elif said.kind == "full_name":
                known.learn_names(profile.distinct)
        _learn_joined(view, known)
    return known


def _learn_joined(view: View, known: Known) -> None:
    """Names of which each part has a column: every pair of a given name and a surname of the table counts."""
    parts: dict[str, list[Profile]] = {"given_name": [], "surname": []}
    for profile in view.profiles:
        said = view.directs.get(profile.column.name)
        if said is not None and said.kind in parts:
            parts[said.kind].append(profile)
    if parts["given_name"] and parts["surname"]:
        known.learn_parts(parts["given_name"][0].distinct, parts["surname"][0].distinct)


_MOST = 0.3
"""The share of rows whose documents hold an identifier from which the rows are about persons."""


def _hold_by_documents(views: Mapping[DatasetName, View], insides: Mapping[FieldName, Inside]) -> None:
    """A table of which nothing else is known is about persons where its documents hold their identifiers."""
    found = False
    for view in views.values():
        if view.is_about_people or view.named.role not in (None, Role.EVENT):
            continue
        for profile in view.profiles:
            within = insides[profile.at].within
            if within is not None and within.proves and within.identifies and within.share >= _MOST:
                view.holds, found = Holding.ABOUT, True
                view.why = f"the documents of `{profile.column.name}` hold {within.label}"
                break
    if found:
        spread(views)


def _hold_by_attributes(views: Mapping[DatasetName, View], attributes: Mapping[DatasetName, Attributes]) -> None:
    for at, found in attributes.items():
        view = views[at]
        if not view.is_about_people and found.personal:
            view.holds = Holding.ABOUT
            view.why = f"it holds {len(found.personal)} personal attributes row by row"
