from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.knowledge import policies, queries
from accord.features.knowledge.events import ReadingLate
from accord.features.knowledge.models import Note, Receipt
from accord.features.knowledge.states import Duty, Reminded, State
from accord.foundation.accounts.queries import stand_ins
from accord.foundation.journal.change import change
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Stale
from accord.foundation.kernel.rules import Actor

STEP = timedelta(days=1)
NEXT: Final = {
    Reminded.NOBODY: Reminded.READER, Reminded.READER: Reminded.DEPUTY,
    Reminded.DEPUTY: Reminded.AUTHOR,
}  # fmt: skip


def acknowledge(
    *, by: Actor, receipt: Receipt, at: datetime, words: str = ""
) -> Receipt:  # fmt: skip
    """Say that one has read a note; who must act on it says what they do.

    Raises: NotAllowed for another's; Stale for an older edition, or when it is said already.
    """
    if receipt.duty == Duty.ACT:
        words = said(words, "words", 500, why=_("Say what you do about it."))
    with change(policies.ACKNOWLEDGE, by=by, at=at, subject=receipt) as record:
        note = Note.objects.get(pk=receipt.note_id)
        if note.state != State.PUBLISHED or note.edition != receipt.edition:
            raise Stale(_("There is a newer edition, or the note was withdrawn."))
        if receipt.acknowledged_at is not None:
            raise Stale(_("You have said so already."))
        record.set(receipt, acknowledged_at=at, said=plain(words, "words", 500))
    return receipt


def remind_overdue(*, by: Actor, at: datetime) -> int:
    """Take each overdue receipt a step on; gives how many.

    First the reader is reminded, a day later their deputy where one stands in, then the author.
    """
    away, moved = stand_ins(day_of(at, settings.HOUSE_TIME_ZONE)), 0
    for receipt in queries.overdue(at):
        step = NEXT.get(Reminded(receipt.reminded))
        is_early = receipt.reminded_at is not None and at < receipt.reminded_at + STEP
        if step is None or is_early:
            continue
        deputy = away.get(receipt.person_id)
        if step == Reminded.DEPUTY and deputy is None:
            step = Reminded.AUTHOR
        to = {Reminded.READER: receipt.person_id, Reminded.DEPUTY: deputy}.get(
            step, receipt.note.author_id
        )
        with change(policies.REMIND, by=by, at=at, subject=receipt) as record:
            record.set(receipt, reminded=step, reminded_at=at)
            if to is not None:
                record.publish(ReadingLate(at=at, receipt_id=receipt.pk, to_id=to))
        moved += 1
    return moved
