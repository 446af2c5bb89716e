"""How far a person's grants reach: resolved once, asked by every rule and every list."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from accord.foundation.journal.prepared import Prepared
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.roles import READERS, Role


class Scope(models.TextChoices):
    """Over what a grant reaches."""

    ALL = "all", _("Everything")
    DEPARTMENT = "department", _("A department and those below it")
    INITIATIVE = "initiative", _("One initiative")
    PARTY = "party", _("One stakeholder")


@dataclass(frozen=True)
class Scoped:
    """One grant, with its department's whole subtree."""

    role: Role
    scope: str
    departments: frozenset[int] = frozenset()
    object_id: int | None = None

    def covers(self, subject: object) -> bool:
        if self.scope == Scope.ALL:
            return True
        if self.scope == Scope.DEPARTMENT:
            department = getattr(subject, "department_id", None)
            return department is None or department in self.departments
        owner = getattr(subject, f"{self.scope}_id", None)
        kind = type(subject).__name__.lower()
        return (getattr(subject, "pk", None) if kind == self.scope else owner) == self.object_id


@dataclass(frozen=True)
class Reach:
    """What ``visible_to`` needs: everything or a set of departments, and single objects."""

    person_id: int | None
    grants: tuple[Scoped, ...]
    everything: bool = False
    departments: frozenset[int] = frozenset()
    parties: frozenset[int] = frozenset()
    initiatives: frozenset[int] = frozenset()
    roles: frozenset[Role] = field(default=frozenset())

    def holds(self, roles: frozenset[Role], subject: object | None = None) -> bool:
        if subject is None:
            return not roles.isdisjoint(self.roles)
        return any(grant.role in roles and grant.covers(subject) for grant in self.grants)


def reach_of(user: Any) -> Reach:
    """Resolve a person's current grants, once for each loaded person."""
    if user.pk is None:
        return whole_reach() if user.is_authenticated else Reach(None, ())
    known = getattr(user, "_reach", None)
    if isinstance(known, Reach):
        return known
    reach = _resolve(user, day_of(clock.now(), settings.HOUSE_TIME_ZONE))
    user._reach = reach  # noqa: SLF001
    return reach


_grants = Prepared(lambda key: apps.get_model("accounts", "Grant").objects.filter(person=key))
Grants = Callable[[], list[Any]]


def ask_grants(key: int) -> Grants:
    """Ask for what a person holds; it can be had behind the ``at_once`` this stands in."""
    return _grants.objects_later(key, using=DEFAULT_DB_ALIAS)


def hold_grants(user: Any, grants: Grants) -> None:
    """Keep what was asked with the person, until it is asked how far they reach."""
    user._grants = grants  # noqa: SLF001


def whole_reach() -> Reach:
    """Give the reach of the system itself."""
    grants = tuple(Scoped(role, Scope.ALL) for role in Role)
    return Reach(None, grants, everything=True, roles=frozenset(Role))


def _resolve(user: Any, on: date) -> Reach:
    if not user.is_active:
        return Reach(user.pk, ())
    found = (user.__dict__.pop("_grants", None) or ask_grants(user.pk))()
    grants = [grant for grant in found if grant.is_current(on)]
    trees = _subtrees({g.department_id for g in grants if g.department_id is not None})
    scoped = tuple(
        Scoped(
            Role(grant.role), grant.scope, trees.get(grant.department_id or 0, frozenset()),
            grant.object_id,
        )
        for grant in grants
    )  # fmt: skip
    reading = [grant for grant in scoped if grant.role in READERS]
    return Reach(
        user.pk,
        scoped,
        everything=any(grant.scope == Scope.ALL for grant in reading),
        departments=frozenset().union(*(grant.departments for grant in reading)),
        parties=_objects(reading, Scope.PARTY),
        initiatives=_objects(reading, Scope.INITIATIVE),
        roles=frozenset(grant.role for grant in scoped),
    )


def _objects(grants: list[Scoped], scope: str) -> frozenset[int]:
    return frozenset(
        grant.object_id for grant in grants if grant.scope == scope and grant.object_id is not None
    )


def _subtrees(roots: set[int]) -> dict[int, frozenset[int]]:
    if not roots:
        return {}
    paths = dict(apps.get_model("accounts", "Department").objects.values_list("pk", "path"))
    return {
        root: frozenset(pk for pk, path in paths.items() if f"/{root}/" in path) for root in roots
    }


def points_at(rows: QuerySet[Any], column: str) -> Exists:
    """Say that a row points by ``column`` at one of ``rows``, asked of each by its key.

    With ``column__in=rows`` SQLite reads all of them first: everything that somebody may see.
    """
    return Exists(rows.order_by().filter(pk=OuterRef(column)))
