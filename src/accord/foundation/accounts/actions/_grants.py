"""Who is given which role, where and for how long."""

from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from accord.foundation.accounts import policies
from accord.foundation.accounts.events import RolesChanged
from accord.foundation.accounts.models import Department, Grant, User
from accord.foundation.journal.change import change
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import Actor


def grant(  # noqa: PLR0913
    *, by: Actor, person: User, role: Role, at: datetime, scope: str = Grant.Scope.ALL,
    department: Department | None = None, object_id: int | None = None,
    from_date: date | None = None, until_date: date | None = None,
) -> Grant:  # fmt: skip
    """Give a role; nobody gives one to themselves, and a level gives none at all."""
    given = Grant(
        person=person, role=role, scope=scope, department=department, object_id=object_id,
        from_date=from_date, until_date=until_date,
    )  # fmt: skip
    with change(policies.GRANT, by=by, at=at) as record:
        record.subject = given
        _check(by, given)
        record.add(given)
        record.note(person=person.pk, role=role, scope=scope)
        record.publish(RolesChanged(at=at, person_id=person.pk))
    person.__dict__.pop("_reach", None)
    return given


def withdraw_grant(*, by: Actor, given: Grant, at: datetime) -> None:
    with change(policies.WITHDRAW_GRANT, by=by, at=at, subject=given) as record:
        if given.role == Role.ADMINISTRATOR:
            keep_an_administrator(at=at, without_grant=given.pk)
        record.note(person=given.person_id, role=given.role, scope=given.scope)
        record.remove(given)
        record.publish(RolesChanged(at=at, person_id=given.person_id))


def keep_an_administrator(
    *, at: datetime, without_grant: int | None = None, without_person: int | None = None
) -> None:
    """Raise Stale when nobody could administer any more; call inside the change that would do it.

    All grants of the role are locked first, so that two people can't leave at the same moment.
    """
    role = Grant.objects.filter(role=Role.ADMINISTRATOR, scope=Grant.Scope.ALL)
    list(role.select_for_update().order_by("id").values_list("pk"))
    staying = role.exclude(pk=without_grant or 0).exclude(person_id=without_person or 0)
    staying = staying.filter(person__is_active=True)
    today = day_of(at, settings.HOUSE_TIME_ZONE)
    if not any(given.is_current(today) and given.until_date is None for given in staying):
        raise Stale(_("Somebody must stay administrator. Give the role to somebody else first."))


def _check(by: Actor, given: Grant) -> None:
    """Refuse what no grant can be, with the field that is wrong."""
    if by.pk is not None and by.pk == given.person_id:
        raise Invalid(_("Somebody else must give you a role."), field="person")
    if not given.person.is_active:
        raise Invalid(_("This account is closed."), field="person")
    if given.role not in list(Role):
        raise Invalid(_("There is no such role."), field="role")
    if given.role == Role.ADMINISTRATOR and given.scope != Grant.Scope.ALL:
        raise Invalid(_("An administrator administers everything."), field="scope")
    if given.from_date and given.until_date and given.until_date < given.from_date:
        raise Invalid(_("The last day lies before the first."), field="until_date")
    _check_scope(given)


def _check_scope(given: Grant) -> None:
    needed = {
        Grant.Scope.ALL: (False, False),
        Grant.Scope.DEPARTMENT: (True, False),
        Grant.Scope.INITIATIVE: (False, True),
        Grant.Scope.PARTY: (False, True),
    }.get(Grant.Scope(given.scope) if given.scope in Grant.Scope.values else Grant.Scope.ALL)
    if given.scope not in Grant.Scope.values:
        raise Invalid(_("There is no such reach."), field="scope")
    if needed != (given.department_id is not None, given.object_id is not None):
        raise Invalid(_("Say for which department or record."), field="department")
