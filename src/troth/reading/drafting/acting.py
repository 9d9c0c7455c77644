"""Which verbs say that something is done to data, and what?

The base forms are written down; their other forms are made from them. What it leaves out: who does it, and to what.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.words import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEMS: dict[Act, str] = {
    Act.COLLECT: "collect gather record obtain receive capture acquire harvest request log ask get see intercept",
    Act.STORE: "store keep retain hold save",
    Act.USE: "use process utilise utilize analyse analyze exploit profile scan track send email call text contact mail",
    Act.SHARE: "share disclose pass give provide transmit release reveal hand supply forward divulge exchange "
    "distribute communicate furnish",
    Act.SELL: "sell rent lease trade barter monetise monetize",
    Act.TRANSFER: "transfer export leave",
    Act.PUBLISH: "publish",
    Act.COMBINE: "combine merge link associate",
}
_IRREGULAR = {
    "sold": Act.SELL, "sells": Act.SELL, "given": Act.SHARE, "gave": Act.SHARE, "kept": Act.STORE, "held": Act.STORE,
    "sent": Act.USE, "got": Act.COLLECT, "emailed": Act.USE, "e-mail": Act.USE,
}  # fmt: skip


def act_of(word: str) -> Act | None:
    """What a word in any of its forms says is done; None for other words."""
    return _ACTS.get(word)


def is_base(word: str) -> bool:
    """Whether a word is a verb of the table as `to` and `not` have it behind them."""
    return word in _BASES


def _forms(base: str) -> Iterator[str]:
    stem = base.removesuffix("e")
    yield from (base, f"{base}s", f"{stem}ed", f"{stem}ing", f"{base}es")
    if base in ("get", "log", "transfer"):
        yield from (f"{base}{base[-1]}ing", f"{base}{base[-1]}ed")


_BASES = {base: act for act, bases in _STEMS.items() for base in bases.split()} | {"e-mail": Act.USE}
_ACTS = {form: act for base, act in _BASES.items() for form in _forms(base)} | _IRREGULAR | {"supplied": Act.SHARE}
