from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from accord.foundation.accounts.models import Department, User
from accord.foundation.accounts.sealing import seal
from accord.foundation.arrivals import imap, policies
from accord.foundation.arrivals.actions._polling import order_poll, talking
from accord.foundation.arrivals.models import Folder, Mailbox, Sight, Trouble
from accord.foundation.journal.change import change
from accord.foundation.journal.words import said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

PORTS = frozenset({143, 993})
MOST_FOLDERS = 100
# Whoever changes one of these says the secret again: it never goes to where it was not given for.
WHERE = ("host", "port", "security", "user", "sign_in", "token_url", "client_id")


@dataclass(frozen=True)
class MailboxDetails:
    """A mailbox as people describe it; without ``secret`` the one it has stays."""

    name: str
    host: str
    user: str
    port: int = 993
    security: str = Mailbox.Security.TLS
    sign_in: str = Mailbox.SignIn.PASSWORD
    secret: str = ""
    token_url: str = ""
    client_id: str = ""
    client_secret: str = ""
    since: date | None = None
    sight: str = Sight.PRIVATE
    is_findable: bool = True
    department: Department | None = None


def add_mailbox(*, by: Actor, owner: User, details: MailboxDetails, at: datetime) -> Mailbox:
    """Say where a mailbox is; with a department it is that one's, and ``owner`` looks after it.

    Nothing is read before its folders are chosen. Raises: NotAllowed; Invalid.
    """
    rule = policies.SHARE if details.department else policies.ARRANGE
    kind = Mailbox.Kind.SHARED if details.department else Mailbox.Kind.PERSONAL
    details = _checked(details)
    if not details.secret:
        raise Invalid(_("Give the password or the token."), field="secret")
    if details.department and details.sight == Sight.PRIVATE:
        raise Invalid(_("What a department has together is not for one alone."), field="sight")
    if not policies.TAKE.allows(owner):
        raise Invalid(_("Choose somebody who may file mail."), field="owner")
    mailbox = Mailbox(
        **_plain(details), kind=kind, owner=owner, department=details.department,
        secret=seal(details.secret), added_at=at, next_at=at,
        client_secret=seal(details.client_secret) if details.client_secret else "",
    )  # fmt: skip
    with change(rule, by=by, at=at) as record:
        policies.ARRANGE.demand(by, mailbox)
        record.subject = mailbox
        record.add(mailbox)
    return mailbox


def change_mailbox(
    *, by: Actor, mailbox: Mailbox, details: MailboxDetails, at: datetime, seen: int | None = None
) -> Mailbox:
    """Describe it anew. Raises: NotAllowed; Stale when it is closed; Conflict; Invalid."""
    details = _checked(details)
    with change(policies.ARRANGE, by=by, at=at, subject=mailbox, seen=seen) as record:
        _refuse_closed(mailbox)
        if mailbox.department_id and details.sight == Sight.PRIVATE:
            raise Invalid(_("What a department has together is not for one alone."), field="sight")
        plain = _plain(details)
        moves = any(getattr(mailbox, name) != plain[name] for name in WHERE)
        if moves and not details.secret:
            raise Invalid(
                _("Give the password or the token again: it is for another server or user now."),
                field="secret",
            )
        fields: dict[str, object] = {**plain, "next_at": at, "failures_count": 0, "trouble": ""}
        if details.secret:
            fields |= {"secret": seal(details.secret), "access": "", "access_until": None}
        if details.client_secret or moves:
            fields["client_secret"] = seal(details.client_secret) if details.client_secret else ""
        record.set(mailbox, **fields)
        if moves:
            record.set_many([
                (folder, {"validity": None, "last_uid": 0}) for folder in mailbox.folders.all()
            ])  # fmt: skip
    return mailbox


