"""`troth review`: does a person agree with what was proposed, sentence by sentence?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from troth.cli.source import find_source
from troth.errors import ExitCode, ProblemsFound, TrothError, WrongUse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from troth.cli.source import Source
    from troth.notice import Notice
    from troth.policy import Policy
    from troth.policy.review import Review
    from troth.words import ClauseId

_KEYS = """\
  a      accept all that is shown      a 2    accept number 2
  r 2    reject number 2               e 2    edit number 2 in your editor
  n      this sentence makes no rule   j 1 2  join two practices
  s 2    split number 2 here           b      back        k  skip        q  stop
"""


@click.command("review")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--by", help="Who reviews: the id of an account; needed to decide anything.")
@click.option("--accept", multiple=True, metavar="ADDRESS", help="Accept an element, such as `practices.use`; `all`.")
@click.option("--reject", multiple=True, metavar="ADDRESS", help="Take an element out of the draft.")
@click.option("--note", multiple=True, metavar="CLAUSE", help="A clause makes no rule; with --reason.")
@click.option("--reason", help="Why the clause of --note makes no rule.")
@click.option("--sure", type=click.FloatRange(0, 1), help="Accept what the rules were at least this sure of (0 to 1).")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 -- the options of the command
    ctx: click.Context,
    folder: Path,
    by: str | None,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    note: tuple[str, ...],
    reason: str | None,
    sure: float | None,
) -> None:
    """Go through a draft of `troth read`, sentence by sentence. Each decision is kept at once.

    With options it decides what they say; in a terminal it shows each sentence with what was made of it, and asks.
    Elsewhere it lists what nobody has accepted yet, and exits 1 where there is something.

    \b
    troth review acme --by dana
    troth review acme --by dana --sure 0.9 --accept practices.use
    troth review acme --by dana --note s4 --reason "an advertisement, no promise"
    """
    desk = _Desk.at(folder, by)
    asked = bool(accept or reject or note or sure is not None)
    if asked:
        _decide(desk, accept, reject, note, reason, sure)
    elif by is not None and _is_terminal():
        _walk(desk)
        return
    left = desk.open_addresses()
    click.echo(f"{len(left)} elements are to be looked at" if left else "everything is accepted")
    for address in left if not asked else ():
        click.echo(f"  {address}")
    ctx.exit(ExitCode.FINDINGS if left else ExitCode.HOLDS)


def _is_terminal() -> bool:
    import sys

    return sys.stdin.isatty()


@dataclass(slots=True)
class _Desk:
    """The files of a draft, and who works on them."""

    source: Source
    by: str | None
    notice: Notice
    policy: Policy
    review: Review

    @classmethod
    def at(cls, folder: Path, by: str | None) -> _Desk:
        from troth.policy.review import Review, decode_review

        source = find_source(folder)
        notice = source.notice()
        if notice is None:
            raise WrongUse(
                f"there is no notice beside `{source.policy_file}`",
                id="review.no-notice",
                help="put the text that was read beside it, as `notice.md`, `notice.html` or `notice.txt`",
            )
        file = source.policy_file.with_suffix(".review.json")
        review = decode_review(file.read_bytes(), str(file)) if file.is_file() else Review()
        return cls(source, by, notice, source.policy(), review)

    def open_addresses(self) -> list[str]:
        """What nobody accepted as it stands."""
        from troth.policy.review import unreviewed

        return unreviewed(self.policy, self.review)

    def accept(self, addresses: Sequence[str]) -> None:
        """Accept elements, and keep that."""
        from troth.clock import SystemClock
        from troth.policy.review import accept

        self.review = accept(self.policy, self.review, addresses, self._who(), SystemClock().now())
        self._save()

    def change(self, how: Callable[[Policy], Policy], *, wrote: str = "") -> None:
        """Change the policy, and keep that; what the reviewer `wrote`, or is new, she has accepted with it.

        A file that a person wrote is not written over.
        """
        from troth.policy.file.write import write_policy
        from troth.reading.files import remark_of

        self._who()
        text = self.source.policy_file.read_text(encoding="utf-8")
        remark = remark_of(text)
        if write_policy(self.policy, head_remark=remark) != text:
            raise WrongUse(
                f"`{self.source.policy_file}` was edited by hand, and writing it anew would lose its layout",
                id="review.by-hand",
                help="change it in your editor; accepting works as it is",
            )
        before = {address for address, _ in self.policy.elements()}
        self.policy = how(self.policy)
        self.source.policy_file.write_text(write_policy(self.policy, head_remark=remark), encoding="utf-8")
        new = [
            address for address, _ in self.policy.elements() if address not in before and address.startswith("notes.")
        ]
        self.accept([*new, *([wrote] if wrote else [])])

    def _who(self) -> str:
        if not self.by:
            raise WrongUse("nobody is named who decides", id="review.by-whom", help="say so with `--by ACCOUNT`")
        return self.by

    def _save(self) -> None:
        from troth.policy.cites import cites, encode_cites
        from troth.policy.review import encode_review

        self.source.policy_file.with_suffix(".review.json").write_bytes(encode_review(self.review))
        self.source.cites_file.write_bytes(encode_cites(cites(self.policy, self.notice)))


def _decide(
    desk: _Desk,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    note: tuple[str, ...],
    reason: str | None,
    sure: float | None,
) -> None:
    from troth.words import ClauseId

    for address in reject:
        desk.change(_rejecting(address))
    if note and not reason:
        raise WrongUse("a note needs its reason", id="review.no-reason", help="say why with `--reason`")
    for clause in note:
        desk.change(_noting(ClauseId(clause), reason or ""))
    addresses = list(accept)
    if "all" in addresses:
        addresses = desk.open_addresses()
    if sure is not None:
        certain = {each.address for each in desk.review.entries if (each.confidence or 0.0) >= sure}
        addresses += [each for each in desk.open_addresses() if each in certain]
    if addresses:
        desk.accept(list(dict.fromkeys(addresses)))
        click.echo(f"accepted {len(set(addresses))}")


def _rejecting(address: str) -> Callable[[Policy], Policy]:
    from troth.reading.revision import without

    return lambda policy: without(policy, address)


def _noting(clause: ClauseId, reason: str) -> Callable[[Policy], Policy]:
    from troth.policy.model import NoteKind
    from troth.reading.revision import noted

    return lambda policy: noted(policy, clause, NoteKind.OTHER, reason)


def _walk(desk: _Desk) -> None:
    """Every clause of which something is open, until the reviewer stops."""
    click.echo(_KEYS)
    at = 0
    while True:
        clauses = _open_clauses(desk)
        if not clauses or at >= len(clauses):
            click.echo("nothing is left to look at" if not clauses else "that was the last one")
            return
        _show(desk, clauses[at])
        typed = click.prompt(f"{at + 1} of {len(clauses)}", default="a", prompt_suffix=" > ").split()
        if typed[0] == "q":
            return
        if typed[0] in ("b", "k"):
            at = max(0, at - 1) if typed[0] == "b" else at + 1
            continue
        try:
            _one(desk, clauses[at], typed)
        except (TrothError, ProblemsFound) as error:
            click.echo(str(error), err=True)


def _open_clauses(desk: _Desk) -> list[ClauseId]:
    open_ = set(desk.open_addresses())
    cited = {clause for address, element in desk.policy.elements() if address in open_ for clause in element.clauses}
    return sorted(cited, key=lambda id_: int(id_[1:]))


def _addresses(desk: _Desk, clause: ClauseId) -> list[str]:
    open_ = set(desk.open_addresses())
    return [address for address, element in desk.policy.elements() if address in open_ and clause in element.clauses]


def _show(desk: _Desk, clause: ClauseId) -> None:
    from troth.reading.revision import written

    found = desk.notice.clause(clause)
    if found is not None:
        above = [each.text for id_ in found.headings if (each := desk.notice.clause(id_)) is not None]
        click.echo(click.style(" / ".join(above), dim=True))
        lead = desk.notice.clause(found.lead_in) if found.lead_in else None
        if lead is not None:
            click.echo(click.style(lead.text, dim=True))
        click.echo(f"{click.style(clause, bold=True)}  {found.text}")
    for number, address in enumerate(_addresses(desk, clause), start=1):
        entry = desk.review.of(address)
        how = f"  {entry.confidence:.2f} {entry.rule}" if entry is not None and entry.confidence is not None else ""
        text = "the head of the policy" if address == "policy" else written(desk.policy, address)
        click.echo(f"  {number}  {click.style(address, bold=True)}{click.style(how, dim=True)}\n     {text}")


def _one(desk: _Desk, clause: ClauseId, typed: list[str]) -> None:
    """Carry out what was typed."""
    from troth.reading import revision

    addresses = _addresses(desk, clause)
    chosen = [_numbered(addresses, word) for word in typed[1:]]
    match typed[0], chosen:
        case "a", _:
            desk.accept(chosen or addresses)
        case "r", [address]:
            desk.change(_rejecting(address))
        case "e", [address]:
            edited = click.edit(revision.written(desk.policy, address) + "\n", extension=".yaml")
            if edited is not None:
                desk.change(lambda policy: revision.replaced(policy, address, edited), wrote=address)
        case "n", []:
            reason = click.prompt("why does it make no rule", prompt_suffix="? ")
            desk.change(_noting(clause, reason))
        case "j", [one, other]:
            desk.change(lambda policy: revision.joined_with(policy, one, other), wrote=one)
        case "s", [address]:
            desk.change(lambda policy: revision.split_off(policy, address, clause)[0])
        case _:
            click.echo(_KEYS)


def _numbered(addresses: list[str], word: str) -> str:
    if not word.isdecimal() or not 1 <= int(word) <= len(addresses):
        raise WrongUse(
            f"there is no number `{word[:8]}` here",
            id="review.no-such-number",
            help="name one of the numbers that are shown",
        )
    return addresses[int(word) - 1]
