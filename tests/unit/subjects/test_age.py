from __future__ import annotations

from datetime import date

import pytest

from troth.errors import WrongUse
from troth.policy.model import ChildRule, ChildRuleKind
from troth.subjects.age import CONSENT_AGES, OLDEST, AgeStanding, Birth, ages, consent_age, is_under, stand

EXCLUDE_13 = ChildRule(under=13, rule=ChildRuleKind.EXCLUDE)
PARENTS_18 = ChildRule(under=18, rule=ChildRuleKind.PARENTAL_CONSENT)
TODAY = date(2024, 6, 15)


def test_a_threshold_is_reached_on_the_birthday() -> None:
    birth = Birth.on(date(2011, 6, 15))

    assert is_under(birth, 13, date(2024, 6, 14)) is True
    assert is_under(birth, 13, date(2024, 6, 15)) is False


def test_a_leapling_is_protected_until_the_first_of_march() -> None:
    birth = Birth(2008, 2, 29)

    assert is_under(birth, 13, date(2021, 2, 28)) is True
    assert is_under(birth, 13, date(2021, 3, 1)) is False
    assert is_under(birth, 16, date(2024, 2, 29)) is False


def test_a_year_alone_gives_an_age_where_both_its_ends_agree() -> None:
    assert ages(Birth(2011), TODAY) == (12, 13)
    assert is_under(Birth(2012), 13, TODAY) is True
    assert is_under(Birth(2011), 13, TODAY) is None
    assert is_under(Birth(2010), 13, TODAY) is False
    assert is_under(Birth(2011), 13, date(2024, 12, 31)) is False


def test_the_year_of_birth_itself_is_an_age_of_nothing() -> None:
    assert ages(Birth(2024), TODAY) == (0, 0)


@pytest.mark.parametrize(
    "birth", [None, Birth(2025), Birth(2024, 6, 16), Birth(1850), Birth(TODAY.year - OLDEST - 2, 1, 1)]
)
def test_what_cannot_be_true_is_unknown(birth: Birth | None) -> None:
    assert is_under(birth, 13, TODAY) is None
    assert stand(birth, [EXCLUDE_13], TODAY) is AgeStanding.UNKNOWN


@pytest.mark.parametrize(
    ("birth", "standing"),
    [
        (Birth(2015), AgeStanding.EXCLUDED),
        (Birth(2008, 1, 1), AgeStanding.NEEDS_PARENTAL_CONSENT),
        (Birth(1990), AgeStanding.ADULT),
        (Birth(2011), AgeStanding.UNKNOWN),  # 12 or 13: excluded, or in need of consent
        (Birth(2006), AgeStanding.UNKNOWN),  # 17 or 18
        (None, AgeStanding.UNKNOWN),
    ],
)
def test_the_strictest_rule_that_holds_is_the_standing(birth: Birth | None, standing: AgeStanding) -> None:
    assert stand(birth, [PARENTS_18, EXCLUDE_13], TODAY) is standing
    assert stand(birth, [EXCLUDE_13, PARENTS_18], TODAY) is standing


def test_a_notice_without_a_rule_about_children_has_none() -> None:
    assert stand(None, [], TODAY) is AgeStanding.ADULT


@pytest.mark.parametrize("birth", [(2024, 2, 30), (2024, 13, 1), (2024, 5, None), (2024, None, 5), (0, None, None)])
def test_a_birth_is_a_whole_date_or_a_year(birth: tuple[int, int | None, int | None]) -> None:
    with pytest.raises(WrongUse, match=r"subjects\.malformed-birth"):
        Birth(*birth)


def test_a_birth_is_kept_out_of_logs() -> None:
    assert "1987" not in repr(Birth(1987, 4, 3))


def test_every_member_state_has_an_age_that_the_regulation_allows() -> None:
    line = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
    union = set(line.split())

    assert union | {"IS", "LI", "NO", "GB"} == set(CONSENT_AGES)
    assert all(13 <= age <= 16 for age in CONSENT_AGES.values())


def test_a_country_that_nobody_looked_up_has_the_regulations_own_age() -> None:
    assert consent_age("de") == 16
    assert consent_age("BE") == 13
    assert consent_age("ZZ") == 16
