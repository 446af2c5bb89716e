from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accord.features.correspondence.models import Message
from accord.features.correspondence.states import State
from accord.features.engagement.models import Interaction
from accord.features.engagement.queries import parties_of
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.engagement.states import Channel
from accord.features.stakeholders.models import Party
from accord.foundation.accounts.reach import reach_of
from accord.foundation.files.models import Attachment
from accord.foundation.files.queries import attachments_of


def visible_to(user: Any) -> QuerySet[Message]:
    """Give one's own mail, and what was filed for one's eyes; nobody reads along otherwise."""
    reach = reach_of(user)
    if reach.person_id is None and reach.everything:
        return Message.objects.all()
    seen = talks_visible_to(user).filter(pk=OuterRef("interaction_id"))
    return Message.objects.filter(Q(owner_id=reach.person_id) | Exists(seen))


def waiting_for(user: Any, today: date) -> QuerySet[Message]:
    """Give what waits for ``user`` to be filed, what came last first; not what is snoozed."""
    awake = Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=today)
    waiting = Message.objects.filter(awake, owner_id=user.pk, state=State.WAITING)
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


def files_of(message: Message) -> QuerySet[Attachment]:
    return attachments_of(message)
