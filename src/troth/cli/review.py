"""`troth review`: does a person agree with what was proposed, sentence by sentence?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from troth.cli.source import find_source
from troth.errors import ExitCode, ProblemsFound, TrothError, WrongUse

if TYPE_CHECKING:
    from troth.cli.recording import Evidence
    from troth.cli.source import Source
    from troth.notice import Notice
    from troth.policy import Policy
    from troth.policy.review import Review
    from troth.reading.acts import Act
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
@click.option(
    "--log",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Folder of an installation's data, whose evidence log gets each decision; else `TROTH_DATA`.",
)
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
    log: Path | None,
) -> None:
    """Go through a draft of `troth read`, sentence by sentence. Each decision is kept at once.

    With options it decides what they say; in a terminal it shows each sentence with what was made of it, and asks.
    Elsewhere it lists what nobody has accepted yet, and exits 1 where there is something.
    Where an installation is at hand that runs the policy's organisation, each decision is an entry of its evidence log.

    \b
    troth review acme --by dana
    troth review acme --by dana --sure 0.9 --accept practices.use
    troth review acme --by dana --note s4 --reason "an advertisement, no promise"
    troth review acme --by 4 --log /var/lib/troth
    """
    desk = _Desk.at(folder, by, log)
    asked = bool(accept or reject or note or sure is not None)
    walks = not asked and by is not None and _is_terminal()
    try:
        if asked:
            _decide(desk, accept, reject, note, reason, sure)
        elif walks:
            _walk(desk)
    finally:
        desk.evidence.tell()
    if walks:
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
    """The files of a draft, who works on them, and where her acts are recorded."""

    source: Source
    by: str | None
    notice: Notice
    policy: Policy
    review: Review
    evidence: Evidence

    @classmethod
    def at(cls, folder: Path, by: str | None, log: Path | None) -> _Desk:
        from troth.cli.recording import Evidence
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
        return cls(source, by, notice, source.policy(), review, Evidence(log))

    def open_addresses(self) -> list[str]:
        """What nobody accepted as it stands."""
        from troth.policy.review import unreviewed

        return unreviewed(self.policy, self.review)

    def carry_out(self, act: Act) -> None:
        """Do something to the draft, keep it, and record it.

        A file that a person wrote is not written over: of it elements are accepted, and nothing else.
        """
        from troth.clock import SystemClock
        from troth.policy.file.write import write_policy
        from troth.reading.acts import Deed, carry_out
        from troth.reading.files import remark_of

        by = self._who()
        self.evidence.open(self.policy.head.organisation, by)
        text = self.source.policy_file.read_text(encoding="utf-8")
        remark = remark_of(text)
        if act.deed is not Deed.ACCEPTED and write_policy(self.policy, head_remark=remark) != text:
            raise WrongUse(
                f"`{self.source.policy_file}` was edited by hand, and writing it anew would lose its layout",
                id="review.by-hand",
                help="change it in your editor; accepting works as it is",
            )
        acted = carry_out(self.policy, self.review, act, by, SystemClock().now())
        self.policy, self.review = acted.policy, acted.review
        if act.deed is not Deed.ACCEPTED:
            self.source.policy_file.write_text(write_policy(self.policy, head_remark=remark), encoding="utf-8")
        self._save()
        self.evidence.record(self.notice.digest, act.deed.value, acted.touched)

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
    from troth.reading.acts import Act, Deed
    from troth.words import ClauseId

    for address in reject:
        desk.carry_out(Act(Deed.REJECTED, (address,)))
    if note and not reason:
        raise WrongUse("a note needs its reason", id="review.no-reason", help="say why with `--reason`")
    for clause in note:
        desk.carry_out(Act(Deed.NOTED, clause=ClauseId(clause), text=reason or ""))
    addresses = list(accept)
    if "all" in addresses:
        addresses = desk.open_addresses()
    if sure is not None:
        certain = {each.address for each in desk.review.entries if (each.confidence or 0.0) >= sure}
        addresses += [each for each in desk.open_addresses() if each in certain]
    if addresses:
        desk.carry_out(Act(Deed.ACCEPTED, tuple(dict.fromkeys(addresses))))
        click.echo(f"accepted {len(set(addresses))}")


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
        text = " ".join(written(desk.policy, address).splitlines())
        click.echo(f"  {number}  {click.style(address, bold=True)}{click.style(how, dim=True)}\n     {text}")


def _one(desk: _Desk, clause: ClauseId, typed: list[str]) -> None:
    """Carry out what was typed."""
    from troth.reading.acts import Act, Deed
    from troth.reading.revision import written

    addresses = _addresses(desk, clause)
    chosen = [_numbered(addresses, word) for word in typed[1:]]
    match typed[0], chosen:
        case "a", _:
            desk.carry_out(Act(Deed.ACCEPTED, tuple(chosen or addresses)))
        case "r", [address]:
            desk.carry_out(Act(Deed.REJECTED, (address,)))
        case "e", [address]:
            edited = click.edit(written(desk.policy, address) + "\n", extension=".yaml")
            if edited is not None:
                desk.carry_out(Act(Deed.EDITED, (address,), text=edited))
        case "n", []:
            reason = click.prompt("why does it make no rule", prompt_suffix="? ")
            desk.carry_out(Act(Deed.NOTED, clause=clause, text=reason))
        case "j", [one, other]:
            desk.carry_out(Act(Deed.JOINED, (one, other)))
        case "s", [address]:
            desk.carry_out(Act(Deed.SPLIT, (address,), clause=clause))
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
