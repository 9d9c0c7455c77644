"""The notation of phrases: what a phrase matches, and what it does not."""

from __future__ import annotations

import pytest

from troth.reading.kinds.cues import _any_of, _compiled, _divided
from troth.reading.lexicon import rows


@pytest.mark.parametrize(
    ("phrase", "matches", "differs"),
    [
        ("keep your data", "we keep your data", "we keep data"),
        ("delet*", "it is deleted", "undeleted"),
        ("sell/rent data", "we rent data", "we lend data"),
        ("sell (your) data", "we sell data", "we sell our data"),
        ("sell (your/our) data", "sell our data", "sell their data"),
        ("(sell/rent) data", "rent data", "data"),
        ("give .. to", "give all your data to", "give all your data and money to"),
        ("give ... to", "give all your data and all your money to us", "give it. come to"),
        ("<child>", "a child", "childish"),
        ("# days", "30 days", "thirty days"),
        ("^contract :", "contract: the games", "the contract: games"),
        ("you may :$", "here you may:", "you may: go"),
        ("^ ~ : until", "chat logs: until you leave", "chat logs; until you leave"),
    ],
)
def test_a_phrase_matches_what_it_says(phrase: str, matches: str, differs: str) -> None:
    pattern, _ = _compiled(phrase)
    assert pattern.search(matches)
    assert not pattern.search(differs)


def test_a_phrase_is_found_by_its_first_words() -> None:
    assert _compiled("(we) sell/rent data")[1] == ("we", "sell", "rent")
    assert _compiled("delet* it")[1] == ("delet*",)


def test_bars_inside_of_a_group_do_not_divide() -> None:
    assert _divided("a (b|c)|d") == ["a (b|c)", "d"]


def test_any_of_several_phrases_bars() -> None:
    assert _any_of("no/never|unless").search("never mind")


def test_every_row_of_the_phrases_is_well_formed() -> None:
    for kind, weight, where, phrases, *unless in rows("cues"):
        assert kind
        assert 0 < float(weight) < 1
        assert where in ("own", "opens")
        for phrase in [*_divided(phrases), *(_divided(unless[0]) if unless else ())]:
            pattern, _ = _compiled(phrase)
            assert not pattern.search(""), phrase
