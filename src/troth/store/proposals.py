"""Which policies were proposed from a notice, and how far has the review of each come?

1. A proposal is a policy, the notice it was read from, and its review. It binds nobody. Each act of a reviewer is one
   change: the proposal, the step back, and the entry in the evidence log, or none of them.
2. Whoever acts says which elements she saw, by their mark (`troth.reading.acts`). Where one of them is another by now,
   nothing happens (`review.changed-meanwhile`); acts of two reviewers upon different elements do not meet.
   INVARIANT: the log's head is held from the beginning of a change, so that acts of an organisation follow one another.
3. The last `STEPS` acts can be undone, the last one first, by whoever saw that it was the last.
4. `hand_over` makes a draft of it, in the list of versions, where it is compared and published as any other. The
   proposal stays, and can be handed over again.
5. What a reviewer wrote stands in the policy and nowhere else: entries name elements and their digests.

What it leaves out: reading a notice (`troth.reading`), which whoever begins a proposal has done before.
"""

from __future__ import annotations

import dataclasses
import zlib
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 -- encoders resolve annotations at run time
from typing import TYPE_CHECKING

import msgspec

import troth
from troth.errors import ProblemsFound, Severity, WrongUse
from troth.evidence import Draft
from troth.notice import read_notice
from troth.policy import Policy, read_policy
from troth.policy.cites import cites, encode_cites
from troth.policy.file.write import write_policy
from troth.policy.review import Review, decode_review, encode_review, unreviewed
from troth.policy.validation import validate
from troth.store import policies
from troth.store.failures import saying_database
from troth.store.models import PolicyProposal, ProposalStep
from troth.store.reviewed import PROPOSED, REVIEWED, ProposedPublic, publics
from troth.store.writing import writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.errors import Problem
    from troth.notice import Notice
    from troth.reading.acts import Act, Touched
    from troth.store.opened import Store
    from troth.store.policies import PolicyEntry
    from troth.store.writing import Writing
    from troth.words import OrganisationId

STEPS = 20
"""How many acts can be undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalEntry:
    """A proposal as a list shows it. `basis` is the version that it was begun upon, `drafted` the one it became."""

    id: str
    basis: str
    version: str
    notice_name: str
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str
    drafted: str
    elements: int
    left: int


@dataclass(frozen=True, slots=True)
class Step:
    """The act that can be undone next: its number, what it did to what, who did it and when."""

    number: int
    deed: str
    about: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposal, opened. `step` is None where nothing can be undone."""

    entry: ProposalEntry
    policy: Policy
    notice: Notice
    review: Review
    step: Step | None


def begin(  # noqa: PLR0913 -- a proposal is all of these
    store: Store,
    organisation: OrganisationId,
    *,
    policy: Policy,
    review: Review,
    notice_text: str,
    notice_name: str,
    by: str,
    basis: str = "",
) -> str:
    """Keep what was proposed from a notice; the proposal's id."""
    from troth.reading.files import remark_for

    notice = read_notice(notice_text, name=notice_name)
    left = len(unreviewed(policy, review))
    with writing(store, organisation) as change:
        row = PolicyProposal(
            id=store.clock.new_id(),
            organisation_id=organisation,
            basis=basis,
            notice_name=notice_name,
            notice_text=notice_text,
            notice_digest=notice.digest,
            created_at=change.now,
            created_by=by,
        )
        row.policy_text = write_policy(policy, head_remark=remark_for(notice_name, review))
        _set(row, policy, review)
        _save(row, change, by)
        elements = len(policy.elements())
        public = ProposedPublic(row.id, notice.digest, elements, elements - left, by)
        change.record(Draft(organisation, PROPOSED, public=public))
    return row.id


def entries(organisation: OrganisationId) -> tuple[ProposalEntry, ...]:
    """Every proposal of an organisation, the newest first."""
    with saying_database():
        rows = PolicyProposal.objects.filter(organisation=organisation).defer("notice_text")
        return tuple(_entry(row, *_read(row)) for row in rows.order_by("-created_at", "-id"))


def proposal(organisation: OrganisationId, id_: str) -> Proposal:
    """A proposal; WrongUse `review.no-such-proposal`."""
    with saying_database():
        row = _row(organisation, id_)
        return _opened(row)


