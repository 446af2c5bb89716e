"""Who is told of what becomes of a mailing."""

from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.correspondence.events import MailComplainedOf, MailNotDelivered
from accord.features.mailings import actions, queries
from accord.features.mailings.events import MailingEnded
from accord.foundation.accounts.models import User
from accord.foundation.jobs.reactions import Reaction
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.notices.actions import Telling, notify
from accord.foundation.notices.kinds import NoticeKind, sight
from accord.foundation.notices.queries import is_news

ENDED, MAILING = "mailings.ended", "mailings.mailing"
KINDS = (NoticeKind(ENDED, gettext_lazy("A mailing of yours is done"), tells_self=True),)


def _sees(mailing_id: int, person: User) -> bool:
    return queries.visible_to(person).filter(pk=mailing_id).exists()


def tell_author_it_is_done(event: MailingEnded, at: datetime) -> None:
    if is_news(event.at, at):
        telling = Telling(
            kind=ENDED, title=lambda: _("Your mailing is done"),
            url=reverse("mailings:detail", args=[event.ref]),
            may_see=partial(_sees, event.mailing_id),
        )  # fmt: skip
        notify(
            by=SYSTEM, to=[event.to_id], telling=telling, at=at, subject=(MAILING, event.mailing_id)
        )


def note_that_a_copy_did_not_arrive(event: MailNotDelivered, at: datetime) -> None:
    row = queries.sent_as(event.message_id)
    if row is not None:
        actions.note_bounce(by=SYSTEM, recipient=row, words=event.words, at=at)


def note_that_a_copy_was_complained_of(event: MailComplainedOf, at: datetime) -> None:
    row = queries.sent_as(event.message_id)
    if row is not None:
        actions.note_complaint(by=SYSTEM, recipient=row, at=at)


SIGHTS = {MAILING: sight(queries.visible_to)}
REACTIONS = (
    Reaction(MailingEnded, "mailings.tell_author_it_is_done", tell_author_it_is_done),
    Reaction(
        MailNotDelivered, "mailings.note_that_a_copy_did_not_arrive",
        note_that_a_copy_did_not_arrive,
    ),
    Reaction(
        MailComplainedOf, "mailings.note_that_a_copy_was_complained_of",
        note_that_a_copy_was_complained_of,
    ),
)  # fmt: skip
