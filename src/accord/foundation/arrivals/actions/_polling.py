"""Reading mailboxes by the clock: a message is kept for good before the next is asked for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from imapclient import IMAPClient

from accord.foundation.accounts.sealing import Unsealable, seal, unseal
from accord.foundation.arrivals import imap, tokens
from accord.foundation.arrivals.actions._taking import Taken, Way, take_in
from accord.foundation.arrivals.models import Folder, Mailbox, Trouble
from accord.foundation.arrivals.policies import TAKE
from accord.foundation.jobs.actions import Order, enqueue
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.rules import SYSTEM, Actor

POLL = "arrivals.poll"
EVERY = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)
EARLY = timedelta(minutes=2)  # before a token runs out another is asked for


def poll_due(*, by: Actor, at: datetime) -> int:
    """Give a job to each mailbox whose turn it is."""
    due = Mailbox.objects.filter(is_paused=False, is_closed=False, next_at__lte=at)
    keys = list(due.order_by("next_at").values_list("pk", flat=True))
    for key in keys:
        order_poll(by=by, key=key, at=at)
    return len(keys)


def order_poll(*, by: Actor, key: int, at: datetime) -> None:
    order = Order(POLL, {"mailbox_id": key}, unique_key=f"mailbox:{key}")
    enqueue(by=by, order=order, at=at)


def poll(
    *, by: Actor, mailbox: Mailbox, at: datetime,
    go_on: Callable[[int], None] = lambda _done: None,
) -> Taken:  # fmt: skip
    """Take in what is new in the folders of a mailbox; what went wrong stands with it after."""
    del by
    taken = Taken()
    if not TAKE.allows(mailbox.owner):
        _failed(mailbox, Trouble.OWNER, at)
        return taken
    try:
        with talking(mailbox, at) as made:
            trouble = _read_all(made, mailbox, at, taken, go_on)
    except imap.Failed as failed:
        trouble = failed.trouble
    if trouble:
        _failed(mailbox, trouble, at)
    else:
        _note(mailbox, polled_at=at, next_at=at + EVERY, failures_count=0, trouble="")
    return taken


@contextmanager
def talking(mailbox: Mailbox, at: datetime) -> Iterator[IMAPClient]:
    """Open a talk with the server of a mailbox. Raises imap.Failed."""
    try:
        secret = _secret(mailbox, at)
    except Unsealable as wrong:
        raise imap.Failed(Trouble.SEALED) from wrong
    is_token = mailbox.sign_in == Mailbox.SignIn.TOKEN
    login = imap.Login(mailbox.host, mailbox.port, mailbox.security, mailbox.user, secret, is_token)
    try:
        with imap.talk(login) as made:
            yield made
    except imap.Failed as failed:
        if failed.trouble == Trouble.SIGN_IN and mailbox.token_url:
            _note(mailbox, access="", access_until=None)  # the next attempt asks for another
        raise


def _secret(mailbox: Mailbox, at: datetime) -> str:
    """Give the password or a token that is valid; a new one is kept at once."""
    if mailbox.sign_in != Mailbox.SignIn.TOKEN or not mailbox.token_url:
        return unseal(mailbox.secret)
    if mailbox.access and mailbox.access_until and mailbox.access_until > at + EARLY:
        return unseal(mailbox.access)
    given = tokens.ask(
        mailbox.token_url, refresh=unseal(mailbox.secret), client_id=mailbox.client_id,
        client_secret=unseal(mailbox.client_secret) if mailbox.client_secret else "",
    )  # fmt: skip
    until = at + timedelta(seconds=given.seconds)
    more = {"secret": seal(given.refresh)} if given.refresh else {}
    _note(mailbox, access=seal(given.access), access_until=until, **more)
    return given.access


def _read_all(
    made: IMAPClient, mailbox: Mailbox, at: datetime, taken: Taken, go_on: Callable[[int], None]
) -> Trouble | None:
    """Read each folder; one that is gone keeps no other from being read."""
    trouble = None
    for folder in mailbox.folders.order_by("pk"):
        try:
            _read(made, mailbox, folder, at, taken, go_on)
        except imap.Failed as failed:
            trouble = failed.trouble
    return trouble


def _read(
    made: IMAPClient, mailbox: Mailbox, folder: Folder, at: datetime, taken: Taken,
    go_on: Callable[[int], None],
) -> None:  # fmt: skip
    validity = imap.opened(made, folder.name)
    if validity != folder.validity:  # its numbers begin anew; what is here already is known
        folder.last_uid = 0
        _keep_place(folder, validity, 0)
    for portion in imap.letters_after(made, folder.last_uid, mailbox.since):
        for is_archive in (True, False):
            letters = [
                each.raw for each in portion if _is_old(each, mailbox.added_at) is is_archive
            ]
            if letters:
                way = Way(
                    f"{mailbox.name}: {folder.name}", mailbox.owner_id, mailbox.sight, is_archive,
                    mailbox.department_id, is_findable=mailbox.is_findable,
                )  # fmt: skip
                part = take_in(by=mailbox.owner, letters=letters, way=way, at=at)
                taken.seen += part.seen
                taken.known += part.known
        if portion:
            _keep_place(folder, validity, portion[-1].uid)
        go_on(taken.seen)


def _is_old(letter: imap.Letter, added_at: datetime) -> bool:
    return letter.came_at is not None and letter.came_at < added_at


def _keep_place(folder: Folder, validity: int, uid: int) -> None:
    with writing():
        Folder.objects.filter(pk=folder.pk).update(validity=validity, last_uid=uid)


def _note(mailbox: Mailbox, **fields: object) -> None:
    """Write how reading goes; the trail has what people decide, not this."""
    for name, value in fields.items():
        setattr(mailbox, name, value)
    with writing():
        Mailbox.objects.filter(pk=mailbox.pk).update(**fields)


def _failed(mailbox: Mailbox, trouble: Trouble, at: datetime) -> None:
    """Leave the server alone, the longer the more often it failed."""
    count = mailbox.failures_count + 1
    wait = min(EVERY * 2 ** min(count - 1, 10), LONGEST_WAIT)
    _note(mailbox, polled_at=at, next_at=at + wait, failures_count=count, trouble=trouble.value)


def poll_key(mailbox_id: int, *, at: datetime, go_on: Callable[[int], None]) -> Taken:
    """Poll the mailbox of a job, unless it was paused or closed meanwhile."""
    open_ones = Mailbox.objects.select_related("owner").filter(is_closed=False, is_paused=False)
    mailbox = open_ones.filter(pk=mailbox_id).first()
    return Taken() if mailbox is None else poll(by=SYSTEM, mailbox=mailbox, at=at, go_on=go_on)
