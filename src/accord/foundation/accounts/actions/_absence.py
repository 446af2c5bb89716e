"""When somebody is away, and who answers for them."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from accord.foundation.accounts import policies
from accord.foundation.accounts.events import AbsencePlanned
from accord.foundation.accounts.models import Absence, User
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor

_REASON = 120


def plan_absence(  # noqa: PLR0913
    *, by: Actor, person: User, deputy: User | None, from_date: date, until_date: date,
    at: datetime, reason: str = "",
) -> Absence:  # fmt: skip
    """Plan one's own absence, or, as an administrator, that of somebody else."""
    absence = Absence(
        person=person, deputy=deputy, from_date=from_date, until_date=until_date,
        reason=reason.strip(),
    )  # fmt: skip
    with change(policies.ABSENCE, by=by, at=at) as record:
        record.subject = absence
        _demand(by, absence)
        _check(absence)
        record.add(absence)
        record.publish(_planned(absence, at))
    return absence


def change_absence(  # noqa: PLR0913
    *, by: Actor, absence: Absence, deputy: User | None, from_date: date, until_date: date,
    at: datetime, reason: str = "", seen: int | None = None,
) -> Absence:  # fmt: skip
    with change(policies.ABSENCE, by=by, at=at, subject=absence, seen=seen) as record:
        _demand(by, absence)
        tried = Absence(
            person=absence.person, deputy=deputy, from_date=from_date, until_date=until_date,
            reason=reason.strip(),
        )  # fmt: skip
        _check(tried, apart_from=absence.pk)
        record.set(
            absence, deputy=deputy, from_date=from_date, until_date=until_date, reason=tried.reason
        )
        record.publish(_planned(absence, at))
    return absence


def drop_absence(*, by: Actor, absence: Absence, at: datetime) -> None:
    """Take an absence out of the calendar: it was planned in error, or does not come."""
    with change(policies.ABSENCE, by=by, at=at, subject=absence) as record:
        _demand(by, absence)
        record.note(person=absence.person_id)
        record.remove(absence)


def _demand(by: Actor, absence: Absence) -> None:
    if by.pk is not None and by.pk != absence.person_id:
        policies.ADMINISTER.demand(by)


def _planned(absence: Absence, at: datetime) -> AbsencePlanned:
    return AbsencePlanned(
        at=at, absence_id=absence.pk, person_id=absence.person_id, deputy_id=absence.deputy_id
    )


def _check(absence: Absence, *, apart_from: int | None = None) -> None:
    if absence.until_date < absence.from_date:
        raise Invalid(_("The last day lies before the first."), field="until_date")
    if absence.deputy_id is not None and absence.deputy_id == absence.person_id:
        raise Invalid(_("Somebody else must stand in."), field="deputy")
    if absence.deputy is not None and not absence.deputy.is_active:
        raise Invalid(_("This account is closed."), field="deputy")
    if len(absence.reason) > _REASON:
        raise Invalid(_("At most 120 characters."), field="reason")
    others = Absence.objects.filter(
        person_id=absence.person_id, from_date__lte=absence.until_date,
        until_date__gte=absence.from_date,
    )  # fmt: skip
    if others.exclude(pk=apart_from or 0).exists():
        raise Invalid(_("These days overlap with another absence."), field="from_date")
