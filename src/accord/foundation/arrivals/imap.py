"""Talking with a server that keeps mailboxes (IMAP): it is read, and nothing on it is changed."""

import imaplib
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from accord.foundation.arrivals.boxes import MOST_BYTES
from accord.foundation.arrivals.models import Mailbox, Trouble
from accord.foundation.mail.connecting import Refused, connected

PATIENCE = 30.0
AT_ONCE = 50
MOST_AT_ONCE = 20 * 1024 * 1024
LOOK = 500  # messages whose sizes are asked for at once
INBOX = "INBOX"


class Failed(Exception):  # noqa: N818 -- a fact for whoever arranged the mailbox
    """The mailbox could not be read; ``trouble`` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True)
class Login:
    host: str
    port: int
    security: str
    user: str
    secret: str
    is_token: bool


@dataclass(frozen=True)
class Letter:
    """A message of a folder, and when its server had it."""

    uid: int
    raw: bytes
    came_at: datetime | None


class _Wire(imaplib.IMAP4):
    """Connects to the address that was checked."""

    def __init__(self, login: Login) -> None:
        self.is_tls = login.security == Mailbox.Security.TLS
        super().__init__(login.host, login.port, timeout=PATIENCE)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        link = connected(self.host, self.port, timeout or PATIENCE, by_setting=False)
        if not self.is_tls:
            return link
        try:
            return trust().wrap_socket(link, server_hostname=self.host)
        except OSError:
            link.close()
            raise


class _Talk(IMAPClient):  # type: ignore[misc]
    def __init__(self, login: Login) -> None:
        self.login_with = login
        super().__init__(login.host, login.port, ssl=False, timeout=PATIENCE)
        self._imap.debug = 0  # it would gather every line for a log that nobody reads
        self.normalise_times = False

    def _create_IMAP4(self) -> imaplib.IMAP4:  # noqa: N802 -- as the library calls it
        return _Wire(self.login_with)


def trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@contextmanager
def talk(login: Login) -> Iterator[IMAPClient]:
    """Open a talk, signed in. Raises Failed, also for what goes wrong within it."""
    try:
        made = _Talk(login)
        try:
            if login.security == Mailbox.Security.STARTTLS:
                made.starttls(trust())
            _sign_in(made, login)
            yield made
        finally:
            with suppress(Exception):
                made.logout()
            with suppress(Exception):
                made.shutdown()
    except Refused as wrong:
        raise Failed(Trouble.INSIDE) from wrong
    except ssl.SSLCertVerificationError as wrong:
        raise Failed(Trouble.UNTRUSTED) from wrong
    except LoginError as wrong:
        raise Failed(Trouble.SIGN_IN) from wrong
    except OSError as wrong:
        raise Failed(Trouble.UNREACHABLE) from wrong
    except (IMAPClientError, imaplib.IMAP4.error, ValueError, LookupError) as wrong:
        raise Failed(Trouble.ODD) from wrong


def _sign_in(made: IMAPClient, login: Login) -> None:
    if login.is_token and made.has_capability("AUTH=OAUTHBEARER"):
        made.oauthbearer_login(login.user, login.secret)
    elif login.is_token:
        made.oauth2_login(login.user, login.secret)
    elif made.has_capability("AUTH=PLAIN"):
        made.plain_login(login.user, login.secret)
    else:
        made.login(login.user, login.secret)


@dataclass(frozen=True)
class Found:
    """A folder that there is; ``is_usual`` are the inbox and what was sent."""

    name: str
    is_usual: bool


def folders(made: IMAPClient) -> list[Found]:
    """Give the folders that can be read, the usual ones first."""
    found = [
        Found(str(name), str(name).upper() == INBOX or rb"\Sent" in flags)
        for flags, _between, name in made.list_folders()
        if rb"\Noselect" not in flags and rb"\NonExistent" not in flags
    ]
    return sorted(found, key=lambda each: (not each.is_usual, each.name.casefold()))


def opened(made: IMAPClient, name: str) -> int:
    """Open a folder to read only; gives what its numbers are valid with. Raises Failed."""
    try:
        return int(made.select_folder(name, readonly=True)[b"UIDVALIDITY"])
    except IMAPClientAbortError:
        raise
    except IMAPClientError as wrong:
        raise Failed(Trouble.FOLDER) from wrong


def letters_after(made: IMAPClient, last: int, since: date | None) -> Iterator[list[Letter]]:
    """Give what came to the open folder after ``last``, in portions that memory can hold."""
    asked = ["UID", f"{last + 1}:*", *(["SINCE", since] if since else [])]
    uids = sorted(uid for uid in made.search(asked) if uid > last)
    for start in range(0, len(uids), LOOK):
        sizes = made.fetch(uids[start : start + LOOK], ["RFC822.SIZE"])
        portion: list[int] = []
        weight = 0
        for uid in sorted(sizes):
            portion.append(uid)
            weight += min(int(sizes[uid].get(b"RFC822.SIZE", 0)), MOST_BYTES)
            if len(portion) >= AT_ONCE or weight >= MOST_AT_ONCE:
                yield _fetched(made, portion)
                portion, weight = [], 0
        if portion:
            yield _fetched(made, portion)


def _fetched(made: IMAPClient, uids: list[int]) -> list[Letter]:
    """Fetch messages without marking them as read; of one too large its first bytes."""
    answers = made.fetch(uids, ["INTERNALDATE", f"BODY.PEEK[]<0.{MOST_BYTES}>"])
    bodies = {uid: _body(answer) for uid, answer in answers.items()}
    return [
        Letter(uid, body[:MOST_BYTES], answers[uid].get(b"INTERNALDATE"))
        for uid, body in sorted(bodies.items())
        if body is not None
    ]


def _body(answer: Mapping[bytes, Any]) -> bytes | None:
    """Give a message out of an answer; some servers name it as if the whole had been asked for."""
    return next((answer[name] for name in (b"BODY[]<0>", b"BODY[]") if name in answer), None)
