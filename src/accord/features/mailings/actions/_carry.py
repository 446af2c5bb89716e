"""Copies leave by the clock: each handed to the outbox once, in the transaction that marks it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accord.features.letters.queries import sender_of
from accord.features.mailings import policies, queries
from accord.features.mailings.events import MailingEnded
from accord.features.mailings.models import Mailing, Recipient
from accord.features.mailings.states import Copy, State
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.states import RowKind
from accord.foundation.journal import rows as journal_rows
from accord.foundation.journal.change import Record, change
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor
from accord.foundation.mail.actions import Draft, post
from accord.foundation.mail.models import State as Mail


def carry_on(*, by: Actor, mailing: Mailing, at: datetime) -> timedelta | None:
    """Take up what became of copies that left, and let the next ones leave.

    Gives how long there is nothing to do; None once nothing is left.
    """
    policies.CARRY.demand(by, mailing)
    if not (queries.settled_mails(mailing) or queries.is_due(mailing, at)):
        return queries.wait_for(mailing, at)
    with change(policies.CARRY, by=by, at=at, subject=mailing) as record:
        _settle(record, mailing, at)
        if mailing.state == State.SENDING and not policies.WRITE.allows(mailing.author, mailing):
            record.set(mailing, state=State.PAUSED)
            record.note(why="its author may no longer send")
        if mailing.state == State.SENDING:
            _leave(by, record, mailing, at)
            _end(record, mailing, at)
    return queries.wait_for(mailing, at)


def _settle(record: Record, mailing: Mailing, at: datetime) -> None:
    """Take up what became of copies; on the timeline of those it reached it is one quiet row."""
    sent: list[Recipient] = []
    for row, mail in queries.settled_mails(mailing):
        if mail is not None and mail.state == Mail.SENT:
            record.set(row, state=Copy.SENT, sent_at=mail.sent_at or at, error="")
            sent.append(row)
        else:
            words = mail.error if mail is not None else _("It is no longer in the outbox.")
            record.set(row, state=Copy.FAILED, error=words[:500], left_at=None)
    tell_reached(record, mailing, sent, "mailing-sent", at)


def tell_reached(
    record: Record, mailing: Mailing, rows: Sequence[Recipient], verb: str, at: datetime
) -> None:
    """Write that a copy reached them, within the change that finds it out.

    It is no talk: what went to all of a segment says nothing of how one relationship fares, and
    neither resets a rhythm nor counts as having been in touch.
    """
    telling = Telling(
        RowKind.CHANGE, verb, subject=mailing, ref=mailing.ref, title=mailing.title, channel="mail"
    )
    tell(
        by=mailing.author, record=record, parties=[row.party for row in rows], telling=telling,
        at=at,
    )  # fmt: skip


def _leave(by: Actor, record: Record, mailing: Mailing, at: datetime) -> None:
    rows = queries.due_copies(mailing, at, queries.room_now(mailing, at))
    if not rows:
        return
    # Two mailings that are due at once must not both take the last place in what one hears from us.
    journal_rows.hold([row.party for row in rows])
    taken = queries.addresses_taken(mailing, rows, at)
    judged = queries.judge(mailing, [row.party for row in rows], at, taken=taken)
    for row in rows:
        now = judged[row.party_id]
        if now.state != Copy.WAITING:
            record.set(row, **now.fields())
            continue
        try:
            mail = post(by=by, draft=_draft(mailing, row, now, at), at=at)
        except Invalid as wrong:  # an address from elsewhere that no server takes
            record.set(row, state=Copy.FAILED, error=str(wrong)[:500], due_at=None)
            continue
        record.set(
            row, state=Copy.LEAVING, address=now.address, language=now.language, due_at=None,
            left_at=at, message_id=mail.message_id.strip("<>"),
        )  # fmt: skip
    record.note(copies=len(rows))


def _draft(mailing: Mailing, row: Recipient, now: queries.Judged, at: datetime) -> Draft:
    """Write the mail of one; a click in any mail program says no to more (RFC 2369, RFC 8058)."""
    stop = queries.stop_address(queries.token_of(row))
    subject, text = queries.written_to(mailing, [row.party], now.language, at, stop=stop)
    sender = sender_of(mailing.author)
    return Draft(
        kind=queries.MAIL, to=now.address, to_name=row.party.name, party_id=row.party_id,
        subject=subject, text=text, reply_to=sender.reply_to, from_address=sender.address,
        from_name=sender.name, language=now.language, headers={
            "List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )  # fmt: skip


def _end(record: Record, mailing: Mailing, at: datetime) -> None:
    if queries.wait_for(mailing, at) is None:
        record.set(mailing, state=State.DONE, ended_at=at)
        record.publish(
            MailingEnded(at=at, mailing_id=mailing.pk, ref=mailing.ref, to_id=mailing.author_id)
        )
