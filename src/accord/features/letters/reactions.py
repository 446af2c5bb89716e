"""Who is told of what happens to a letter: its second reader, its author."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.correspondence.events import MailNotDelivered
from accord.features.letters import actions, queries
from accord.features.letters.events import (
    LetterFailed,
    LetterHandedOver,
    LetterSentBack,
    LetterToRead,
)
from accord.foundation.accounts.models import User
from accord.foundation.jobs.reactions import Reaction
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.notices.actions import Telling, notify, pass_on
from accord.foundation.notices.kinds import NoticeKind, sight
from accord.foundation.notices.models import Mailing
from accord.foundation.notices.queries import is_news

_About = LetterToRead | LetterSentBack | LetterFailed | LetterHandedOver
LETTER = "letters.letter"
TO_READ, ABOUT_MINE = "letters.to-read", "letters.about-mine"
KINDS = (
    NoticeKind(
        TO_READ, gettext_lazy("A letter waits for you as its second reader"),
        mailing=Mailing.NOW, is_personal=True,
    ),
    NoticeKind(
        ABOUT_MINE, gettext_lazy("A letter of yours came back or was not sent"),
        mailing=Mailing.NOW, is_personal=True, tells_self=True,
    ),
)  # fmt: skip


def _telling(kind: str, title: Callable[[], str], event: _About) -> Telling:
    return Telling(
        kind=kind, title=title, url=reverse("letters:detail", args=[event.ref]),
        may_see=partial(_sees, event.letter_id),
    )  # fmt: skip


def _sees(letter_id: int, person: User) -> bool:
    return queries.visible_to(person).filter(pk=letter_id).exists()


def ask_second_reader(event: LetterToRead, at: datetime) -> None:
    telling = _telling(TO_READ, lambda: _("A letter waits for you to agree to it"), event)
    pass_on(event, telling, to=[event.to_id], subject=(LETTER, event.letter_id), at=at)


def tell_author_it_came_back(event: LetterSentBack, at: datetime) -> None:
    telling = _telling(ABOUT_MINE, lambda: _("Your letter came back to you"), event)
    pass_on(event, telling, to=[event.to_id], subject=(LETTER, event.letter_id), at=at)


def tell_who_goes_on_with_it(event: LetterHandedOver, at: datetime) -> None:
    telling = _telling(ABOUT_MINE, lambda: _("A draft of a letter was handed to you"), event)
    pass_on(event, telling, to=[event.to_id], subject=(LETTER, event.letter_id), at=at)


def tell_author_it_failed(event: LetterFailed, at: datetime) -> None:
    if is_news(event.at, at):
        telling = _telling(ABOUT_MINE, lambda: _("Your letter was not sent to everybody"), event)
        notify(
            by=SYSTEM, to=[event.to_id], telling=telling, at=at, subject=(LETTER, event.letter_id)
        )


def note_that_it_did_not_arrive(event: MailNotDelivered, at: datetime) -> None:
    """Write it down with the letter, and tell its author once."""
    row = queries.sent_as(event.message_id)
    if row is None or not actions.note_bounce(by=SYSTEM, addressee=row, words=event.words, at=at):
        return
    telling = Telling(
        kind=ABOUT_MINE, title=lambda: _("Your letter was not delivered to everybody"),
        url=reverse("letters:detail", args=[row.letter.ref]),
        may_see=partial(_sees, row.letter_id),
    )  # fmt: skip
    notify(by=SYSTEM, to=[row.letter.author_id], telling=telling, at=at, subject=row.letter)


SIGHTS = {LETTER: sight(queries.visible_to)}
REACTIONS = (
    Reaction(LetterToRead, "letters.ask_second_reader", ask_second_reader),
    Reaction(LetterSentBack, "letters.tell_author_it_came_back", tell_author_it_came_back),
    Reaction(MailNotDelivered, "letters.note_that_it_did_not_arrive", note_that_it_did_not_arrive),
    Reaction(LetterHandedOver, "letters.tell_who_goes_on_with_it", tell_who_goes_on_with_it),
    Reaction(LetterFailed, "letters.tell_author_it_failed", tell_author_it_failed),
)
