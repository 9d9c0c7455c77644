"""Which versions of its policy does an organisation have, and how does a draft become one that binds?

1. A version is written down as a draft, with the notice it was made from. Publishing it makes it bind from the dates in
   its head; from then on it never changes.
2. What does not pass its check is not published. Who publishes says upon which published versions her review was made:
   where another was published meanwhile, nothing happens (`policy.published-meanwhile`), so that two administrators
   cannot overtake each other unseen.
3. The policy is read from its text; that it was read once before is only remembered (`decoded`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 -- encoders resolve annotations at run time
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

import troth
from troth.errors import ProblemsFound, Severity, WrongUse
from troth.evidence import Draft
from troth.notice import Notice, read_notice
from troth.policy import Policy, read_policy
from troth.policy.validation import validate
from troth.policy.versions import PolicyVersions, arrange_versions
from troth.store.failures import saying_database
from troth.store.models import PolicyVersion
from troth.store.prepared import prepare
from troth.store.writing import writing

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from troth.errors import Problem
    from troth.store.opened import Store
    from troth.store.writing import Writing
    from troth.words import OrganisationId

PUBLISHED = "policy.published"

_kept: dict[tuple[str, str], Policy] = {}
"""Published policies by organisation and digest: read for each word that is recorded, and never changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyEntry:
    """A version as the list of versions shows it; `published_at` None for a draft. `basis` is what it was made upon."""

    version: str
    created_at: datetime
    created_by: str
    published_at: datetime | None
    published_by: str
    policy_digest: str
    notice_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The public part of the entry that tells of a publication."""

    version: str
    policy_digest: str
    notice_digest: str
    by: str


@dataclass(frozen=True, slots=True)
class _Texts:
    """Both files of a draft as they were written."""

    policy: str
    notice: str
    notice_name: str
    notice_digest: str


@prepare
def _digests(organisation: str) -> QuerySet[PolicyVersion, tuple[int, str]]:
    rows = PolicyVersion.objects.filter(organisation=organisation, published_at__isnull=False)
    return rows.order_by("published_at", "id").values_list("pk", "policy_digest")


def add_draft(
    store: Store,
    organisation: OrganisationId,
    *,
    policy_text: str,
    notice_text: str,
    notice_name: str,
    by: str,
) -> PolicyEntry | list[Problem]:
    """Write a version down as a draft, in place of an earlier draft of the same version; or what is wrong with it."""
    policy = _own(organisation, policy_text)
    if isinstance(policy, list):
        return policy
    texts = _Texts(policy_text, notice_text, notice_name, read_notice(notice_text, name=notice_name).digest)
    with writing(store, organisation) as change:
        return _keep(change, policy, texts, by)


def add_draft_in(
    change: Writing, *, policy_text: str, notice_text: str, notice_name: str, by: str
) -> PolicyEntry | list[Problem]:
    """The same within a change, for what becomes a draft together with something else."""
    policy = _own(change.organisation, policy_text)
    if isinstance(policy, list):
        return policy
    texts = _Texts(policy_text, notice_text, notice_name, read_notice(notice_text, name=notice_name).digest)
    return _keep(change, policy, texts, by)


def _own(organisation: OrganisationId, policy_text: str) -> Policy | list[Problem]:
    """The policy of a text, which must be the organisation's own; or what is wrong with it."""
    policy, problems = read_policy(policy_text)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if policy is None or errors:
        return errors
    if policy.head.organisation != organisation:
        raise WrongUse(
            f"the policy is of `{policy.head.organisation}`, and not of this organisation",
            id="policy.other-organisation",
            help="set `policy.organisation`, or add it where it belongs",
        )
    return policy


def _keep(change: Writing, policy: Policy, texts: _Texts, by: str) -> PolicyEntry:
    """The draft's row; WrongUse where the version is published."""
    rows = PolicyVersion.objects.filter(organisation=change.organisation, version=policy.head.version)
    if rows.filter(published_at__isnull=False).exists():
        raise _is_published(policy.head.version)
    row, _ = PolicyVersion.objects.update_or_create(
        organisation_id=change.organisation,
        version=policy.head.version,
        defaults={
            "policy_text": texts.policy,
            "policy_digest": sha256(texts.policy.encode()).hexdigest(),
            "notice_name": texts.notice_name,
            "notice_text": texts.notice,
            "notice_digest": texts.notice_digest,
            "decoded": msgspec.json.encode(policy),
            "decoded_by": troth.__version__,
            "created_at": change.now,
            "created_by": by,
        },
    )
    return _entry(row)


def discard_draft(store: Store, organisation: OrganisationId, version: str) -> None:
    """Take a draft away; WrongUse where it is published, or is not there."""
    with writing(store, organisation):
        row = _row(organisation, version)
        if row.published_at is not None:
            raise _is_published(version)
        row.delete()


