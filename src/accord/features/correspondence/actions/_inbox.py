from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.correspondence import policies
from accord.features.correspondence.actions._arriving import become_talk
from accord.features.correspondence.models import Message
from accord.features.correspondence.states import State
from accord.features.engagement.models import Interaction
from accord.features.engagement.states import Direction
from accord.features.promises.actions import PromiseDetails
from accord.features.stakeholders.actions import ContactDetails, add_contact_point
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Channel
from accord.foundation.arrivals.actions import settle
from accord.foundation.arrivals.filers import Ending
from accord.foundation.arrivals.models import Reason
from accord.foundation.arrivals.models import State as Ended
from accord.foundation.journal.change import change
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor


def file_message(
    *, by: Actor, message: Message, parties: Sequence[Party], at: datetime,
    remembers: bool = False, promises: tuple[PromiseDetails, ...] = (),
) -> Interaction:  # fmt: skip
    """File a message that waits with those it is from or to, and make the promises in it.

    ``remembers`` keeps the sender's address with the first of them, so that the next is filed by
    itself. Raises: NotAllowed; Stale when it waits no more; Invalid for nobody.
    """
    if not parties:
        raise Invalid(_("Say whom it is from or to."), field="party")
    with change(policies.FILE, by=by, at=at, subject=message):
        _refuse_settled(message)
        if remembers and message.direction == Direction.IN:
            details = ContactDetails(Channel.MAIL, message.sender_address)
            add_contact_point(by=by, party=parties[0], details=details, at=at)
        talk = become_talk(by=by, message=message, parties=parties, promises=promises, at=at)
        ending = Ending(Ended.FILED, Reason.BY_HAND)
        settle(by=by, arrival=message.arrival, ending=ending, at=at)
    return talk


def set_aside(*, by: Actor, message: Message, at: datetime, reason: str = "") -> Message:
    """Say that a message is nothing to file, and why; it stays in the ledger."""
    reason = plain(reason, "reason", 200)
    with change(policies.ASIDE, by=by, at=at, subject=message) as record:
        _refuse_settled(message)
        record.set(message, state=State.ASIDE, snoozed_until=None, aside_reason=reason)
        ending = Ending(Ended.DROPPED, Reason.BY_HAND)
        settle(by=by, arrival=message.arrival, ending=ending, at=at)
    return message


def snooze(*, by: Actor, message: Message, until: date, reason: str, at: datetime) -> Message:
    """Take a message out of sight until a day, with the reason. Raises Invalid."""
    if until <= day_of(at, settings.HOUSE_TIME_ZONE):
        raise Invalid(_("Choose a day to come."), field="until")
    said(reason, "reason", why=_("Say why."))
    with change(policies.SNOOZE, by=by, at=at, subject=message) as record:
        _refuse_settled(message)
        record.set(message, snoozed_until=until, snooze_reason=reason.strip()[:200])
    return message


def _refuse_settled(message: Message) -> None:
    if message.state != State.WAITING:
        raise Stale(_("This message waits no more."))
