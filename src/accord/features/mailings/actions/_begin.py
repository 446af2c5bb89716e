"""From a draft to what leaves: checked, tried on oneself, begun, paused, cancelled."""

from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.letters.queries import sender_of
from accord.features.mailings import policies, queries
from accord.features.mailings.actions._write import refuse_begun
from accord.features.mailings.models import Mailing, Recipient
from accord.features.mailings.states import AHEAD, BEGUN, Copy, Reason, State
from accord.foundation.jobs.actions import Order, enqueue
from accord.foundation.journal.change import Record, change
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor
from accord.foundation.mail.actions import Draft, post
from accord.foundation.mail.models import OutMail

CARRY = "mailings.carry"
MOST = 20_000


def order_for(mailing: Mailing) -> Order:
    return Order(CARRY, {"mailing_id": mailing.pk}, unique_key=f"mailing:{mailing.pk}")


def check_mailing(*, by: Actor, mailing: Mailing, at: datetime) -> Mailing:
    """Find out who gets it and who does not, and why; keep the words as they are now.

    Raises: NotAllowed; Stale once begun; Invalid without words or with too many people.
    """
    with change(policies.CHECK, by=by, at=at, subject=mailing) as record:
        refuse_begun(mailing)
        words = queries.words_of(mailing.template)
        if not words or not all(subject for subject, _text in words.values()):
            raise Invalid(_("Its template needs a subject in each of its languages."))
        record.remove_many(list(mailing.recipients.all()))
        record.set(mailing, words=words, state=State.CHECKED, checked_at=at)
        meant, excluded = queries.audience_of(by, queries.choices_of(mailing), at)
        if len(meant) > MOST:
            words_said = _("Up to %(most)s at once, please.")
            raise Invalid(words_said % {"most": MOST}, field="segments")
        taken: set[str] = set()
        for parties in queries.in_portions([key for key in meant if key not in excluded]):
            judged = queries.judge(mailing, parties, at, taken=taken)
            record.add_many([
                Recipient(mailing=mailing, party_id=key, **one.fields())
                for key, one in judged.items()
            ])  # fmt: skip
        record.add_many([
            Recipient(
                mailing=mailing, party_id=key, state=Copy.LEFT_OUT, reason=Reason.EXCLUDED
            )
            for key in sorted(excluded)
        ])  # fmt: skip
        record.note(meant=len(meant))
    return mailing


def try_mailing(*, by: Actor, mailing: Mailing, at: datetime) -> OutMail:
    """Send it to oneself, with names left open. Raises: NotAllowed; Stale before it was checked."""
    with change(policies.TRY, by=by, at=at, subject=mailing) as record:
        if not mailing.words:
            raise Stale(_("Check it first."))
        author = mailing.author
        language = (
            author.language if author.language in mailing.words else next(iter(mailing.words))
        )
        subject, text = queries.written_to(mailing, [], language, at)
        sender = sender_of(author)
        record.note(to=author.email)
        draft = Draft(
            kind=queries.TRY, to=author.email, to_name=author.name, person_id=author.pk,
            subject=_("Try: %(subject)s") % {"subject": subject}, text=text, language=language,
            from_address=sender.address, from_name=sender.name, reply_to=sender.reply_to,
        )  # fmt: skip
        return post(by=by, draft=draft, at=at)


def begin_mailing(*, by: Actor, mailing: Mailing, at: datetime) -> Mailing:
    """Let a checked mailing leave, copy by copy.

    Raises: NotAllowed; Stale when it was not checked; Invalid when nobody would get it.
    """
    with change(policies.BEGIN, by=by, at=at, subject=mailing) as record:
        refuse_begun(mailing)
        if mailing.state != State.CHECKED:
            raise Stale(_("Check it first."))
        if not mailing.recipients.exclude(state=Copy.LEFT_OUT).exists():
            raise Invalid(_("Nobody would get it."))
        record.set(mailing, state=State.SENDING, begun_at=at)
        enqueue(by=by, order=order_for(mailing), at=at)
    return mailing


def pause_mailing(*, by: Actor, mailing: Mailing, at: datetime) -> Mailing:
    """Let no further copy leave until it goes on."""
    with change(policies.PAUSE, by=by, at=at, subject=mailing) as record:
        if mailing.state != State.SENDING:
            raise Stale(_("This mailing is not being sent."))
        record.set(mailing, state=State.PAUSED)
    return mailing


def resume_mailing(*, by: Actor, mailing: Mailing, at: datetime) -> Mailing:
    with change(policies.RESUME, by=by, at=at, subject=mailing) as record:
        if mailing.state != State.PAUSED:
            raise Stale(_("This mailing is not paused."))
        record.set(mailing, state=State.SENDING)
        enqueue(by=by, order=order_for(mailing), at=at)
    return mailing


def cancel_mailing(*, by: Actor, mailing: Mailing, at: datetime) -> Mailing:
    """Leave out everybody who has no copy yet; what waits in the outbox stays there.

    What left the house stays what it is.
    """
    with change(policies.CANCEL, by=by, at=at, subject=mailing) as record:
        if mailing.state not in BEGUN:
            raise Stale(_("This mailing is not being sent."))
        drop_rest(record, mailing)
        record.set(mailing, state=State.CANCELLED, ended_at=at)
    return mailing


def drop_rest(record: Record, mailing: Mailing) -> None:
    """Leave out those who wait for a copy, within the change of whoever cancels."""
    rest = mailing.recipients.filter(state__in=(*AHEAD, Copy.PAPER))
    fields = {"state": Copy.LEFT_OUT, "reason": Reason.CANCELLED, "due_at": None}
    record.set_many([(row, dict(fields)) for row in rest])
