"""`troth people`: who of the staff may see and do what, and how does the first of them get in?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from troth.cli.terminal import format_option, write_json, write_table
from troth.errors import ExitCode, WrongUse
from troth.words import OrganisationId

if TYPE_CHECKING:
    from troth.store.opened import Store
    from troth.store.people import Invitation

ROLES = ["viewer", "officer", "administrator"]
BY = "command line"


@click.group("people")
def command() -> None:
    """Invite staff to the console, list them, withdraw invitations, and end roles."""


def _whom(function: click.decorators.FC) -> click.decorators.FC:
    function = click.option("--everywhere", is_flag=True, help="All organisations of this installation.")(function)
    return click.option("--organisation", help="The organisation's id.")(function)


@command.command("invite")
@_whom
@click.option("--role", required=True, type=click.Choice(ROLES), help="What the member may do.")
@format_option
def invite_command(organisation: str | None, role: str, form: str, *, everywhere: bool) -> None:
    """Print a one-time link that makes its bearer a member.

    Whoever opens it chooses a password of her own. There is no default password and no account without an invitation.

    \b
    troth people invite --everywhere --role administrator
    troth people invite --organisation acme --role officer
    """
    where = _where(organisation, everywhere=everywhere)
    store = _open()
    from troth.store import people
    from troth.web import installed
    from troth.web.accounts import invitation_path

    link = installed.settings().address + invitation_path(people.invite(store, where, people.Role(role), BY))
    if form == "json":
        write_json({"link": link, "role": role, "organisation": where, "days": people.HOLDS.days})
    else:
        click.echo(link)
        click.echo(f"holds once, for {people.HOLDS.days} days; give it to nobody but its new {role}", err=True)


@command.command("list")
@_whom
@format_option
def list_command(organisation: str | None, form: str, *, everywhere: bool) -> None:
    """List the members, with the number and the address of each.

    \b
    troth people list --organisation acme
    troth people list --everywhere --format json
    """
    where = _where(organisation, everywhere=everywhere)
    _open()
    from troth.store import organisations, people
    from troth.web.accounts import addresses_of

    named = [each.id for each in organisations.organisations()] if where is None else [_known(where)]
    found = {(m.user, m.organisation, m.role) for each in named for m in people.members(each)}
    addresses = addresses_of({user for user, _, _ in found})
    rows = sorted((user, addresses[user], role.value, at or "everywhere") for user, at, role in found)
    if form == "json":
        keys = ("user", "address", "role", "organisation")
        write_json([dict(zip(keys, row, strict=True)) for row in rows])
    elif rows:
        write_table(["user", "address", "role", "organisation"], rows, right=frozenset({0}))
    else:
        click.echo("nobody yet; `troth people invite` prints a link")


@command.command("invitations")
@_whom
@format_option
def invitations_command(organisation: str | None, form: str, *, everywhere: bool) -> None:
    """List the invitations that nobody used yet. Their links are not shown: troth keeps none.

    \b
    troth people invitations --organisation acme
    troth people invitations --everywhere --format json
    """
    where = _where(organisation, everywhere=everywhere)
    store = _open()
    from troth.store import organisations, people

    if where is None:
        named = [None, *(each.id for each in organisations.organisations())]
        found = {each.id: each for at in named for each in people.invitations(store, at)}
    else:
        found = {each.id: each for each in people.invitations(store, _known(where))}
    keys = ("id", "role", "organisation", "invited_by", "invited_at", "expires_at")
    rows = [
        (each.id, each.role.value, each.organisation or "everywhere", _who(each.invited_by), *_times(each))
        for each in found.values()
    ]
    if form == "json":
        write_json([dict(zip(keys, row, strict=True)) for row in rows])
    elif rows:
        write_table([key.replace("_", " ") for key in keys], rows)
    else:
        click.echo("none is open; `troth people invite` prints a link")


@command.command("withdraw")
@click.argument("invitation", metavar="ID")
def withdraw_command(invitation: str) -> None:
    """End an invitation before anybody uses it. ID is the one that `troth people invitations` shows.

    \b
    troth people withdraw 0190c0ffee0070008000000000000001
    """
    store = _open()
    from troth.store import people

    people.withdraw(store, people.invited_to(store, invitation), invitation, BY)
    click.echo("the invitation is withdrawn; its link opens nothing any more")


@command.command("remove")
@click.argument("user", type=int)
@_whom
def remove_command(user: int, organisation: str | None, *, everywhere: bool) -> None:
    """End a member's role. USER is the number that `troth people list` shows.

    The account stays, without that role; what it did stays recorded. The last administrator cannot be removed.

    \b
    troth people remove 4 --organisation acme
    """
    where = _where(organisation, everywhere=everywhere)
    store = _open()
    from troth.store import people

    people.revoke(store, where, user, BY)
    click.echo(f"user {user} has no role {'everywhere' if where is None else f'in {where}'} any more")


@command.command("reset")
@click.argument("user", type=int)
@click.pass_context
def reset_command(ctx: click.Context, user: int) -> None:
    """Print a one-time link with which a member chooses a new password. USER is the number in `troth people list`.

    For an installation that sends no mail. A second factor is still asked for.

    \b
    troth people reset 4
    """
    _open()
    from troth.web import installed
    from troth.web.accounts import password_path

    path = password_path(user)
    if path is None:
        raise WrongUse("there is no such account", id="people.no-such-member", help="`troth people list` shows them")
    click.echo(installed.settings().address + path)
    ctx.exit(ExitCode.HOLDS)


def _where(organisation: str | None, *, everywhere: bool) -> OrganisationId | None:
    """The organisation that is meant; None for all of them. Never all by leaving something out."""
    if (organisation is not None) == everywhere:
        raise WrongUse(
            "say which organisation is meant",
            id="people.no-organisation",
            help="give either `--organisation ID` or `--everywhere`",
        )
    return None if organisation is None else OrganisationId(organisation)


def _who(invited_by: str) -> str:
    """Who made an invitation, without her address: `user 4`, or what is not a member."""
    return f"user {invited_by}" if invited_by.isdecimal() else invited_by


def _times(invitation: Invitation) -> tuple[str, str]:
    at, until = invitation.invited_at, invitation.expires_at
    return at.isoformat(timespec="seconds"), until.isoformat(timespec="seconds")


def _known(organisation: OrganisationId) -> OrganisationId:
    from troth.store import organisations
    from troth.store.writing import no_such_organisation

    if organisations.organisation(organisation) is None:
        raise no_such_organisation()
    return organisation


def _open() -> Store:
    from troth.web.opening import open_installation

    open_installation()
    from troth.web import installed

    return installed.store()
