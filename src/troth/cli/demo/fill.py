"""How does an installation come to look as if it had run for half a year?

The example organisations with their published policies, subjects with addresses, and what those said, week after week,
through the same repositories that the server uses: nothing is written past them. The same examples and the same size
give the same installation but for keys and ids.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from troth.cli.demo.population import drafts, people
from troth.errors import ProblemsFound, WrongUse
from troth.store import choices, organisations, policies, subjects
from troth.store.subjects import Standing
from troth.store.writing import writing
from troth.subjects.identifiers import Identifier, IdentifierKind, normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from troth.cli.demo.population import Person
    from troth.cli.source import Source
    from troth.clock import SetClock
    from troth.consent.events import Draft
    from troth.policy import Policy
    from troth.store.opened import Store
    from troth.store.writing import Writing
    from troth.words import OrganisationId

PUBLISHED_BY = "demonstration"
_DAYS = 182
_AT_ONCE = 8
"""Words that are recorded in one change, as a mailbox that is read twice a day would bring them."""
_WORDS_EACH = 2


@dataclass(frozen=True, slots=True)
class Filled:
    """What was put into one organisation."""

    organisation: OrganisationId
    name: str
    subjects: int
    words: int


def fill(store: Store, clock: SetClock, source: Source, size: int, tick: Callable[[int], None]) -> Filled:
    """Add one example organisation with `size` subjects. `clock` is the store's; it ends where it began."""
    policy, notice = source.policy(), source.notice()
    if notice is None:
        raise WrongUse("the example has no notice", id="demo.no-notice", help="put it beside the policy as `notice.md`")
    now = clock.at
    clock.at = now - timedelta(days=_DAYS)
    organisation = policy.head.organisation
    own = next((party for name, party in policy.parties.items() if str(name) == organisation), None)
    name = (own.name if own else "") or organisation.capitalize()
    organisations.found(store, organisation, name)
    _publish(store, source, policy)
    persons = people(policy, size)
    said = list(drafts(policy, notice, persons, size * _WORDS_EACH))
    batches = list(_batches(said, _AT_ONCE)) or [()]
    step = timedelta(days=_DAYS - 1) / len(batches)
    known: set[str] = set()
    words = 0
    for batch in batches:
        clock.at += step
        words += _record(store, organisation, [each for each in persons if each.subject not in known], batch, known)
        tick(len(batch))
    _introduce_the_rest(store, organisation, [each for each in persons if each.subject not in known])
    clock.at = now
    return Filled(organisation, name, len(persons), words)


def _batches(said: Sequence[Draft], size: int) -> Sequence[Sequence[Draft]]:
    return [said[start : start + size] for start in range(0, len(said), size)]


def _publish(store: Store, source: Source, policy: Policy) -> None:
    organisation = policy.head.organisation
    file = source.notice_file
    added = policies.add_draft(
        store,
        organisation,
        policy_text=source.policy_file.read_text(encoding="utf-8"),
        notice_text="" if file is None else file.read_text(encoding="utf-8"),
        notice_name="" if file is None else file.name,
        by=PUBLISHED_BY,
    )
    problems = added if isinstance(added, list) else []
    problems = problems or policies.publish(store, organisation, policy.head.version, by=PUBLISHED_BY, basis=None)
    if problems:
        raise ProblemsFound(problems)


def _record(
    store: Store, organisation: OrganisationId, unknown: Sequence[Person], batch: Sequence[Draft], known: set[str]
) -> int:
    """Record what these subjects say, in one change; whoever is new is introduced. How many words."""
    strangers = {each.subject: each for each in unknown}
    words = 0
    with writing(store, organisation) as change:
        for number, draft in enumerate(batch):
            stranger = strangers.pop(draft.subject, None)
            if stranger is not None:
                _introduce(change, stranger)
                known.add(stranger.subject)
            at = change.now - timedelta(minutes=7 * (len(batch) - number))
            event = choices.say(change, dataclasses.replace(draft, at=at))
            words += not isinstance(event, list)
    return words


def _introduce_the_rest(store: Store, organisation: OrganisationId, rest: Sequence[Person]) -> None:
    """Subjects of whom nobody has heard a word."""
    with writing(store, organisation) as change:
        for person in rest:
            _introduce(change, person)


def _introduce(change: Writing, person: Person) -> None:
    email = normalise(IdentifierKind.EMAIL, person.email)
    known = person.choices
    standing = Standing(kinds=known.kinds, age=known.age, parental_consent=known.parental_consent)
    identifiers = [email] if isinstance(email, Identifier) else []
    subjects.introduce(change, identifiers, subject=person.subject, standing=standing)
