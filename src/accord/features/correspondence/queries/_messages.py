from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accord.features.correspondence.models import Looking, Message
from accord.features.correspondence.states import State
from accord.features.engagement.models import Interaction
from accord.features.engagement.queries import parties_of
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.engagement.states import Channel
from accord.features.stakeholders.models import Party
from accord.foundation.accounts.models import User
from accord.foundation.accounts.reach import reach_of
from accord.foundation.arrivals.doors import is_own
from accord.foundation.files.models import Attachment
from accord.foundation.files.queries import attachments_of

LOOKS = timedelta(seconds=75)  # a page says every half a minute that it is looked at


def visible_to(user: Any) -> QuerySet[Message]:
    """Give one's own mail, what was filed for one's eyes, what waits for one's department."""
    reach = reach_of(user)
    if reach.person_id is None and reach.everything:
        return Message.objects.all()
    seen = talks_visible_to(user).filter(pk=OuterRef("interaction_id"))
    together = _of_department(user) & Q(state=State.WAITING)
    return Message.objects.filter(Q(owner_id=reach.person_id) | together | Exists(seen))


def _of_department(user: Any) -> Q:
    """Ask for mail of a mailbox that a person's department has together."""
    key = getattr(user, "department_id", None)
    return Q(pk__in=[]) if key is None else Q(department_id=key)


def settled_by(user: Any) -> QuerySet[Message]:
    """Give the mail of which a person says what becomes: their own, and their department's."""
    return Message.objects.filter(Q(owner_id=user.pk) | _of_department(user))


def waiting_for(user: Any, today: date) -> QuerySet[Message]:
    """Give what waits for ``user`` to be filed, what came last first; not what is snoozed.

    What a department has together waits for each of its people until somebody has it.
    """
    awake = Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=today)
    free = _of_department(user) & Q(assigned_at__isnull=True)
    waiting = Message.objects.filter(awake, Q(owner_id=user.pk) | free, state=State.WAITING)
    return waiting.order_by("-pk")


def homes_of(user: Any, message: Message) -> QuerySet[Party]:
    """Give whom a message is filed with, as far as ``user`` may see them."""
    if message.interaction is None:
        return Party.objects.none()
    return parties_of(user, message.interaction)


def mail_of(user: Any, talk: Interaction) -> Message | None:
    """Give the mail that a talk was, if it was one."""
    if talk.channel != Channel.MAIL:
        return None
    return visible_to(user).filter(interaction=talk).first()


def in_thread(user: Any, message: Message) -> QuerySet[Message]:
    """Give the other messages of the same conversation, oldest first."""
    others = visible_to(user).filter(thread=message.thread).exclude(pk=message.pk)
    return others.order_by("sent_at", "pk")


def looking_at(message: Message, person: User, at: datetime) -> list[str]:
    """Name who else has a mail before them now."""
    others = Looking.objects.filter(message=message, at__gte=at - LOOKS).exclude(person=person)
    return list(others.order_by("pk").values_list("person__name", flat=True))


def recipients_of(message: Message) -> list[dict[str, str]]:
    """Give whom it was for, without the address by which its owner had it filed."""
    return without_own_addresses(message.recipients)


def without_own_addresses(recipients: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    return [each for each in recipients if not is_own(each["address"])]


def files_of(message: Message) -> QuerySet[Attachment]:
    return attachments_of(message)
