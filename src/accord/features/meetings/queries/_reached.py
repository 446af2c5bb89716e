"""Who of those asked to come gets no mail of a meeting, and why not."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from accord.features.engagement.states import Channel
from accord.features.meetings.models import Invitee, Meeting
from accord.features.meetings.queries._meetings import everybody_in
from accord.features.stakeholders.queries import why_not_contacted, why_not_reached


def barred(
    meeting: Meeting, asked: Sequence[Invitee], at: datetime, *, is_called_off: bool = False
) -> Mapping[int | None, str]:
    """Say by party why no mail goes to it; that a meeting is called off is told to who may be.

    What was arranged with somebody holds for the meeting itself: with whom of us, and by which way.
    """
    parties = [one.party for one in asked if one.party is not None]
    if not parties:
        return {}
    if is_called_off:
        return {one.pk: words for one in parties if (words := why_not_contacted(one))}
    ours = {one.person_id for one in everybody_in(meeting) if one.person_id} | {meeting.chair_id}
    found = why_not_reached(parties, ours=ours, way=Channel.MEETING, at=at)
    return dict(found.items())
