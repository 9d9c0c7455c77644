"""How does docs/content-checklists.md read? The items of every regime, made from `troth.laws`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.laws import regimes
from troth.policy.completeness.conditions import CONDITIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.laws import ContentItem, Regime

_OPENING = """\
# Content checklists

Made from the code by `troth.policy.completeness.page`; a test holds the two equal.

A law asks a notice to say certain things. `troth policy gaps` goes through them for a policy, and shows for each item
whether the notice says it, in which clauses, and what to write where it does not:

```sh
troth policy gaps examples/sesamm
troth policy gaps examples/esendex --law us-ca-ccpa --fail-on missing
```

What the notice does not say is a finding, not an empty field. But a gap is a finding of law and no mistake in the
policy file: the file may be a faithful reading of a notice with gaps, so `troth policy check` passes.

| state | meaning |
|---|---|
| said | the policy says it, in the clauses that are named |
| partly | it says some of it; the practices, data or people that are left out are named |
| missing | it says nothing of it |
| not applicable | the policy shows that the law does not ask for it here, and says how |

A question mark (`missing?`, in JSON `supposed`) stands where the policy does not show whether the item applies. A
notice that is silent about transfers may have none, or may have forgotten them. The item is then taken to apply, and
the help says what to state. `--fail-on missing` leaves such items out, `--fail-on supposed` counts them.

Which regimes: those under `laws` in the policy's head, with the laws that carry them out (`fr-lil` belongs to
`eu-gdpr`), or those of `--law`. Where the head names none, `eu-gdpr` and `us-ca-ccpa`. Whether a regime applies to an
organisation at all is not for troth to say, and this is no legal advice.

What is looked at is the policy, not the text of the notice: where the policy has no field for something (plain words,
the place of a link), the checklist does not ask for it. A consent that is taken from using a service does not count as
a basis; that data must be of the last twelve months in California is taken as said.

A regime is a file of `src/troth/laws/`, a kind of demand a file of `src/troth/policy/completeness/demands/`; each can
be added or taken away whole.
"""


def checklists_page() -> str:
    """The page, in Markdown."""
    return "\n".join([_OPENING, *(part for each in regimes() for part in _entry(each))]).rstrip() + "\n"


def _entry(regime: Regime) -> Iterator[str]:
    yield f"## {regime.id}\n"
    carried = f" Its checklist serves {_listed(regime.carried_out_by)} too." if regime.carried_out_by else ""
    yield f"{regime.name}.{carried}\n"
    yield "| item | what must be said | applies | source |\n|---|---|---|---|"
    yield "\n".join(map(_row, regime.items)) + "\n"


def _row(item: ContentItem) -> str:
    return f"| `{item.id.partition('.')[2]}` | {item.text} | {_when(item)} | {item.source} |"


def _when(item: ContentItem) -> str:
    """The condition in the words of the function that decides it."""
    text = (CONDITIONS[item.condition].__doc__ or "").strip().rstrip(".")
    return "always" if item.condition == "always" else text[0].lower() + text[1:]


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
