"""When somebody may be sent a mail: quiet hours and digests by their own clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation

from accord.foundation.accounts.models import User
from accord.foundation.notices.models import Rhythm, Routine

SATURDAY = 5


def zone_of(person: User) -> ZoneInfo:
    return ZoneInfo(person.time_zone or settings.HOUSE_TIME_ZONE)


@contextmanager
def as_told(person: User) -> Iterator[None]:
    """Speak the person's language and tell their time, whoever it is that makes them be told."""
    language = person.language or settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(zone_of(person)):
        yield


def loud_again(routine: Routine, zone: ZoneInfo, at: datetime) -> datetime:
    """When a mail may go: ``at`` itself, or the end of the quiet time that it falls in."""
    moment = at
    for _ in range(4):  # a night that ends in a weekend that ends in a night
        later = _end_of_quiet(routine, zone, moment)
        if later == moment:
            return moment
        moment = later
    return moment


def _end_of_quiet(routine: Routine, zone: ZoneInfo, at: datetime) -> datetime:
    local = at.astimezone(zone)
    if routine.is_quiet_weekends and local.weekday() >= SATURDAY:
        monday = local.date() + timedelta(days=7 - local.weekday())
        return _moment(monday, time(0), zone, at)
    start, end = routine.quiet_from, routine.quiet_until
    if start is None or end is None or start == end:
        return at
    now = local.time()
    if start < end:
        return _moment(local.date(), end, zone, at) if start <= now < end else at
    if now >= start:
        return _moment(local.date() + timedelta(days=1), end, zone, at)
    return _moment(local.date(), end, zone, at) if now < end else at


def _moment(day: date, clock_time: time, zone: ZoneInfo, at: datetime) -> datetime:
    return datetime.combine(day, clock_time, tzinfo=zone).astimezone(at.tzinfo)


def last_digest(routine: Routine, zone: ZoneInfo, at: datetime) -> datetime | None:
    """Give the last moment, not after ``at``, at which a digest was due; None without digests."""
    if routine.rhythm == Rhythm.OFF:
        return None
    day = at.astimezone(zone).date()
    if _moment(day, routine.digest_at, zone, at) > at:
        day -= timedelta(days=1)
    if routine.rhythm == Rhythm.WEEKLY:
        day -= timedelta(days=(day.weekday() - routine.digest_weekday) % 7)
    return _moment(day, routine.digest_at, zone, at)