def publish(store: Store, organisation: OrganisationId, version: str, *, by: str, basis: str | None) -> list[Problem]:
    """Make a draft bind. Empty where it was published; else what keeps it from being, and nothing happened.

    `basis` is the version that was the latest published one when the difference was reviewed; None for none.

    Raises:
        WrongUse: `policy.published-meanwhile`, `policy.published`, `policy.no-such-version`.
    """
    with writing(store, organisation) as change:
        row = _row(organisation, version)
        if row.published_at is not None:
            raise _is_published(version)
        latest = latest_published(organisation)
        if latest != basis:
            raise WrongUse(
                "another version was published since this one was reviewed",
                id="policy.published-meanwhile",
                help="look at the difference to the version that is published now, then publish again",
            )
        policy, notice = _policy_of(row), _notice_of(row)
        problems = [each for each in validate(policy, notice) if each.severity is Severity.ERROR]
        try:
            arrange_versions([*_published(organisation), policy])
        except ProblemsFound as found:
            problems += found.problems
        if problems:
            return problems
        row.published_at = change.now
        row.published_by = by
        row.save(update_fields=("published_at", "published_by"))
        public = Published(version=version, policy_digest=row.policy_digest, notice_digest=row.notice_digest, by=by)
        change.record(Draft(organisation, PUBLISHED, public=public))
    return []


def latest_published(organisation: OrganisationId) -> str | None:
    """The version that was published last; None where none was."""
    rows = PolicyVersion.objects.filter(organisation=organisation, published_at__isnull=False)
    return rows.order_by("-published_at", "-id").values_list("version", flat=True).first()


def versions(organisation: OrganisationId) -> PolicyVersions | None:
    """The published versions in the order in which they bind; None where there is none."""
    with saying_database():
        policies = _published(organisation)
    return arrange_versions(policies) if policies else None


def entries(organisation: OrganisationId) -> tuple[PolicyEntry, ...]:
    """Every version and draft, the newest first."""
    with saying_database():
        rows = PolicyVersion.objects.filter(organisation=organisation).defer("policy_text", "notice_text", "decoded")
        return tuple(_entry(row) for row in rows.order_by("-created_at", "-id"))


def policy(organisation: OrganisationId, version: str) -> Policy:
    """The policy of a version or draft; WrongUse `policy.no-such-version`."""
    with saying_database():
        return _policy_of(_row(organisation, version))


def notice(organisation: OrganisationId, version: str) -> Notice:
    """The notice of a version or draft, read; WrongUse `policy.no-such-version`."""
    with saying_database():
        return _notice_of(_row(organisation, version))


def texts(organisation: OrganisationId, version: str) -> tuple[str, str]:
    """The policy's file and the notice's, as they were written; WrongUse `policy.no-such-version`."""
    with saying_database():
        row = _row(organisation, version)
    return row.policy_text, row.notice_text


def policy_in(change: Writing, version: str) -> Policy:
    """The policy of a version, within a change."""
    return _policy_of(_row(change.organisation, version))


def _published(organisation: OrganisationId) -> list[Policy]:
    """The published versions, decoded once in a process: a version that binds never changes."""
    found = []
    for key, digest in _digests.rows(organisation):
        policy = _kept.get((organisation, digest))
        if policy is None:
            policy = _kept[organisation, digest] = _policy_of(PolicyVersion.objects.get(pk=key))
        found.append(policy)
    return found


def _row(organisation: OrganisationId, version: str) -> PolicyVersion:
    row = PolicyVersion.objects.filter(organisation=organisation, version=version).first()
    if row is None:
        raise WrongUse(
            "there is no such version of the policy",
            id="policy.no-such-version",
            help="the list of versions names those there are",
        )
    return row


def _entry(row: PolicyVersion) -> PolicyEntry:
    return PolicyEntry(
        version=row.version,
        created_at=row.created_at,
        created_by=row.created_by,
        published_at=row.published_at,
        published_by=row.published_by,
        policy_digest=row.policy_digest,
        notice_digest=row.notice_digest,
    )


def _policy_of(row: PolicyVersion) -> Policy:
    """The policy of a row: decoded where this version of troth wrote it, else read from its text again."""
    if row.decoded_by == troth.__version__:
        return msgspec.json.decode(bytes(row.decoded), type=Policy)
    read, problems = read_policy(row.policy_text)
    if read is None:
        raise ProblemsFound(problems)
    return read


def _notice_of(row: PolicyVersion) -> Notice:
    return _notice_read(row.notice_digest, row.notice_text, row.notice_name)


@lru_cache(maxsize=64)
def _notice_read(digest: str, text: str, name: str) -> Notice:  # noqa: ARG001 -- the same
    return read_notice(text, name=name)


def _is_published(version: str) -> WrongUse:
    return WrongUse(
        f"version `{version}` is published, and what binds is never changed",
        id="policy.published",
        help="give the new text a version of its own",
    )
