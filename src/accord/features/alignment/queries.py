from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet

from accord.features.alignment.models import Aim, Service, Vision
from accord.features.initiatives.models import Initiative
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.features.stakeholders.states import Tier
from accord.foundation.accounts.models import Department, Grant
from accord.foundation.accounts.queries import colleagues, departments


@dataclass
class Line:
    """One department (or none): what it does for each aim, and who there stands for what."""

    department: Department | None
    services: dict[int, list[Service]] = field(default_factory=lambda: defaultdict(list))
    unaligned: list[Initiative] = field(default_factory=list)
    roles: Counter[str] = field(default_factory=Counter)
    people: int = 0
    keys: int = 0


@dataclass(frozen=True)
class Alignment:
    """The aims, a line for each department that has people or initiatives, and the gaps."""

    aims: list[Aim]
    lines: list[Line]
    unserved: list[Aim]


def vision() -> Vision | None:
    """Give the one that counts."""
    return Vision.objects.select_related("by").order_by("-pk").first()


def visions() -> QuerySet[Vision]:
    return Vision.objects.select_related("by").order_by("-pk")


def aims(*, closed: bool = False) -> QuerySet[Aim]:
    found = Aim.objects.order_by("position", "pk")
    return found if closed else found.filter(closed_at=None)


def services_visible_to(user: Any) -> QuerySet[Service]:
    found = Service.objects.filter(initiative__in=initiatives_visible_to(user))
    return found.select_related("initiative", "aim").order_by("initiative__sort_key", "pk")


def alignment(user: Any) -> Alignment:
    """Lay open initiatives of departments beside the aims, in as many queries for three as one."""
    wanted = list(aims())
    lines: dict[int | None, Line] = {None: Line(None)}
    lines |= {one.pk: Line(one) for one in departments()}
    served: set[int] = set()
    serving: set[int] = set()
    for service in services_visible_to(user).filter(
        aim__closed_at=None, initiative__is_active=True
    ):
        line = lines.get(service.initiative.department_id, lines[None])
        line.services[service.aim_id].append(service)
        served.add(service.aim_id)
        serving.add(service.initiative_id)
    active = initiatives_visible_to(user).filter(is_active=True).order_by("sort_key", "pk")
    for initiative in active.exclude(pk__in=serving):
        lines.get(initiative.department_id, lines[None]).unaligned.append(initiative)
    _count_people(lines)
    _count_keys(user, lines)
    shown = [line for line in lines.values() if _says_something(line)]
    return Alignment(wanted, shown, [aim for aim in wanted if aim.pk not in served])


def _count_people(lines: dict[int | None, Line]) -> None:
    """Count who is in a department, and which roles they hold, each person once in each."""
    counted = colleagues().order_by().values_list("department_id").annotate(n=Count("pk"))
    for key, n in counted:
        lines.get(key, lines[None]).people += n
    held = Grant.objects.filter(person__in=colleagues()).values_list(
        "person_id", "person__department_id", "role"
    )
    for _person, key, role in set(held):
        lines.get(key, lines[None]).roles[role] += 1


def _count_keys(user: Any, lines: dict[int | None, Line]) -> None:
    """Count the key relationships that somebody of the department looks after."""
    found = parties_visible_to(user).filter(is_active=True, tier=Tier.KEY, owner__isnull=False)
    counted = found.order_by().values_list("owner__department_id").annotate(n=Count("pk"))
    for key, n in counted:
        lines.get(key, lines[None]).keys += n


def _says_something(line: Line) -> bool:
    return bool(line.services or line.unaligned or line.people or line.keys)
