"""Citations noted beside a policy, found again in another version of its notice, and rewritten in the policy's text."""

from __future__ import annotations

from pathlib import Path

import pytest

from troth.errors import ProblemsFound
from troth.notice import Notice, read_notice
from troth.policy import Policy, load_policy, read_policy
from troth.policy.cites import Moved, cites, decode_cites, encode_cites, reanchor, rewrite, stale_citations
from troth.words import ClauseId

NOTICE = """\
We keep your name.

We use it to answer you.

Thank you.

We never sell it.

Thank you.
"""

POLICY = """\
troth: 1
policy: {organisation: acme, version: "1", effective: 2020-01-01, cite: s1}  # whose it is
data:
  name: {is: [pd:Name], cite: [s1]}
purposes:
  answers: {cite: ["s2"]}
practices:
  # what is done
  - {id: answer, do: use, data: [name], for: [answers], modal: does,
     cite: [s1-s2]}
  - id: no-sale
    do: sell
    data: [name]
    modal: never
    cite:
      - s4   # the sentence that says so
      - s2[0:6]
notes:
  - {id: thanks, kind: other, cite: [s3, s5]}
"""

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/policy.yaml"))


def read(text: str) -> Policy:
    policy, problems = read_policy(text)
    assert policy is not None
    assert problems == []
    return policy


def notice(text: str) -> Notice:
    return read_notice(text, name="notice.txt")


def texts(of: Notice, clauses: tuple[ClauseId, ...]) -> list[str]:
    return [clause.text for clause in map(of.clause, clauses) if clause is not None]


def ids(*names: str) -> tuple[ClauseId, ...]:
    return tuple(map(ClauseId, names))


def test_every_cited_clause_is_noted_with_its_place_and_which_of_its_likes_it_is() -> None:
    noted = cites(read(POLICY), notice(NOTICE))
    assert [clause.id for clause in noted.clauses] == ["s1", "s2", "s3", "s4", "s5"]
    assert [(clause.nth, clause.of) for clause in noted.clauses] == [(1, 1), (1, 1), (1, 2), (1, 1), (2, 2)]
    assert [NOTICE[clause.start : clause.end] for clause in noted.clauses][3] == "We never sell it."


def test_the_file_is_the_same_bytes_for_the_same_citations_and_reads_back() -> None:
    noted = cites(read(POLICY), notice(NOTICE))
    raw = encode_cites(noted)
    assert raw == encode_cites(cites(read(POLICY), notice(NOTICE)))
    assert raw.endswith(b"}\n")
    assert decode_cites(raw, "policy.cites.json") == noted


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b'{"format": 2, "notice": "", "clauses": []}', b"\xff", b'{"a": 1}'])
def test_a_file_of_anything_else_is_a_problem(raw: bytes) -> None:
    with pytest.raises(ProblemsFound) as refused:
        decode_cites(raw, "policy.cites.json")
    assert [problem.id for problem in refused.value.problems] == ["policy.bad-cites"]


def test_reanchoring_to_the_same_notice_is_the_identity() -> None:
    policy, same = read(POLICY), notice(NOTICE)
    found = reanchor(policy, cites(policy, same), same)
    assert found.is_identity
    assert found.uncited == ()
    assert rewrite(POLICY, found.mapping) == POLICY


def test_a_sentence_before_moves_every_citation_and_is_the_only_one_to_look_at() -> None:
    policy, old = read(POLICY), notice(NOTICE)
    new = notice("Welcome to our page.\n\n" + NOTICE)
    found = reanchor(policy, cites(policy, old), new)
    assert found.moved[0] == Moved(ClauseId("s1"), ClauseId("s2"))
    assert found.lost == ()
    assert found.uncited == ids("s1")
    text = rewrite(POLICY, found.mapping)
    assert text == (
        POLICY.replace("cite: s1}", "cite: s2}")
        .replace("[s1]", "[s2]")
        .replace('"s2"', '"s3"')
        .replace("[s1-s2]", "[s2-s3]")
        .replace("- s4 ", "- s5 ")
        .replace("s2[0:6]", "s3[0:6]")
        .replace("[s3, s5]", "[s4, s6]")
    )
    assert stale_citations(read(text), cites(read(text), new), new) == []


def test_a_sentence_with_other_words_is_lost_and_its_citation_taken_out() -> None:
    policy, old = read(POLICY), notice(NOTICE)
    new = notice(NOTICE.replace("We never sell it.", "We seldom sell it."))
    found = reanchor(policy, cites(policy, old), new)
    assert found.lost == ids("s4")
    assert found.uncited == ids("s4")
    assert rewrite(POLICY, found.mapping) == POLICY.replace("      - s4   # the sentence that says so\n", "")


def test_a_part_of_a_sentence_that_was_retyped_has_to_be_looked_at() -> None:
    policy, old = read(POLICY), notice(NOTICE)
    new = notice(NOTICE.replace("We use it to answer you.", "We use it, to answer you."))
    found = reanchor(policy, cites(policy, old), new)
    assert found.lost == ()
    assert found.in_part == ids("s2")
    assert not found.is_identity
    assert ClauseId("s2") not in found.mapping


