"""A column in a row about a person whose name says nothing: what do its values say?

Rules, the first that decides:
1. A validator's kind, where the row bears it out.
2. Versions, and tokens that differ from row to row and are found nowhere else, say nothing.
3. Seconds or milliseconds since 1970 are times.
4. The form: amounts, times, numbers and text that differ say something about the person. A few words, letters or
   small numbers over and over may be anything: nothing is said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.estate.discovery.case import Case, Verdict, not_personal, personal, undetermined
from troth.estate.discovery.profile import Kind, Profile
from troth.estate.discovery.terms import theme_of
from troth.estate.discovery.values import network

if TYPE_CHECKING:
    from collections.abc import Callable

    from troth.estate.discovery.tables import View
    from troth.estate.discovery.values import Held

_VERSION = re.compile(r"v?\d{1,4}(?:\.\d{1,5}){1,3}(?:[-+.]?(?:a|b|rc|alpha|beta|dev)\d*)?")
_TOKEN = re.compile(r"[0-9a-fA-F]{6,}|[0-9A-Z]{10,}")
_SECONDS = range(946_684_800, 2_051_222_400)
"""The years 2000 to 2034 in seconds since 1970."""
_SMALL = 400
"""Small numbers lie below this."""

_NAMES = 6
"""Distinct values from which a list of names says something: a few words are names by chance."""


def by_its_values(case: Case) -> Verdict:
    """A column whose name says nothing, in a row about a person: its values decide."""
    profile = case.profile
    about = f"in a row about a person ({case.view.why})"
    for held in profile.held:
        if held.validator.term and _speaks(held, case):
            return personal(held.validator.term, f"its values look like {held.validator.label}, {about}", case)
    if _are_versions(profile):
        return not_personal("it holds versions", case)
    if _are_epochs(profile):
        return _times(case, about)
    by_kind = _BY_KIND.get(profile.kind)
    return by_kind(case, about) if by_kind else undetermined(f"nothing is known of it, {about}", case)


def _speaks(held: Held, case: Case) -> bool:
    """Whether a validator's word is enough beside nothing but the row."""
    profile = case.profile
    if held.name == "ip":
        return any(map(network.is_large, profile.shown))
    if held.name == "postcode":
        return profile.kind is not Kind.WHOLE and _beside_an_address(case.view)
    if held.name in ("given_name", "surname", "full_name"):
        return len(profile.distinct) >= _NAMES
    return held.name != "gender" or len(profile.distinct) > 1


def _are_versions(profile: Profile) -> bool:
    """Whether all cells are numbers of versions: `2.4.1`. Two parts alone are decimals."""
    texts = profile.kind is Kind.TEXT and bool(profile.shown) and profile.shape.longest <= _WORDS
    return texts and all(_VERSION.fullmatch(each) and (each.count(".") > 1 or each[0] == "v") for each in profile.shown)


def _are_epochs(profile: Profile) -> bool:
    """Whether all cells are seconds or milliseconds since 1970."""
    numbers = [each for each in profile.distinct if isinstance(each, int)]
    if len(numbers) < len(profile.distinct) or len(numbers) < 5:
        return False
    low, high = min(numbers), max(numbers)
    return any(low // unit in _SECONDS and high // unit in _SECONDS for unit in (1, 1000))


def _is_token(case: Case) -> bool:
    """Whether it holds codes of one length that differ from row to row, and stand in no other column."""
    profile, view = case.profile, case.view
    name = profile.column.name
    if name in view.links or name in view.same or name in view.pointed_at or profile.filled < _FEW_ROWS:
        return False
    alike = profile.shape.shortest == profile.shape.longest and len(profile.distinct) >= 0.98 * profile.filled
    return alike and all(_TOKEN.fullmatch(each) and any(map(str.isdigit, each)) for each in profile.shown)


_FEW_ROWS = 10


def _times(case: Case, about: str) -> Verdict:
    if case.profile.is_of_batches:
        return not_personal("many rows share each of its times: it says when something ran over them", case)
    return personal(theme_of(case.view, "pd:Behavioral"), f"it holds times, {about}", case)


def _fractions(case: Case, about: str) -> Verdict:
    return personal(theme_of(case.view, "pd:Transactional"), f"it holds amounts or measures, {about}", case)


def _truths(case: Case, about: str) -> Verdict:
    if case.profile.named.is_opaque:
        return undetermined(f"it holds yes or no, {about}; its name does not say of what", case)
    return personal(theme_of(case.view, "pd:Profile"), f"it holds yes or no, {about}", case)


def _numbers(case: Case, about: str) -> Verdict:
    profile = case.profile
    if profile.is_serial:
        return not_personal("it counts the rows", case)
    if profile.named.is_opaque and (profile.is_enumerated or _are_small(profile)):
        said = f"it holds a few numbers over and over, {about}; its name does not say what they mean"
        return undetermined(said, case)
    return personal(theme_of(case.view, "pd:Profile"), f"it holds numbers that differ, {about}", case)


def _are_small(profile: Profile) -> bool:
    """Whether it holds small numbers over and over, many more rows than numbers."""
    numbers = [each for each in profile.distinct if isinstance(each, int)]
    small = bool(numbers) and len(numbers) == len(profile.distinct) and 0 <= min(numbers) <= max(numbers) < _SMALL
    return small and profile.filled >= 5 * len(numbers)


def _texts(case: Case, about: str) -> Verdict:
    profile = case.profile
    if profile.is_enumerated and profile.named.is_opaque and profile.shape.mean <= _WORDS:
        said = f"it holds a few words over and over, {about}; its name does not say what they mean"
        return undetermined(said, case)
    if profile.is_enumerated and profile.shape.longest == 1:
        return undetermined(f"it holds a few letters over and over, {about}, which may mean anything", case)
    if (profile.held_as("uuid", "digest") and profile.is_unique) or _is_token(case):
        return not_personal("it holds a token that differs from row to row and is found nowhere else", case)
    else_ = "pd:Communication" if profile.is_running_text else "dpv:PersonalData"
    return personal(theme_of(case.view, else_), f"it holds text, {about}", case)


def _octets(case: Case, about: str) -> Verdict:
    return undetermined(f"it holds octets, {about}", case)


_WORDS = 24
"""Characters on average up to which cells are words, and not sentences."""

_BY_KIND: dict[Kind, Callable[[Case, str], Verdict]] = {
    Kind.MOMENT: _times,
    Kind.FRACTION: _fractions,
    Kind.TRUTH: _truths,
    Kind.WHOLE: _numbers,
    Kind.TEXT: _texts,
    Kind.OCTETS: _octets,
}


def _beside_an_address(view: View) -> bool:
    return any(
        each.held_as("street", "city") or each.named.means("street", "city", "address") for each in view.profiles
    )