def choose_folders(*, by: Actor, mailbox: Mailbox, names: Sequence[str], at: datetime) -> Mailbox:
    """Say which folders are read; one that stays goes on where it was."""
    wanted = dict.fromkeys(name[:400] for name in names[:MOST_FOLDERS])
    with change(policies.ARRANGE, by=by, at=at, subject=mailbox) as record:
        _refuse_closed(mailbox)
        there = {folder.name: folder for folder in mailbox.folders.all()}
        record.remove_many([folder for name, folder in there.items() if name not in wanted])
        record.add_many(
            [Folder(mailbox=mailbox, name=name) for name in wanted if name not in there]
        )
        record.note(folders=list(wanted))
        order_poll(by=by, key=mailbox.pk, at=at)
    return mailbox


def pause_mailbox(*, by: Actor, mailbox: Mailbox, at: datetime) -> Mailbox:
    """Read it no more until somebody says so, or again. Raises: NotAllowed; Stale."""
    with change(policies.ARRANGE, by=by, at=at, subject=mailbox) as record:
        _refuse_closed(mailbox)
        record.set(mailbox, is_paused=not mailbox.is_paused, next_at=at, failures_count=0)
    return mailbox


def close_mailbox(*, by: Actor, mailbox: Mailbox, at: datetime) -> Mailbox:
    """Read it never again and forget its secrets; what came from it stays."""
    with change(policies.ARRANGE, by=by, at=at, subject=mailbox) as record:
        _refuse_closed(mailbox)
        record.set(
            mailbox, is_closed=True, secret="", client_secret="", access="", access_until=None
        )
    return mailbox


def poll_soon(*, by: Actor, mailbox: Mailbox, at: datetime) -> None:
    """Read it now instead of when its turn comes. Raises: NotAllowed; Stale."""
    with change(policies.ARRANGE, by=by, at=at, subject=mailbox) as record:
        _refuse_closed(mailbox)
        if mailbox.is_paused:
            raise Stale(_("This mailbox is paused."))
        record.note(polled=True)
        order_poll(by=by, key=mailbox.pk, at=at)


def look_into(*, by: Actor, mailbox: Mailbox, at: datetime) -> list[imap.Found]:
    """Try the connection and give the folders there are. Raises: NotAllowed; Invalid, saying why.

    Asks a server: never within a transaction.
    """
    policies.ARRANGE.demand(by, mailbox)
    _refuse_closed(mailbox)
    try:
        with talking(mailbox, at) as made:
            return imap.folders(made)
    except imap.Failed as failed:
        raise Invalid(str(Trouble(failed.trouble).label)) from failed


def _plain(details: MailboxDetails) -> dict[str, object]:
    names = ("name", *WHERE, "since", "sight", "is_findable")
    return {name: getattr(details, name) for name in names}


def _checked(details: MailboxDetails) -> MailboxDetails:
    said(details.name, "name", why=_("Give it a name."))
    host = details.host.strip().lower().rstrip(".")
    if not host or any(sign in host for sign in "/@ \t\r\n\0"):
        raise Invalid(_("This is no name of a server."), field="host")
    if details.port not in PORTS and host not in settings.INTERNAL_HOSTS:
        raise Invalid(_("Mailboxes are read at the ports 993 and 143."), field="port")
    if any(sign in details.user for sign in "\r\n\0\x01"):
        raise Invalid(_("This can't stand here."), field="user")
    return _of_token(replace(details, name=details.name.strip()[:120], host=host))


def _of_token(details: MailboxDetails) -> MailboxDetails:
    if details.sign_in != Mailbox.SignIn.TOKEN:
        return replace(details, token_url="", client_id="", client_secret="")
    url = details.token_url.strip()
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    is_inner = parts.hostname in settings.INTERNAL_HOSTS
    if url and (
        parts.scheme != "https" or not parts.hostname or (port not in {None, 443} and not is_inner)
    ):
        raise Invalid(_("The address for tokens begins with https://"), field="token_url")
    return replace(details, token_url=url)


def _refuse_closed(mailbox: Mailbox) -> None:
    if mailbox.is_closed:
        raise Stale(_("This mailbox is closed."))