def test_of_equal_sentences_one_more_than_before_the_nearest_is_taken() -> None:
    policy, old = read(POLICY), notice(NOTICE)
    new = notice("Thank you.\n\n" + NOTICE)
    found = {moved.old: moved.new for moved in reanchor(policy, cites(policy, old), new).moved}
    assert found[ClauseId("s3")] == "s4"
    assert found[ClauseId("s5")] == "s6"


def test_a_citation_whose_words_changed_is_stale() -> None:
    policy, old = read(POLICY), notice(NOTICE)
    noted = cites(policy, old)
    assert stale_citations(policy, noted, old) == []
    problems = stale_citations(policy, noted, notice(NOTICE.replace("We never sell it.", "We seldom sell it.")))
    assert [(problem.id, problem.clauses) for problem in problems] == [("policy.stale-citation", ("s4",))]
    assert problems[0].place.line == 11
    assert problems[0].help


def test_a_citation_that_was_never_noted_is_stale_too() -> None:
    policy, same = read(POLICY), notice(NOTICE)
    more = read(POLICY.replace("[s3, s5]", "[s3]"))
    assert {p.clauses for p in stale_citations(policy, cites(more, same), same)} == {("s5",)}


@pytest.mark.parametrize(
    ("before", "mapping", "after"),
    [
        ("[s1-s3]", {"s1": "s1", "s2": "s3", "s3": "s4"}, "[s1, s3-s4]"),
        ("s1-s3", {"s1": "s1", "s2": "s3", "s3": "s4"}, "[s1, s3-s4]"),
        ("[s1, s2, s3]", {"s1": "s1", "s3": "s3"}, "[s1, s3]"),
        ("[s1, s2, s3]", {"s2": "s2", "s3": "s3"}, "[s2, s3]"),
        ("[s1, s2, s3]", {"s1": "s1", "s2": "s2"}, "[s1, s2]"),
        ("[s1, s2, s3]", {"s1": "s9"}, "[s9 ]"),
        ("[s1, s2]", {}, "[]"),
        ("s1", {}, "[]"),
        ("[s1,\n    # why\n    s2]", {"s1": "s5"}, "[s5\n    # why\n    ]"),
        ("[s1,\n    # why, then\n    s2]", {"s2": "s5"}, "[\n    # why, then\n    s5]"),
        ("['s1', \"s2\"]", {"s1": "s3", "s2": "s4"}, "['s3', \"s4\"]"),
        ("\n    - s1\n    - 's2-s3'\n", {"s1": "s1", "s2": "s2", "s3": "s9"}, "\n    - s1\n    - 's2'\n    - 's9'\n"),
        ("\n    - s1\n    - s2\n", {}, "\n      []\n"),
    ],
)
def test_only_the_citations_are_rewritten(before: str, mapping: dict[str, str], after: str) -> None:
    head = 'troth: 1\npolicy: {organisation: acme, version: "1", effective: 2020-01-01, cite: []}\n'
    text = f"{head}data:\n  name:  # theirs\n    is: [pd:Name]\n    cite: {before}"
    now = rewrite(text, {ClauseId(old): ClauseId(new) for old, new in mapping.items()})
    shown = now.removeprefix(f"{head}data:\n  name:  # theirs\n    is: [pd:Name]\n    cite: ")
    assert shown.replace(" ]", "]") == after.replace(" ]", "]")
    policy, _ = read_policy(now)
    assert policy is not None
    moved = [mapping[old] for old in ("s1", "s2", "s3") if old in mapping and old in _clauses(text)]
    assert list(_clauses(now)) == moved


def _clauses(text: str) -> tuple[str, ...]:
    policy, _ = read_policy(text)
    assert policy is not None
    element = policy.element("data.name")
    assert element is not None
    return element.clauses


@pytest.mark.slow
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
def test_an_example_follows_its_notice_through_a_new_version(file: Path) -> None:
    policy, text = load_policy(file), file.read_text(encoding="utf-8")
    path = file.with_name("notice.md")
    old = read_notice(path)
    noted = cites(policy, old)
    assert reanchor(policy, noted, old).is_identity
    source = path.read_text(encoding="utf-8")
    title, _, rest = source.partition("\n")
    new = read_notice(f"{title}\n\nA sentence that was not there before.\n{rest}", name="notice.md")
    found = reanchor(policy, noted, new)
    assert found.lost == ()
    assert found.in_part == ()
    now = rewrite(text, found.mapping)
    moved = read(now)
    for address, element in policy.elements():
        after = moved.element(address)
        assert after is not None
        assert texts(new, after.clauses) == texts(old, element.clauses)
    assert len(now.splitlines()) == len(text.splitlines())
    assert [line.partition("#")[2] for line in now.splitlines()] == [
        line.partition("#")[2] for line in text.splitlines()
    ]
