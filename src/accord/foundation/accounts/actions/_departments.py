"""The tree of departments."""

from datetime import datetime

from django.utils.translation import gettext as _

from accord.foundation.accounts import policies
from accord.foundation.accounts.models import Department, User
from accord.foundation.journal.change import Record, change
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import is_blank, storable

_DEEPEST = 200  # characters of a path


def add_department(
    *, by: Actor, name: str, parent: Department | None, at: datetime, code: str = ""
) -> Department:
    department = Department(name=_named(name), code=code.strip(), parent=parent)
    with change(policies.DEPARTMENTS, by=by, at=at) as record:
        record.subject = department
        if parent is not None and not parent.is_active:
            raise Invalid(_("The department above is closed."), field="parent")
        record.add(department)
        _place(record, department, parent.path if parent else "/")
    return department


def rename_department(
    *, by: Actor, department: Department, name: str, at: datetime, code: str | None = None,
    seen: int | None = None,
) -> Department:  # fmt: skip
    fields = {"name": _named(name)} | ({} if code is None else {"code": code.strip()})
    with change(policies.DEPARTMENTS, by=by, at=at, subject=department, seen=seen) as record:
        record.set(department, **fields)
    return department


def move_department(
    *, by: Actor, department: Department, parent: Department | None, at: datetime
) -> Department:
    """Hang a department, with all below it, under another; grants on its subtree move with it."""
    with change(policies.DEPARTMENTS, by=by, at=at, subject=department) as record:
        tree = {row.pk: row for row in Department.objects.select_for_update().order_by("id")}
        above = tree.get(parent.pk) if parent else None
        if parent is not None and (above is None or not above.is_active):
            raise Invalid(_("The department above is closed."), field="parent")
        if above is not None and f"/{department.pk}/" in above.path:
            raise Invalid(_("A department can't lie below itself."), field="parent")
        old = department.path
        record.set(department, parent=above)
        _place(record, department, above.path if above else "/")
        below = [row for row in tree.values() if row.path.startswith(old) and row.path != old]
        record.set_many(
            [(row, {"path": department.path + row.path.removeprefix(old)}) for row in below]
        )
    return department


def close_department(*, by: Actor, department: Department, at: datetime) -> None:
    """Close a department that has nobody and nothing open below it any more; its past stays."""
    with change(policies.DEPARTMENTS, by=by, at=at, subject=department) as record:
        below = Department.objects.filter(is_active=True, path__startswith=department.path)
        if below.exclude(pk=department.pk).exists():
            raise Stale(_("There are open departments below it. Move or close them first."))
        if User.objects.filter(is_active=True, department=department).exists():
            raise Stale(_("People still work there. Give them another department first."))
        record.set(department, is_active=False)


def open_department(*, by: Actor, department: Department, at: datetime) -> None:
    with change(policies.DEPARTMENTS, by=by, at=at, subject=department) as record:
        if department.parent is not None and not department.parent.is_active:
            raise Stale(_("The department above is closed. Open it first."))
        record.set(department, is_active=True)


def _named(name: str) -> str:
    name = name.strip()
    if is_blank(name) or not storable(name) or len(name) > 120:  # noqa: PLR2004 -- the column
        raise Invalid(_("A department needs a name of at most 120 characters."), field="name")
    return name


def _place(record: Record, department: Department, above: str) -> None:
    path = f"{above}{department.pk}/"
    if len(path) > _DEEPEST:
        raise Invalid(_("That is too deep for a tree of departments."), field="parent")
    record.set(department, path=path)
