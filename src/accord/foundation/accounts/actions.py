"""Every write on people, departments, grants and absence. Sign-in itself stands in ``sign_in``."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from accord.foundation.accounts import policies
from accord.foundation.accounts.models import Absence, Department, Grant, Invitation, User
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import Actor

INVITED_FOR = timedelta(hours=72)


def add_department(
    *, by: Actor, name: str, parent: Department | None, at: datetime, code: str = ""
) -> Department:
    department = Department(name=name.strip(), code=code, parent=parent)
    if not department.name:
        raise Invalid("A department needs a name.", field="name")
    with change(policies.DEPARTMENTS, by=by, at=at) as record:
        record.subject = department
        record.add(department)
        above = parent.path if parent else "/"
        record.set(department, path=f"{above}{department.pk}/")
    return department


def rename_department(
    *, by: Actor, department: Department, name: str, at: datetime, seen: int | None = None
) -> Department:
    with change(policies.DEPARTMENTS, by=by, at=at, subject=department, seen=seen) as record:
        record.set(department, name=name.strip())
    return department


def add_person(  # noqa: PLR0913 -- one word for each thing a person brings
    *, by: Actor, email: str, name: str, at: datetime, department: Department | None = None,
    password: str | None = None, level: int | None = None, title: str = "", language: str = "",
) -> User:  # fmt: skip
    """Make an account. Raises Invalid when the address is taken."""
    email = User.objects.normalize_email(email).lower()
    if User.objects.filter(email=email).exists():
        raise Invalid("Somebody with this mail address is here already.", field="email")
    person = User(
        email=email, name=name.strip(), department=department, level=level, title=title,
        language=language, joined_at=at,
    )  # fmt: skip
    person.set_password(password)
    with change(policies.ADMINISTER, by=by, at=at) as record:
        record.subject = person
        record.add(person)
    return person


def grant(  # noqa: PLR0913
    *, by: Actor, person: User, role: Role, at: datetime, scope: str = Grant.Scope.ALL,
    department: Department | None = None, object_id: int | None = None,
    from_date: date | None = None, until_date: date | None = None,
) -> Grant:  # fmt: skip
    given = Grant(
        person=person, role=role, scope=scope, department=department, object_id=object_id,
        from_date=from_date, until_date=until_date,
    )  # fmt: skip
    with change(policies.GRANT, by=by, at=at) as record:
        record.subject = given
        record.add(given)
        record.note(person=person.pk, role=role, scope=scope)
    person.__dict__.pop("_reach", None)
    return given


def withdraw_grant(*, by: Actor, given: Grant, at: datetime) -> None:
    with change(policies.GRANT, by=by, at=at, subject=given) as record:
        record.remove(given)


def set_preferences(*, by: Actor, person: User, at: datetime, **fields: Any) -> User:
    """Change one's own language, time zone, theme, density, single-letter keys or name."""
    allowed = {"language", "time_zone", "theme", "density", "has_single_keys", "name", "title"}
    if unknown := fields.keys() - allowed:
        raise Invalid(f"{', '.join(sorted(unknown))} can't be changed here.")
    with change(policies.SELF, by=by, at=at, subject=person) as record:
        record.set(person, **fields)
    return person


def deactivate(*, by: Actor, person: User, at: datetime) -> None:
    """Close an account: sessions, tokens and feeds of it end with the next request."""
    with change(policies.ADMINISTER, by=by, at=at, subject=person) as record:
        record.set(person, is_active=False)


def reactivate(*, by: Actor, person: User, at: datetime) -> None:
    with change(policies.ADMINISTER, by=by, at=at, subject=person) as record:
        record.set(person, is_active=True)


def plan_absence(  # noqa: PLR0913
    *, by: Actor, person: User, deputy: User | None, from_date: date, until_date: date,
    at: datetime, reason: str = "",
) -> Absence:  # fmt: skip
    if until_date < from_date:
        raise Invalid("The last day lies before the first.", field="until_date")
    if deputy is not None and deputy.pk == person.pk:
        raise Invalid("Somebody else must stand in.", field="deputy")
    absence = Absence(
        person=person, deputy=deputy, from_date=from_date, until_date=until_date, reason=reason
    )
    with change(policies.ABSENCE, by=by, at=at) as record:
        record.subject = absence
        if by.pk != person.pk:
            policies.ADMINISTER.demand(by)
        record.add(absence)
    return absence


def invite(
    *, by: Actor, email: str, name: str, role: Role, department: Department | None, at: datetime
) -> tuple[Invitation, str]:
    """Invite somebody; the token is given once and never stored."""
    token = token_urlsafe(32)
    email = User.objects.normalize_email(email).lower()
    if User.objects.filter(email=email).exists():
        raise Invalid("Somebody with this mail address is here already.", field="email")
    invitation = Invitation(
        email=email, name=name.strip(), role=role, department=department,
        token_digest=sha256(token.encode()).hexdigest(), expires_at=at + INVITED_FOR,
        invited_by_id=by.pk,
    )  # fmt: skip
    with change(policies.INVITE, by=by, at=at) as record:
        record.subject = invitation
        record.add(invitation)
    return invitation, token
