"""The notation of phrases: what a phrase matches, and what it does not."""

from __future__ import annotations

import re

import pytest

from troth.reading.kinds.cues import _any_of, _candidates, _compiled, _divided, _needs, cues
from troth.reading.lexicon import rows
from troth.reading.model import Kind
from troth.reading.tokens import tokens_of


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
        ("(our (top/first) priority|a must)", "our first priority", "our second priority"),
        ("(give (us) your/send) data", "give your data", "give data"),
        ("(only (as/in) totals|sums) .. here", "only as totals are here", "totals are here"),
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


@pytest.mark.parametrize(
    ("phrase", "needs"),
    [
        ("sell (your) data", [{"data"}]),
        ("give .. (to/with) (our/the) partner*", [{"to", "with"}]),
        ("keep (it (safe/well)|that) here", [{"it", "that"}, {"here"}]),
        ("^contract : (a/one) week", [{"a", "one"}, {"week"}]),
    ],
)
def test_a_phrase_names_the_words_without_which_it_cannot_match(phrase: str, needs: list[set[str]]) -> None:
    assert [set(need) for need in _needs(phrase)] == needs


@pytest.mark.parametrize("text", ["we'll sell your data", "we sell (your) data", "whoever-asks: we sell your data"])
def test_words_in_contractions_and_brackets_are_found(text: str) -> None:
    assert any(cue.kind is Kind.SALE for cue in _candidates(cues("own"), tokens_of(text)) if cue.pattern.search(text))


def test_no_star_stands_inside_of_a_word() -> None:
    assert not [row[3] for row in rows("cues") if re.search(r"\*[a-z]", "\t".join(row[3:]))]


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
