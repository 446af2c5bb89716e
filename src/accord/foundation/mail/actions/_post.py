import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accord.foundation.accounts.sealing import seal
from accord.foundation.jobs.actions import Order, enqueue
from accord.foundation.journal.change import change
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.errors import Stale
from accord.foundation.kernel.rules import Actor
from accord.foundation.mail import policies
from accord.foundation.mail.kinds import kinds
from accord.foundation.mail.letters import Letter, recipes, write
from accord.foundation.mail.messages import (
    clean_address,
    clean_header,
    clean_headers,
    one_line,
    own_domain,
)
from accord.foundation.mail.models import OutMail, State
from accord.foundation.mail.servers import server

log = logging.getLogger(__name__)

SEND = "mail.send"
# Names that RFC 2606 sets aside: nobody can have an address there, the demo's people do.
NOWHERE = (".example", ".invalid", ".test")


@dataclass(frozen=True)
class Draft:
    """A mail to one address: with its words, or with the name of the recipe that writes them.

    A recipe writes when it is sent, so that what lets somebody in is never stored.
    ``enclosed`` names who keeps its files (``by``, of ``messages.enclosers``) and their ``keys``.
    """

    kind: str
    to: str
    subject: str = ""
    text: str = ""
    html: str = ""
    to_name: str = ""
    person_id: int | None = None
    party_id: int | None = None
    reply_to: str = ""
    language: str = ""
    is_secret: bool = False
    recipe: str = ""
    recipe_args: dict[str, Any] = field(default_factory=dict)
    from_address: str = ""
    from_name: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    enclosed: dict[str, Any] = field(default_factory=dict)
    is_personal: bool = False


def post(*, by: Actor, draft: Draft, at: datetime) -> OutMail:
    """Hand in a mail, in the caller's transaction: it leaves after the commit or not at all.

    Raises: Invalid when address or subject can't stand in a header; KeyError for a kind of which
    nobody said who reads it.
    """
    if draft.kind not in kinds:
        raise KeyError(draft.kind)
    if draft.recipe and draft.recipe not in recipes:
        raise KeyError(draft.recipe)
    why_kept = _why_kept(draft)
    mail = OutMail(
        message_id=f"<{token_hex(16)}@{own_domain()}>",
        kind=draft.kind,
        person_id=draft.person_id,
        party_id=draft.party_id,
        to_address=clean_address(draft.to),
        to_name=one_line(draft.to_name),
        reply_to=clean_address(draft.reply_to) if draft.reply_to else "",
        from_address=clean_address(draft.from_address) if draft.from_address else "",
        from_name=one_line(draft.from_name),
        headers=clean_headers(draft.headers),
        enclosed=draft.enclosed,
        is_personal=draft.is_personal,
        language=draft.language,
        subject=clean_header(draft.subject, field="subject")[:300],
        text=seal(draft.text) if draft.is_secret else draft.text,
        html=seal(draft.html) if draft.is_secret else draft.html,
        is_secret=draft.is_secret,
        recipe=draft.recipe,
        recipe_args=draft.recipe_args,
        state=State.KEPT if why_kept else State.WAITING,
        by_id=by.pk,
        written_at=at,
        error=why_kept,
    )
    with writing():
        mail.save(force_insert=True)
        if why_kept:
            transaction.on_commit(lambda: _say_kept(mail))
        else:
            enqueue(by=by, order=order_for(mail), at=at)
    return mail


def post_letter(*, by: Actor, draft: Draft, letter: Letter, at: datetime) -> OutMail:
    """Hand in a mail whose words are the parts of a letter."""
    written = write(letter, language=draft.language)
    whole = Draft(
        **{**draft.__dict__, "subject": written.subject, "text": written.text, "html": written.html}
    )
    return post(by=by, draft=whole, at=at)


def order_for(mail: OutMail) -> Order:
    return Order(SEND, {"mail_id": mail.pk}, unique_key=f"mail:{mail.pk}")


def resend(*, by: Actor, mail: OutMail, at: datetime) -> OutMail:
    """Send what was not sent, now. Raises: NotAllowed; Stale when it was sent or waits."""
    with change(policies.RESEND, by=by, at=at, subject=mail) as record:
        if mail.state not in {State.KEPT, State.DEAD}:
            raise Stale(_("This mail was sent or is on its way."))
        if server() is None:
            raise Stale(_("No mail server is set."))
        record.note(to=mail.to_address, kind=mail.kind)
        OutMail.objects.filter(pk=mail.pk).update(
            state=State.WAITING, error="", tries=0, ended_at=None, attempt_at=None
        )
        enqueue(by=by, order=order_for(mail), at=at)
    mail.refresh_from_db()
    return mail


def forget(*, by: Actor, parties: Collection[int], at: datetime) -> int:
    """Remove every mail to some parties, in the caller's transaction: part of erasing one."""
    del by, at
    with writing():
        return OutMail.objects.filter(party_id__in=parties).delete()[0]


def _why_kept(draft: Draft) -> str:
    """Say why a mail stays here; nothing if it may leave."""
    if server() is None:
        return _("Not sent: no mail server is set.")
    if draft.to.strip().lower().endswith(NOWHERE):
        return _("Not sent: this address is made up.")
    return ""


def _say_kept(mail: OutMail) -> None:
    """Tell a developer what would have been sent; elsewhere a log holds no words of a mail."""
    log.info("mail %s (%s) is kept: %s", mail.pk, mail.kind, mail.error)
    if settings.DEBUG:
        log.info("to %s: %s\n%s", mail.to_address, mail.subject, mail.text or mail.recipe_args)
