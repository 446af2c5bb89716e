"""Who is told of mail: to whom it was given, and whose stakeholder wrote to a department."""

from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.correspondence import queries
from accord.features.correspondence.events import MessageAssigned, SharedMailFiled
from accord.features.correspondence.models import Message
from accord.foundation.accounts.models import User
from accord.foundation.jobs.reactions import Reaction
from accord.foundation.notices.actions import Telling, notify
from accord.foundation.notices.kinds import NoticeKind, sight
from accord.foundation.notices.queries import actor, is_news

ASSIGNED, CAME = "correspondence.assigned", "correspondence.came"
KINDS = (
    NoticeKind(ASSIGNED, gettext_lazy("A mail is given to you")),
    NoticeKind(CAME, gettext_lazy("A stakeholder of yours writes to a department's mailbox")),
)


def _sees(message_id: int, person: User) -> bool:
    return queries.visible_to(person).filter(pk=message_id).exists()


def tell_whom_it_was_given(event: MessageAssigned, at: datetime) -> None:
    message = Message.objects.filter(pk=event.message_id).first()
    if message is None or not is_news(event.at, at):
        return
    telling = Telling(
        kind=ASSIGNED, title=lambda: _("A mail waits for you"), words=message.subject,
        url=reverse("correspondence:detail", args=[message.ref]),
        may_see=partial(_sees, message.pk),
    )  # fmt: skip
    notify(by=actor(event.by_id), to=[event.to_id], telling=telling, at=at, subject=message)


def tell_named_contacts(event: SharedMailFiled, at: datetime) -> None:
    message = Message.objects.filter(pk=event.message_id).first()
    if message is None or not is_news(event.at, at):
        return
    telling = Telling(
        kind=CAME, title=lambda: _("A stakeholder of yours wrote"), words=message.subject,
        url=reverse("correspondence:detail", args=[message.ref]),
        may_see=partial(_sees, message.pk),
    )  # fmt: skip
    notify(by=actor(event.by_id), to=event.contact_ids, telling=telling, at=at, subject=message)


SIGHTS = {"correspondence.message": sight(queries.visible_to)}
REACTIONS = (
    Reaction(MessageAssigned, "correspondence.tell_whom_it_was_given", tell_whom_it_was_given),
    Reaction(SharedMailFiled, "correspondence.tell_named_contacts", tell_named_contacts),
)
