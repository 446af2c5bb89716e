"""Sending one mail: the body of the job, with what is written before and after the server spoke."""

import logging
import smtplib
import threading
import time
from datetime import datetime, timedelta

from django.db import DatabaseError, InterfaceError, connection
from django.db.models import F
from django.utils.translation import gettext as _

from accord.foundation.accounts.sealing import unseal
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.errors import GiveUp, Later
from accord.foundation.journal.writing import writing
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.mail import connecting, queries
from accord.foundation.mail.kinds import gates
from accord.foundation.mail.letters import Written, recipes, write
from accord.foundation.mail.messages import message
from accord.foundation.mail.models import WAITING, Outage, OutMail, State
from accord.foundation.mail.servers import MailServer, server

log = logging.getLogger(__name__)

MAX_TRIES = 12
RETRY_AFTER = timedelta(seconds=30)
# An attempt that nobody ended is over by then, whatever became of its worker.
ATTEMPT = timedelta(seconds=connecting.PATIENCE + 30)
STUBBORN = 120.0  # seconds to try to write down that a server took a mail
# Between a server's word that it has a mail and our writing it down, a process has one mail only:
# so that where it dies there, no more than one goes out again.
ONE_MAIL = threading.Lock()
LONGEST_OUTAGE = timedelta(minutes=10)
FIRST_OUTAGE = timedelta(seconds=5)
PERMANENT = 500
# What a server says of this one mail; of these a code from 500 on is its last word.
FINAL = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
)
# What it says of us or of itself.
TROUBLES = (smtplib.SMTPAuthenticationError, smtplib.SMTPConnectError, smtplib.SMTPHeloError)


class Unavailable(Exception):  # noqa: N818
    """The server did not take it now."""


def send(ctx: Context, *, mail_id: int) -> None:
    """Send one mail, unless it was sent, is no longer needed, or may not leave yet."""
    at = clock.now()
    mail = OutMail.objects.filter(pk=mail_id).first()
    if mail is None or mail.state not in WAITING:
        return
    where = server()
    if where is None:
        _end(mail, State.KEPT, at, _("Not sent: no mail server is set."))
        return
    _wait_if_due(mail, where, at)
    why_not = next((words for gate in gates if (words := gate(mail, at))), "")
    written = None if why_not else _written(mail)
    if written is None:
        _end(mail, State.DROPPED, at, why_not)
        return
    with ONE_MAIL:
        _hand_over(ctx, mail, written, where)


def _wait_if_due(mail: OutMail, where: MailServer, at: datetime) -> None:
    """Raise Later while the server is left alone, an attempt may be open, or a limit is reached."""
    outage = queries.outage(where.name, at)
    if outage is not None:
        raise Later(outage.words, after=outage.until - at)
    if mail.attempt_at is not None and at - mail.attempt_at < ATTEMPT:
        raise Later("another worker may be sending it", after=mail.attempt_at + ATTEMPT - at)
    same = OutMail.objects.filter(to_address=mail.to_address)
    for mails, limit in ((same, where.per_address), (OutMail.objects.all(), where.per_day)):
        free = queries.free_again(mails, limit, at)
        if free is not None:
            raise Later(f"more than {limit} mails in 24 hours", after=free - at)


def _written(mail: OutMail) -> Written | None:
    if mail.recipe:
        letter = recipes[mail.recipe](mail.recipe_args)
        return None if letter is None else write(letter, language=mail.language)
    if mail.is_secret:
        return Written(mail.subject, unseal(mail.text), unseal(mail.html))
    return Written(mail.subject, mail.text, mail.html)


def _hand_over(ctx: Context, mail: OutMail, written: Written, where: MailServer) -> None:
    _begin(mail, clock.now())
    try:
        _speak(mail, written, where)
    except (connecting.Refused, smtplib.SMTPException, OSError) as error:
        _answer(ctx, mail, where, error)
    else:
        _sent(mail, where)


def _begin(mail: OutMail, at: datetime) -> None:
    with writing():
        OutMail.objects.filter(pk=mail.pk).update(attempt_at=at, tries=F("tries") + 1)


def _speak(mail: OutMail, written: Written, where: MailServer) -> None:
    with connecting.connection(where) as talk:
        talk.send_message(message(mail, written))


def _sent(mail: OutMail, where: MailServer) -> None:
    """Write down that it was taken, through an outage of the database: else it would go twice."""
    at = clock.now()
    deadline = time.monotonic() + STUBBORN
    while True:
        try:
            with writing():
                _end(mail, State.SENT, at)
                Outage.objects.filter(server=where.name).delete()
        except (DatabaseError, InterfaceError):
            if time.monotonic() > deadline:
                raise
            connection.close()
            time.sleep(0.2)
        else:
            return


def _end(mail: OutMail, state: State, at: datetime, error: str = "") -> None:
    wiped = {"text": "", "html": ""} if mail.is_secret and state == State.SENT else {}
    with writing():
        OutMail.objects.filter(pk=mail.pk, state__in=WAITING).update(
            state=state, ended_at=at, sent_at=at if state == State.SENT else None, error=error,
            attempt_at=None, **wiped,
        )  # fmt: skip


def _answer(ctx: Context, mail: OutMail, where: MailServer, error: Exception) -> None:
    """End the mail where the server's word is its last; else leave it, or the server, alone."""
    code, words = _said(error)
    final = isinstance(error, FINAL) and (code == 0 or code >= PERMANENT)
    if isinstance(error, TROUBLES) or not (code or final):
        _mark_outage(where, error)
    if final or ctx.job.tries >= ctx.job.max_tries:
        _end(mail, State.DEAD, clock.now(), words)
        raise GiveUp(words)
    with writing():
        OutMail.objects.filter(pk=mail.pk, state__in=WAITING).update(
            state=State.FAILED, error=words, attempt_at=None
        )
    raise Unavailable(words)


def _said(error: Exception) -> tuple[int, str]:
    """Give the server's code, 0 if it gave none, and words for whoever looks after it."""
    code: int = 0
    said: bytes | str = str(error)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, error.smtp_error
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return code, visible(f"{code or type(error).__name__} {text}").strip()[:2000]


def _mark_outage(where: MailServer, error: Exception) -> None:
    """Leave the server alone for a while, the longer the more often it failed."""
    at = clock.now()
    with writing():
        found = Outage.objects.filter(server=where.name).first()
        count = found.failures_count + 1 if found else 1
        wait = min(FIRST_OUTAGE * 2 ** min(count - 1, 10), LONGEST_OUTAGE)
        words = f"the mail server {where.name} does not answer ({type(error).__name__})"
        Outage.objects.update_or_create(
            server=where.name,
            defaults={"failures_count": count, "until": at + wait, "words": words},
        )
    log.warning("%s, left alone for %s", words, wait)
