"""Which files does a draft become?

`policy.yaml` says what the notice commits to, `policy.cites.json` keeps the words that it cites, `policy.review.json`
says by which rules each element was proposed and how sure they were. The same draft makes the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.policy.cites import cites, encode_cites
from troth.policy.file.write import write_policy
from troth.policy.review import Review, Reviewed, encode_review, propose

if TYPE_CHECKING:
    from troth.notice.model import Notice
    from troth.policy.model import Policy
    from troth.reading.again import ReadAgain
    from troth.reading.draft import Draft

PROPOSED_BY = "troth read"
_REMARK = """\
Proposed by `troth read` from {name}, by {by} and not by a person.
`troth review` goes through it sentence by sentence; docs/policy-format.md says what each part means."""


@dataclass(frozen=True, slots=True)
class DraftFiles:
    """The octets of the three files."""

    policy: bytes
    cites: bytes
    review: bytes


def review_of(draft: Draft) -> Review:
    """The review in which everything is proposed and nothing accepted."""
    entries: list[Reviewed] = []
    origins = {each.address: each for each in draft.origins}
    for address, element in draft.policy.elements():
        origin = origins.get(address)
        entries.append(
            propose(
                address,
                element,
                PROPOSED_BY,
                None,
                rule=", ".join(origin.rules) if origin else "names",
                confidence=origin.confidence if origin else None,
            )
        )
    return Review(tuple(sorted(entries, key=lambda entry: entry.address)))


def remark_of(text: str) -> str:
    """The remark above the first line of a policy file, as `write_policy` takes it."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").removeprefix(" "))
    return "\n".join(lines)


def remark_for(notice_name: str, review: Review) -> str:
    """The remark above the policy that was proposed from a notice."""
    has_model = any(entry.rule.startswith("model:") for entry in review.entries)
    by = "rules and a language model" if has_model else "rules"
    return _REMARK.format(name=notice_name or "a notice", by=by)


def files_of(draft: Draft, notice: Notice) -> DraftFiles:
    """The files of a draft."""
    return _files(draft.policy, review_of(draft), notice)


def files_again(again: ReadAgain, notice: Notice) -> DraftFiles:
    """The files of a draft that keeps what was accepted before."""
    return _files(again.policy, again.review, notice)


def _files(policy: Policy, review: Review, notice: Notice) -> DraftFiles:
    return DraftFiles(
        policy=write_policy(policy, head_remark=remark_for(notice.name, review)).encode(),
        cites=encode_cites(cites(policy, notice)),
        review=encode_review(review),
    )
