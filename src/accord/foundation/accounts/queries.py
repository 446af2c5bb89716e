"""Who works here, who stands in for whom, who waits to come in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from accord.foundation.accounts import links
from accord.foundation.accounts.models import (
    Absence,
    Department,
    Grant,
    Invitation,
    RecoveryCode,
    Token,
    User,
)
from accord.foundation.kernel.roles import Role


def colleagues() -> QuerySet[User]:
    """Everybody with an open account, by name."""
    return User.objects.filter(is_active=True, is_service=False).order_by("name", "id")


def people() -> QuerySet[User]:
    """Everybody who ever had an account, services aside, by name."""
    return User.objects.filter(is_service=False).select_related("department").order_by("name", "id")


def stand_ins(on: date) -> dict[int, int]:
    """Map who is away on that day to who stands in and is still here."""
    away = Absence.objects.filter(
        from_date__lte=on, until_date__gte=on, deputy__is_active=True
    ).order_by("id")
    return {
        person: deputy for person, deputy in away.values_list("person_id", "deputy_id") if deputy
    }


def away(on: date) -> dict[int, Absence]:
    """Map who is away on that day to the absence, with its deputy loaded."""
    current = Absence.objects.filter(from_date__lte=on, until_date__gte=on)
    return {row.person_id: row for row in current.select_related("deputy").order_by("id")}


def absences_of(person: User, *, since: date) -> QuerySet[Absence]:
    """Give absences of ``person`` that end on ``since`` or later, soonest first."""
    mine = Absence.objects.filter(person=person, until_date__gte=since)
    return mine.select_related("deputy").order_by("from_date", "id")


def grants_of(person: User) -> QuerySet[Grant]:
    return Grant.objects.filter(person=person).select_related("department").order_by("id")


def roles_by_person() -> dict[int, list[Grant]]:
    """Map each person to their grants, for a list that shows many people."""
    found: dict[int, list[Grant]] = {}
    for given in Grant.objects.select_related("department").order_by("id"):
        found.setdefault(given.person_id, []).append(given)
    return found


def has_administrator() -> bool:
    """Tell whether anybody can administer."""
    given = Grant.objects.filter(role=Role.ADMINISTRATOR, scope=Grant.Scope.ALL)
    return given.filter(person__is_active=True).exists()


@dataclass(frozen=True)
class Branch:
    """A department in the tree: how deep it lies and how many people work there."""

    department: Department
    depth: int
    people_count: int


def departments() -> QuerySet[Department]:
    """Give the open departments, by name."""
    return Department.objects.filter(is_active=True).order_by("name", "id")


def branches(*, closed: bool = False) -> list[Branch]:
    """Give the tree of departments as a list: each after the one above it, siblings by name."""
    rows = Department.objects.order_by("name", "id")
    rows = rows if closed else rows.filter(is_active=True)
    below: dict[int | None, list[Department]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    counts: dict[int | None, int] = {}
    for department_id in colleagues().values_list("department_id", flat=True):
        counts[department_id] = counts.get(department_id, 0) + 1
    found: list[Branch] = []
    waiting = [(row, 0) for row in reversed(below.get(None, []))]
    while waiting:
        row, depth = waiting.pop()
        found.append(Branch(row, depth, counts.get(row.pk, 0)))
        waiting += [(child, depth + 1) for child in reversed(below.get(row.pk, []))]
    return found


def invitations() -> QuerySet[Invitation]:
    """Give every invitation of one person by another, newest first."""
    sent = Invitation.objects.filter(invited_by__isnull=False)
    return sent.select_related("department", "invited_by").order_by("-id")


def open_invitations(at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)


def invitation_of(token: str, *, at: datetime) -> Invitation | None:
    """Find the open invitation that ``token`` belongs to."""
    return open_invitations(at).filter(token_digest=links.digest(token)).first()


def tokens_of(person: User) -> QuerySet[Token]:
    return Token.objects.filter(owner=person).order_by("revoked_at", "-id")


def service_tokens() -> QuerySet[Token]:
    return Token.objects.filter(is_service=True).select_related("owner").order_by("-id")


def codes_left(person: User) -> int:
    return RecoveryCode.objects.filter(person=person, used_at=None).count()


def names_of(keys: Iterable[int | None]) -> dict[int, str]:
    """Give the names of people by key."""
    wanted = [key for key in keys if key is not None]
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "name"))


def every_department() -> QuerySet[Department]:
    """Give all departments, the closed ones too."""
    return Department.objects.order_by("name", "id")