def act(store: Store, organisation: OrganisationId, id_: str, done: Act, *, by: str, seen: str) -> tuple[Touched, ...]:
    """Carry out an act upon what was seen (rule 2); what it decided about, empty where it was decided so already.

    Raises:
        WrongUse: `review.changed-meanwhile`, `review.no-such-proposal`, and what the act itself raises.
        ProblemsFound: what a reviewer wrote is no element, or makes the policy wrong.
    """
    from troth.reading.acts import Deed, at_clause, carry_out, mark_of

    with writing(store, organisation) as change:
        row = _row(organisation, id_)
        policy, review = _read(row)
        about = at_clause(policy, done.clause) if done.clause and done.deed in (Deed.NOTED, Deed.ADDED) else None
        if mark_of(policy, done.addresses if about is None else about) != seen:
            raise _changed_meanwhile(row)
        if done.deed is Deed.ACCEPTED:
            open_ = set(unreviewed(policy, review))
            done = dataclasses.replace(done, addresses=tuple(each for each in done.addresses if each in open_))
            if not done.addresses:
                return ()
        acted = carry_out(policy, review, done, by, change.now)
        if done.deed in (Deed.EDITED, Deed.ADDED, Deed.JOINED):
            _refuse_errors(policy, acted.policy, read_notice(row.notice_text, name=row.notice_name))
        _step(row, change, done.deed.value, _about(done), by)
        _set(row, acted.policy, acted.review)
        _save(row, change, by)
        _record(change, row, done.deed.value, acted.touched, by)
    return acted.touched


def undo(store: Store, organisation: OrganisationId, id_: str, number: int, *, by: str) -> Step:
    """Take the last act back, where it is still the last; which one that was.

    Raises:
        WrongUse: `review.nothing-to-undo`, `review.changed-meanwhile`.
    """
    from troth.reading.acts import Touched

    with writing(store, organisation) as change:
        row = _row(organisation, id_)
        last = ProposalStep.objects.filter(proposal=row, organisation=organisation).order_by("-number").first()
        if last is None:
            raise WrongUse("there is nothing to undo", id="review.nothing-to-undo", help="go on with the review")
        if last.number != number:
            raise _changed_meanwhile(row)
        before, review = _read(row)
        digests = {each.address: each.digest for each in _digests(before)}
        row.policy_text = zlib.decompress(bytes(last.policy_text)).decode()
        policy = _policy_of(row.policy_text)
        old = decode_review(zlib.decompress(bytes(last.review)), "policy.review.json")
        _set(row, policy, old)
        _save(row, change, by)
        last.delete()
        now = {each.address: each.digest for each in _digests(policy)}
        opened = set(unreviewed(policy, old)) ^ set(unreviewed(before, review))
        differs = [each for each in (*now, *digests) if digests.get(each) != now.get(each) or each in opened]
        _record(change, row, "undone", [Touched(each, now.get(each, "")) for each in dict.fromkeys(differs)], by)
    return Step(last.number, last.deed, last.about, last.by, last.at)


def hand_over(store: Store, organisation: OrganisationId, id_: str, *, by: str) -> PolicyEntry | list[Problem]:
    """Make a draft of it among the versions; or what is wrong with it.

    Raises:
        WrongUse: its version is published, or it is another organisation's policy.
    """
    with writing(store, organisation) as change:
        row = _row(organisation, id_)
        added = policies.add_draft_in(
            change, policy_text=row.policy_text, notice_text=row.notice_text, notice_name=row.notice_name, by=by
        )
        if isinstance(added, list):
            return added
        row.drafted = added.version
        _save(row, change, by)
        _record(change, row, "handed over", _digests(_read(row)[0]), by)
    return added


def discard(store: Store, organisation: OrganisationId, id_: str, *, by: str) -> None:
    """Take a proposal and its steps away; that it was is recorded."""
    with writing(store, organisation) as change:
        row = _row(organisation, id_)
        _record(change, row, "discarded", (), by)
        row.delete()


def files(organisation: OrganisationId, id_: str) -> dict[str, bytes]:
    """The octets of `policy`, `cites`, `review` and `notice`, as `troth read` and `troth review` keep them."""
    with saying_database():
        row = _row(organisation, id_)
    policy, _ = _read(row)
    return {
        "policy": row.policy_text.encode(),
        "cites": encode_cites(cites(policy, read_notice(row.notice_text, name=row.notice_name))),
        "review": bytes(row.review),
        "notice": row.notice_text.encode(),
    }


