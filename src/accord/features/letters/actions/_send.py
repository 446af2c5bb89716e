from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.engagement.queries import FoundPromise
from accord.features.letters import policies, queries
from accord.features.letters.actions._leave import order_for
from accord.features.letters.actions._write import refuse_sent
from accord.features.letters.events import LetterSentBack, LetterToRead
from accord.features.letters.models import Letter
from accord.features.letters.states import RECALLABLE, State
from accord.foundation.jobs.actions import enqueue
from accord.foundation.journal.change import change
from accord.foundation.journal.words import said
from accord.foundation.kernel.days import last_second
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

PAUSE = timedelta(minutes=15)


def send_letter(
    *, by: Actor, letter: Letter, at: datetime, promises: Sequence[FoundPromise] = ()
) -> Letter:
    """Let a letter leave after the delay, in which it can be called back.

    One with a second reader waits for them; one that reads as if written in anger waits a quarter
    of an hour. ``promises`` in it are made once it was sent.
    Raises: NotAllowed; Stale when it is no draft; Invalid with what stops it.
    """
    with change(policies.SEND, by=by, at=at, subject=letter) as record:
        refuse_sent(letter)
        rule, rows = queries.manner(), queries.addressees_of(letter)
        for remark in queries.remarks_on(by, letter, rows, rule, at):
            if remark.kind == "stop":
                raise Invalid(remark.words)
        kept = [_kept(each) for each in promises]
        record.set(letter, promises=kept, recalled_at=None, agreed_at=None, reader_said="")
        if letter.reader_id is not None:
            record.set(letter, state=State.HELD, send_at=None, held_for=[])
            record.publish(
                LetterToRead(
                    at=at, letter_id=letter.pk, ref=letter.ref, to_id=letter.reader_id, by_id=by.pk
                )
            )
            return letter
        heat = queries.heat_of(f"{letter.subject}\n{letter.text}") if rule.has_pause else []
        wait = PAUSE if heat else timedelta(seconds=rule.delay_seconds)
        moment = max(at + wait, letter.not_before or at)
        record.set(
            letter, state=State.HELD if heat else State.WAITING, send_at=moment,
            held_for=[[each.kind, list(each.found)] for each in heat],
        )  # fmt: skip
        enqueue(by=by, order=order_for(letter), at=at)
    return letter


def agree(*, by: Actor, letter: Letter, at: datetime) -> Letter:
    """Agree to a letter as its second reader: it leaves after the delay."""
    with change(policies.AGREE, by=by, at=at, subject=letter) as record:
        _refuse_unheld(letter)
        delay = timedelta(seconds=queries.manner().delay_seconds)
        moment = max(at + delay, letter.not_before or at)
        record.set(letter, state=State.WAITING, agreed_at=at, send_at=moment)
        enqueue(by=by, order=order_for(letter), at=at)
    return letter


def send_back(*, by: Actor, letter: Letter, words: str, at: datetime) -> Letter:
    """Give a letter back to its author, with what should change. Raises Invalid without words."""
    words = said(words, "words", 500)
    with change(policies.SEND_BACK, by=by, at=at, subject=letter) as record:
        _refuse_unheld(letter)
        record.set(letter, state=State.DRAFT, reader_said=words)
        record.publish(
            LetterSentBack(
                at=at, letter_id=letter.pk, ref=letter.ref, to_id=letter.author_id, by_id=by.pk
            )
        )
    return letter


def recall(*, by: Actor, letter: Letter, at: datetime) -> Letter:
    """Call a letter back before it leaves; it is a draft again. Raises Stale when it has left."""
    with change(policies.RECALL, by=by, at=at, subject=letter) as record:
        if letter.state not in RECALLABLE:
            words = _("This letter is %(state)s by now.")
            raise Stale(words % {"state": State(letter.state).label})
        record.set(letter, state=State.DRAFT, send_at=None, recalled_at=at, held_for=[])
    return letter


def _refuse_unheld(letter: Letter) -> None:
    if letter.state != State.HELD or letter.send_at is not None:
        raise Stale(_("This letter waits for nobody."))


def _kept(found: FoundPromise) -> list[str]:
    due = last_second(found.day, settings.HOUSE_TIME_ZONE).isoformat() if found.day else ""
    return [found.words, due, found.source]
