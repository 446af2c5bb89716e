from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.correspondence import policies, queries
from accord.features.correspondence.events import MessageAssigned
from accord.features.correspondence.models import Looking, Message
from accord.features.correspondence.states import State
from accord.foundation.accounts.models import User
from accord.foundation.arrivals.actions import hand_on
from accord.foundation.arrivals.policies import TAKE
from accord.foundation.journal.change import change
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import SYSTEM, Actor

STALE = timedelta(days=1)


def assign(*, by: Actor, message: Message, to: User, at: datetime) -> Message:
    """Give a mail that waits to a colleague: it is theirs then, and waits in their inbox.

    Raises: NotAllowed; Stale when it waits no more; Invalid for who may not file.
    """
    if not to.is_active or not TAKE.allows(to):
        raise Invalid(_("Choose somebody who may file mail."), field="to")
    with change(policies.ASSIGN, by=by, at=at, subject=message) as record:
        if message.state != State.WAITING:
            raise Stale(_("This message waits no more."))
        record.set(message, owner_id=to.pk, assigned_at=at, snoozed_until=None)
        hand_on(by=by, arrival=message.arrival, to=to, at=at)
        record.publish(MessageAssigned(at=at, message_id=message.pk, to_id=to.pk, by_id=by.pk))
    return message


def route(*, by: Actor, message: Message, at: datetime) -> Message:
    """Give mail of a department's mailbox to whoever looks after its likely stakeholder."""
    del by
    party = queries.proposed_for(message.owner, message)
    contact = queries.contact_of(party, day_of(at, settings.HOUSE_TIME_ZONE)) if party else None
    if contact is None or contact.pk == message.owner_id:
        return message
    return assign(by=SYSTEM, message=message, to=contact, at=at)


def look_at(*, by: User, message: Message, at: datetime) -> None:
    """Note that somebody has a mail before them, for whoever opens it meanwhile; no trail of it."""
    with writing():
        Looking.objects.filter(at__lt=at - STALE).delete()
        Looking.objects.update_or_create(message=message, person=by, defaults={"at": at})
