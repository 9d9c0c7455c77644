"""What holds of the reading of any notice, whatever it says?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from troth.notice import read_notice
from troth.notice.model import ClauseRole
from troth.policy.file.read import read_policy
from troth.policy.file.write import write_policy
from troth.reading.draft import draft
from troth.reading.files import files_of
from troth.reading.model import ReadAs
from troth.reading.read import read
from troth.words import Act, Modal

_WHO = st.sampled_from(["We", "You", "Our partners", "Third parties", "Acme Ltd", "Cookies", "This policy", "They"])
_MODAL = st.sampled_from(["", "may ", "will ", "do not ", "never ", "only ", "may not ", "cannot ", "must "])
_VERB = st.sampled_from(
    [
        "collect",
        "use",
        "share",
        "sell",
        "disclose",
        "keep",
        "delete",
        "transfer",
        "provide",
        "store",
        "combine",
        "encrypt",
    ]
)
_WHAT = st.sampled_from(
    ["your e-mail address", "personal information", "it", "IP addresses and cookies", "your name, address or phone",
     "health data", "information about children under 13", "aggregated data",
     "\u201cusage data\u201d (\u201cData\u201d)"]
)  # fmt: skip
_TAIL = st.sampled_from(
    ["", " to send you newsletters", " with our affiliates", " for 30 days", " unless you consent",
     " without your consent",
     " outside the European Union", " if required by law", " such as fraud prevention",
     ": see https://acme.example/x",
     " (GDPR Art. 6(1)(f))", " for marketing, analytics and other purposes", " by contacting privacy@acme.example"]
)  # fmt: skip
_SENTENCE = st.builds("{} {}{} {}{}.".format, _WHO, _MODAL, _VERB, _WHAT, _TAIL)
_ANYTHING = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60).filter(str.strip)
_HEADING = st.sampled_from(["## Your rights", "## Cookies", "## How long we keep data", "## Definitions", "## Sharing"])


def _as_list(items: list[str]) -> str:
    return "We use it to:\n\n" + "\n".join(f"- {item}" for item in items)


_BLOCK = st.one_of(
    _SENTENCE,
    st.lists(_SENTENCE, min_size=1, max_size=3).map(" ".join),
    st.lists(st.one_of(_SENTENCE, _WHAT), min_size=1, max_size=4).map(_as_list),
    _HEADING,
    _ANYTHING,
)
TEXTS = st.lists(_BLOCK, min_size=1, max_size=8).map(lambda blocks: "# Privacy policy\n\n" + "\n\n".join(blocks))


@given(TEXTS)
def test_reading_is_a_function_of_the_text(text: str) -> None:
    notice = read_notice(text)
    one, other = (files_of(draft(read(read_notice(text)), "acme"), notice) for _ in range(2))
    assert one == other


@given(TEXTS)
def test_each_clause_is_read_once_and_what_is_found_lies_in_its_text(text: str) -> None:
    notice = read_notice(text)
    reading = read(notice)
    assert [each.clause for each in reading.clauses] == list(notice.clauses)
    for each in reading.clauses:
        length = len(each.clause.text)
        assert 0.0 <= each.confidence <= 1.0
        assert all(0 <= found.at.start < found.at.end <= length for found in each.slots)
        assert all(hit.at is None or 0 <= hit.at.start <= hit.at.end <= length for hit in each.hits)
        assert all(0.0 < hit.weight <= 1.0 for hit in each.hits)
        assert (each.read_as is ReadAs.HEADING) == (
            each.clause.role in (ClauseRole.HEADING, ClauseRole.NAVIGATION, ClauseRole.PROVENANCE)
        )


@given(TEXTS)
def test_a_draft_reads_back_cites_clauses_that_are_there_and_hides_nothing(text: str) -> None:
    notice = read_notice(text)
    made = draft(read(notice), "acme")
    again, problems = read_policy(write_policy(made.policy))
    assert problems == []
    assert again == made.policy
    cited = {clause for _, element in made.policy.elements() for clause in element.clauses}
    assert cited <= {clause.id for clause in notice.clauses}
    assert set(made.left) == {clause.id for clause in notice.practices_and_promises()} - cited


@given(TEXTS)
def test_no_draft_permits_a_use_for_any_purpose_or_a_sharing_with_anybody_for_any(text: str) -> None:
    made = draft(read(read_notice(text)), "acme").policy
    for practice in made.practices.values():
        if practice.modal is Modal.NEVER:
            continue
        if Act.USE in practice.do:
            assert practice.for_
        if Act.SHARE in practice.do:
            assert practice.for_ or practice.with_ or practice.consent != "none"
