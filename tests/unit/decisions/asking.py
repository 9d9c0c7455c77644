"""How do the tests of decisions ask? In the words of a policy file, about alice.

`WORLD` is what the small policies of these tests have in common; a test adds the practices, choices and limits that it
is about. An answer is compared as one line, `denied never practices.no-sale s3`: verdict, reason, elements, clauses.

`decide` stands here alone, so that tests/conformance can put a changed definition in its place.
"""

from __future__ import annotations

import functools
import textwrap
from typing import Any

from troth.consent.events import ConsentKind
from troth.consent.state import Word
from troth.decisions import Answer, Choices, Question
from troth.decisions import decide as _decide
from troth.policy import Policy, read_policy
from troth.words import Act, Channel, ChoiceId, DataName, PartyName, PurposeName, SubjectKindName

decide = _decide

WORLD = """\
troth: 1
policy: {organisation: acme, version: "1", effective: 2020-01-01}
parties:
  acme: {role: controller, country: FR}
  vendors: {role: processor, country: IN}
  eve: {is: [vendors], role: processor}
  partners: {role: third_party}
  customer: {role: controller}
subjects:
  client: {}
  trial_client: {is: [client]}
  applicant: {}
  end_user: {of: customer}
data:
  contact: {}
  email_address: {is: [contact]}
  work_address: {is: [email_address]}
  card: {}
purposes:
  service: {}
  marketing: {}
  newsletters: {is: [marketing]}
  weekly: {is: [newsletters]}
  studies: {compatible_with: [newsletters]}
  defence: {is: [troth:LegalClaims]}
  trial: {is: [defence]}
"""

ALICE = Choices()
"""Alice has said nothing, and nothing in particular is known of her."""


@functools.cache
def policy_of(rules: str) -> Policy:
    """The world with these rules; every mistake in them fails the test."""
    policy, problems = read_policy(WORLD + textwrap.dedent(rules))
    assert policy is not None, problems
    assert problems == []
    return policy


def ask(
    rules: str, data: str = "email_address", purpose: str = "newsletters", alice: Choices = ALICE, **more: Any
) -> str:
    """The answer as one line; `more` are further fields of the question, as plain words."""
    return line(decide(policy_of(rules), question(data, purpose, **more), alice))


def question(data: str = "email_address", purpose: str = "newsletters", **more: Any) -> Question:
    """A question in plain words."""
    if "do" in more:
        more["do"] = Act(more["do"])
    if "channel" in more:
        more["channel"] = Channel(more["channel"])
    if "recipient" in more:
        more["recipient"] = PartyName(more["recipient"])
    if "facts" in more:
        more["facts"] = frozenset(more["facts"].items())
    return Question(data=DataName(data), purpose=PurposeName(purpose), **more)


def line(answer: Answer) -> str:
    """Verdict, reason, elements, clauses."""
    return " ".join(["allowed" if answer else "denied", answer.reason, *answer.elements, *answer.clauses])


def word(kind: str, purpose: str = "", choice: str = "", channel: str = "") -> Word:
    """A word of alice's."""
    return Word(
        PurposeName(purpose) if purpose else None,
        ChoiceId(choice) if choice else None,
        Channel(channel) if channel else None,
        ConsentKind(kind),
    )


def being(*kinds: str) -> Choices:
    """Alice, when she is known to be a subject of these kinds."""
    return Choices(kinds=frozenset(SubjectKindName(kind) for kind in kinds))


def saying(*words: Word) -> Choices:
    """Alice, when her last words are these, oldest first."""
    return Choices(words=words)
