from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.foundation.accounts.models import User
from accord.foundation.journal.change import change
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor
from accord.foundation.notices import policies
from accord.foundation.notices.kinds import kinds
from accord.foundation.notices.models import Mailing, Notice, Preference, Rhythm, Routine

_ROUTINE = {
    "quiet_from", "quiet_until", "is_quiet_weekends", "rhythm", "digest_at", "digest_weekday",
}  # fmt: skip


def mark_read(*, by: Actor, notice: Notice, at: datetime, is_read: bool = True) -> None:
    """Mark one of one's own notices read, or unread again. Raises NotAllowed."""
    policies.READ.demand(by, notice)
    with writing():
        Notice.objects.filter(pk=notice.pk).update(read_at=at if is_read else None)


def mark_all_read(*, by: Actor, at: datetime, up_to: int | None = None) -> int:
    """Mark one's own notices read, those that came after number ``up_to`` excepted."""
    mine = Notice.objects.filter(person_id=by.pk, read_at=None)
    if up_to is not None:
        mine = mine.filter(pk__lte=up_to)
    with writing():
        return mine.update(read_at=at)


def choose_channels(
    *, by: Actor, person: User, kind: str, is_in_app: bool, mailing: str, at: datetime
) -> Preference:
    """Choose how to be told of one kind. Raises: NotAllowed; Invalid."""
    known = kinds.get(kind)
    if known is None or mailing not in Mailing.values:
        raise Invalid(_("There is no such choice."), field="kind" if known is None else "mailing")
    if known.is_required:
        raise Invalid(_("This is always told: it is about the safety of your account."))
    found = Preference.objects.filter(person=person, kind=kind).first()
    row = found or Preference(person=person, kind=kind, is_in_app=is_in_app, mailing=mailing)
    with change(policies.PREFER, by=by, at=at, subject=found) as record:
        if found is not None:
            record.set(found, is_in_app=is_in_app, mailing=mailing)
        else:
            policies.PREFER.demand(by, row)
            record.subject = row
            record.add(row)
    return row


def choose_routine(*, by: Actor, person: User, at: datetime, **fields: Any) -> Routine:
    """Choose quiet hours and the digest; quiet hours have both ends or none.

    Raises: NotAllowed; Invalid.
    """
    found = Routine.objects.filter(person=person).first()
    row = found or Routine(person=person)
    _check(fields, row)
    with change(policies.PREFER, by=by, at=at, subject=found) as record:
        if found is not None:
            record.set(found, **fields)
        else:
            policies.PREFER.demand(by, row)
            for name, value in fields.items():
                setattr(row, name, value)
            record.subject = row
            record.add(row)
    return row


def _check(fields: dict[str, Any], row: Routine) -> None:
    if unknown := fields.keys() - _ROUTINE:
        raise Invalid(_("%(what)s can't be changed here.") % {"what": ", ".join(sorted(unknown))})
    choices: dict[str, set[Any]] = {
        "rhythm": set(Rhythm.values), "digest_weekday": set(range(7)),
    }  # fmt: skip
    for name, allowed in choices.items():
        if name in fields and fields[name] not in allowed:
            raise Invalid(_("There is no such choice."), field=name)
    ends = [fields.get(name, getattr(row, name)) for name in ("quiet_from", "quiet_until")]
    if ends.count(None) == 1:
        raise Invalid(_("Quiet hours need a beginning and an end."), field="quiet_until")
