"""Meetings of others, taken up from the mail that invites to them."""

from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.correspondence.models import Message
from accord.features.correspondence.queries import homes_of, known_by_mail
from accord.features.meetings.actions import MeetingDetails, plan_meeting
from accord.features.meetings.models import Meeting
from accord.features.stakeholders.states import Visibility
from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import colleagues
from accord.foundation.kernel.errors import Stale
from accord.overview.calendar import queries


def take_invitation(*, by: User, message: Message, number: int, at: datetime) -> Meeting:
    """Plan the meeting a mail invites to, with whom of both sides it names; nothing is sent.

    It comes again where the mail says so in a rhythm that meetings have here. Whoever may read the
    mail sees it. What stands here already is given as it is. Raises: NotAllowed; Stale where the
    mail holds no such invitation or calls it off; Invalid.
    """
    found = {one.number: one for one in queries.invitations_in(by, message)}
    one = found.get(number)
    if one is None or one.is_off:
        raise Stale(_("This invitation is no longer there."))
    if one.meeting is not None:
        return one.meeting
    talk = message.interaction
    details = MeetingDetails(
        title=one.title[:200], starts_at=one.starts_at, ends_at=one.ends_at, chair=by,
        purpose=one.words[:2000], place=one.place[:300],
        initiative=talk.initiative if talk else None,
        visibility=talk.visibility if talk else Visibility.NAMED,
    )  # fmt: skip
    ours = [user for user in colleagues() if user.email.lower() in one.addresses]
    theirs = {party.pk: party for party in known_by_mail(by, one.addresses)}
    theirs |= {party.pk: party for party in homes_of(by, message)}
    return plan_meeting(
        by=by, details=details, people=[by, *(user for user in ours if user != by)],
        parties=list(theirs.values()), rhythm=one.rhythm, at=at,
    )  # fmt: skip
