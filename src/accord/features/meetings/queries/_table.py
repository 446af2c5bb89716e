"""Who sits at the table of a meeting, and when the next of its series would be."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from accord.features.meetings.models import Meeting
from accord.features.meetings.queries._meetings import everybody_in
from accord.features.meetings.queries._minutes import Table
from accord.features.meetings.states import Rhythm

WEEKS_APART = {Rhythm.WEEK: 1, Rhythm.MONTH: 4, Rhythm.QUARTER: 13}


def table_of(meeting: Meeting) -> Table:
    """Give whom a line of its minutes may begin with."""
    asked = everybody_in(meeting)
    ours = {one.person_id: one.person.name for one in asked if one.person}
    ours |= {one.pk: one.name for one in (meeting.chair, meeting.taker) if one}
    theirs = [(one.party.pk, one.party.name) for one in asked if one.party]
    return Table(tuple((key, name) for key, name in ours.items() if key), tuple(theirs))


def next_start(meeting: Meeting, at: datetime) -> datetime:
    """Give when its series meets next, ahead of ``at``: same weekday, same clock on the wall."""
    zone = ZoneInfo(settings.HOUSE_TIME_ZONE)
    series = meeting.series
    step = timedelta(weeks=WEEKS_APART[Rhythm(series.rhythm)] if series else 1)
    there = meeting.starts_at.astimezone(zone).replace(tzinfo=None)
    now = at.astimezone(zone).replace(tzinfo=None)
    there += step
    while there <= now:
        there += step
    return there.replace(tzinfo=zone)