def _row(organisation: OrganisationId, id_: str) -> PolicyProposal:
    row = PolicyProposal.objects.filter(organisation=organisation, id=id_).first()
    if row is None:
        raise WrongUse(
            "there is no such proposal", id="review.no-such-proposal", help="the list of policies names those there are"
        )
    return row


def _read(row: PolicyProposal) -> tuple[Policy, Review]:
    if row.decoded_by == troth.__version__:
        policy = msgspec.json.decode(bytes(row.decoded), type=Policy)
    else:
        policy = _policy_of(row.policy_text)
    return policy, decode_review(bytes(row.review), "policy.review.json")


def _policy_of(text: str) -> Policy:
    read, problems = read_policy(text)
    if read is None:
        raise ProblemsFound(problems)
    return read


def _set(row: PolicyProposal, policy: Policy, review: Review) -> None:
    """Put what is now proposed into the row; the remark above the file stays."""
    from troth.reading.files import remark_of

    row.policy_text = write_policy(policy, head_remark=remark_of(row.policy_text))
    row.decoded = msgspec.json.encode(policy)
    row.decoded_by = troth.__version__
    row.review = encode_review(review)


def _save(row: PolicyProposal, change: Writing, by: str) -> None:
    row.changed_at, row.changed_by = change.now, by
    row.save()


def _step(row: PolicyProposal, change: Writing, deed: str, about: str, by: str) -> None:
    """Keep the way back, before the row is changed."""
    row.acts += 1
    ProposalStep.objects.create(
        organisation_id=change.organisation,
        proposal=row,
        number=row.acts,
        deed=deed,
        about=about[:200],
        by=by,
        at=change.now,
        policy_text=zlib.compress(row.policy_text.encode()),
        review=zlib.compress(bytes(row.review)),
    )
    ProposalStep.objects.filter(proposal=row, number__lte=row.acts - STEPS).delete()


def _about(done: Act) -> str:
    """What an act was about, as the way back shows it."""
    if done.clause:
        return done.clause
    many = len(done.addresses)
    return ", ".join(done.addresses) if many <= 2 else f"{many} elements"  # noqa: PLR2004 -- two can be read


def _opened(row: PolicyProposal) -> Proposal:
    policy, review = _read(row)
    last = ProposalStep.objects.filter(proposal=row).order_by("-number").first()
    return Proposal(
        entry=_entry(row, policy, review),
        policy=policy,
        notice=read_notice(row.notice_text, name=row.notice_name),
        review=review,
        step=None if last is None else Step(last.number, last.deed, last.about, last.by, last.at),
    )


def _entry(row: PolicyProposal, policy: Policy, review: Review) -> ProposalEntry:
    return ProposalEntry(
        id=row.id,
        basis=row.basis,
        version=policy.head.version,
        notice_name=row.notice_name,
        created_at=row.created_at,
        created_by=row.created_by,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        drafted=row.drafted,
        elements=len(policy.elements()),
        left=len(unreviewed(policy, review)),
    )


def _refuse_errors(before: Policy, after: Policy, notice: Notice) -> None:
    """Refuse what makes the policy wrong that was not wrong before."""

    def wrong(policy: Policy) -> dict[tuple[str, str], Problem]:
        return {(each.id, each.text): each for each in validate(policy, notice) if each.severity is Severity.ERROR}

    known = wrong(before)
    new = [problem for key, problem in wrong(after).items() if key not in known]
    if new:
        raise ProblemsFound(new)


def _changed_meanwhile(row: PolicyProposal) -> WrongUse:
    return WrongUse(
        f"account {row.changed_by} changed this at {row.changed_at:%H:%M} UTC, after you opened the page",
        id="review.changed-meanwhile",
        help="look at it as it is now, then decide; nothing of yours was done yet",
    )


def _digests(policy: Policy) -> list[Touched]:
    from troth.policy.review import digest_element
    from troth.reading.acts import Touched

    return [Touched(address, digest_element(element)) for address, element in policy.elements()]


def _record(change: Writing, row: PolicyProposal, act: str, touched: Sequence[Touched], by: str) -> None:
    for public in publics(row.id, row.notice_digest, act, touched, by):
        change.record(Draft(change.organisation, REVIEWED, public=public))
