from __future__ import annotations

from unit.policy.validation.cases import found, one

FRAME = """
parties: {{counter: {{role: processor, cite: [s3]}}}}
trackers:
  session: {{kind: cookie, class: necessary, read_by: [organisation], cite: [s2]}}
  statistics: {{kind: script, class: analytics, {by} cite: [s2]}}
claims: [{{id: only-we-read, say: exclusive_access, about: [{about}], cite: [s1]}}]
"""


def test_a_tracker_that_others_set_or_read_breaks_the_claim() -> None:
    for by in ("set_by: [counter],", "read_by: [organisation, counter],"):
        problem = one("policy.exclusive-access", FRAME.format(by=by, about=""))
        assert problem.clauses == ("s1", "s2", "s3")
        assert "`trackers.statistics` can be read by `counter`" in problem.text


def test_trackers_of_our_own_and_those_the_claim_does_not_name_are_silent() -> None:
    assert found("policy.exclusive-access", FRAME.format(by="read_by: [organisation],", about="")) == []
    assert found("policy.exclusive-access", FRAME.format(by="set_by: [counter],", about="trackers.session")) == []


def test_without_the_claim_others_may_read() -> None:
    text = FRAME.format(by="set_by: [counter],", about="").replace("exclusive_access", "default_on")
    assert found("policy.exclusive-access", text) == []
