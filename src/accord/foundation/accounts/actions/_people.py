"""People: who they are, whether their account is open, and what they set for themselves."""

from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accord.foundation.accounts import policies
from accord.foundation.accounts.actions._grants import keep_an_administrator
from accord.foundation.accounts.actions._sessions import end_all
from accord.foundation.accounts.events import PersonDeactivated
from accord.foundation.accounts.models import Department, Grant, Token, User
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import is_blank, storable

LEVELS = (4, 5, 6, 7)
_LONGEST = 120
_PREFERENCES = {"language", "time_zone", "theme", "density", "has_single_keys", "name", "title"}
_CHANGES = {"name", "title", "department", "level"}


def add_person(  # noqa: PLR0913 -- one word for each thing a person brings
    *, by: Actor, email: str, name: str, at: datetime, department: Department | None = None,
    password: str | None = None, level: int | None = None, title: str = "", language: str = "",
) -> User:  # fmt: skip
    """Make an account. Raises Invalid when the address is taken."""
    person = User(
        email=free_address(email), name=clean_name(name), department=department, level=level,
        title=title.strip(), language=language, joined_at=at,
    )  # fmt: skip
    _check_level(level)
    person.set_password(password)
    with change(policies.ADMINISTER, by=by, at=at) as record:
        record.subject = person
        record.add(person)
    return person


def change_person(
    *, by: Actor, person: User, at: datetime, seen: int | None = None, **fields: Any
) -> User:
    """Change name, title, department or responsibility level; the level grants nothing."""
    if unknown := fields.keys() - _CHANGES:
        raise Invalid(_("%(what)s can't be changed here.") % {"what": ", ".join(sorted(unknown))})
    _check_level(fields.get("level"))
    if "name" in fields:
        fields["name"] = clean_name(fields["name"])
    department = fields.get("department")
    if department is not None and not department.is_active:
        raise Invalid(_("This department is closed."), field="department")
    with change(policies.ADMINISTER, by=by, at=at, subject=person, seen=seen) as record:
        record.set(person, **fields)
    return person


def set_preferences(*, by: Actor, person: User, at: datetime, **fields: Any) -> User:
    """Change one's own language, time zone, theme, density, single-letter keys, name or title."""
    if unknown := fields.keys() - _PREFERENCES:
        raise Invalid(_("%(what)s can't be changed here.") % {"what": ", ".join(sorted(unknown))})
    allowed: dict[str, set[Any]] = {
        "language": {"", *dict(settings.LANGUAGES)},
        "theme": {"", "auto", "light", "dark"},
        "density": {"", "compact"},
        "has_single_keys": {True, False},
        "time_zone": {"", *available_timezones()} if "time_zone" in fields else set(),
    }
    for name, value in fields.items():
        if name in allowed and value not in allowed[name]:
            raise Invalid(_("There is no such choice."), field=name)
    if "name" in fields:
        fields["name"] = clean_name(fields["name"])
    if "title" in fields:
        fields["title"] = _text(fields["title"], "title")
    with change(policies.SELF, by=by, at=at, subject=person) as record:
        record.set(person, **fields)
    return person


def deactivate(*, by: Actor, person: User, at: datetime) -> None:
    """Close an account: its sessions, keys and feeds end with the next request."""
    with change(policies.DEACTIVATE, by=by, at=at, subject=person) as record:
        if by.pk is not None and by.pk == person.pk:
            raise Stale(_("Somebody else must close your account."))
        if not person.is_active:
            raise Stale(_("This account is closed already."))
        if Grant.objects.filter(person=person, role=Role.ADMINISTRATOR).exists():
            keep_an_administrator(at=at, without_person=person.pk)
        record.set(person, is_active=False)
        end_all(record, person)
        keys = Token.objects.select_for_update().filter(owner=person, revoked_at=None)
        record.set_many([(key, {"revoked_at": at}) for key in keys])
        record.publish(PersonDeactivated(at=at, person_id=person.pk))


def reactivate(*, by: Actor, person: User, at: datetime) -> None:
    """Open an account again; sessions and keys from before stay dead."""
    with change(policies.REACTIVATE, by=by, at=at, subject=person) as record:
        if person.is_active:
            raise Stale(_("This account is open already."))
        record.set(person, is_active=True)


def free_address(email: str) -> str:
    """Give the address as it is kept. Raises Invalid when it is none, or somebody has it."""
    email = User.objects.normalize_email(email.strip()).lower()
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise Invalid(_("This is not a mail address."), field="email") from wrong
    if User.objects.filter(email=email).exists():
        raise Invalid(_("Somebody with this mail address is here already."), field="email")
    return email


def clean_name(name: str) -> str:
    name = _text(name, "name")
    if is_blank(name):
        raise Invalid(_("A person needs a name."), field="name")
    return name


def _text(text: str, field: str) -> str:
    text = text.strip()
    if not storable(text) or len(text) > _LONGEST:
        raise Invalid(_("At most 120 characters."), field=field)
    return text


def _check_level(level: int | None) -> None:
    if level is not None and level not in LEVELS:
        raise Invalid(_("Levels of responsibility are 4 to 7."), field="level")
