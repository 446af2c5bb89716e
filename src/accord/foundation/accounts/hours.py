"""When the house works: its week, the holidays of its country, the days set by administrators."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from accord.foundation.accounts.models import DayOff

HOURS = "08:00-17:00"  # of a day that is worked although the week or the country is off


def days_set(since: date | None = None) -> QuerySet[DayOff]:
    """Give the days that were set by hand, the soonest first."""
    found = DayOff.objects.order_by("day")
    return found if since is None else found.filter(day__gte=since)


def house_calendar() -> dict[str, Any]:
    """Give the calendar of the house in plain words, as the methods take it; one query."""
    country, _dash, region = settings.HOUSE_COUNTRY.partition("-")
    rows = DayOff.objects.values_list("day", "is_open")
    told: dict[str, Any] = {
        "tz": settings.HOUSE_TIME_ZONE,
        "week": settings.WORKING_WEEK,
        "overrides": {day: HOURS if is_open else "" for day, is_open in rows},
    }
    if country:
        told |= {"country": country, "subdivision": region}
    return told


def years_ahead(today: date) -> tuple[date, date]:
    """Give the span whose days off are shown: this year and the next."""
    return date(today.year, 1, 1), date(today.year + 2, 1, 1) - timedelta(days=1)
