"""Days on which the house is closed, or works although others do not."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from accord.foundation.accounts import policies
from accord.foundation.accounts.models import DayOff
from accord.foundation.journal.change import change
from accord.foundation.journal.words import said
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor

_NAME = 80


def set_day_off(*, by: Actor, day: date, name: str, at: datetime, is_open: bool = False) -> DayOff:
    """Say that the house is closed on a day, or, where it ``is_open``, that it works on it."""
    name = said(name, "name", _NAME, why=_("Say what day it is."))
    row = DayOff(day=day, name=name, is_open=is_open)
    with change(policies.DAYS_OFF, by=by, at=at) as record:
        record.subject = row
        if DayOff.objects.filter(day=day).exists():
            raise Invalid(_("This day is set already."), field="day")
        record.add(row)
    return row


def drop_day_off(*, by: Actor, row: DayOff, at: datetime) -> None:
    """Let a day be again what the week and the country make of it."""
    with change(policies.DAYS_OFF, by=by, at=at, subject=row) as record:
        record.note(day=row.day.isoformat(), name=row.name)
        record.remove(row)
