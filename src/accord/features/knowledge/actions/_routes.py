from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.features.initiatives.models import Initiative
from accord.features.knowledge import policies
from accord.features.knowledge.models import Route
from accord.features.knowledge.states import Duty, Kind
from accord.foundation.accounts.models import Department
from accord.foundation.journal.change import change
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.roles import READERS
from accord.foundation.kernel.rules import Actor

MOST_DAYS = 90


@dataclass(frozen=True)
class RouteDetails:
    """Which notes a rule is about, who is to read them, what they owe them, and why."""

    name: str
    reason: str
    duty: str
    kind: str = Kind.BULLETIN
    topic: str = ""
    initiative: Initiative | None = None
    department: Department | None = None
    role: str = ""
    is_of_initiative: bool = False
    days: int = 7


def add_route(*, by: Actor, details: RouteDetails, at: datetime) -> Route:
    """Lay down who is to read what by itself. Raises Invalid where it leads to nobody."""
    made = Route(**_checked(details))
    with change(policies.ROUTE, by=by, at=at) as record:
        record.add(made)
        record.subject = made
    return made


def change_route(
    *, by: Actor, route: Route, details: RouteDetails, at: datetime, seen: int | None = None
) -> Route:
    """Lay it down anew; who was asked to read before stays asked."""
    fields = _checked(details)
    with change(policies.ROUTE, by=by, at=at, subject=route, seen=seen) as record:
        _refuse_ended(route)
        record.set(route, **fields)
    return route


def end_route(*, by: Actor, route: Route, at: datetime) -> Route:
    """Let a rule count no longer."""
    with change(policies.ROUTE, by=by, at=at, subject=route) as record:
        _refuse_ended(route)
        record.set(route, ended_at=at)
    return route


def _refuse_ended(route: Route) -> None:
    if route.ended_at is not None:
        raise Stale(_("This rule has ended."))


def _checked(details: RouteDetails) -> dict[str, Any]:
    for field, given, known in (
        ("kind", details.kind, ["", *Kind.values]),
        ("duty", details.duty, Duty.values),
        ("role", details.role, ["", *READERS]),
    ):
        if given not in known:
            raise Invalid(_("There is no such choice."), field=field)
    if not (details.department or details.role or details.is_of_initiative):
        raise Invalid(_("Say who is to read it."), field="department")
    if not 1 <= details.days <= MOST_DAYS:
        raise Invalid(_("Give 1 to 90 days."), field="days")
    return {
        "name": said(details.name, "name", 120), "reason": said(details.reason, "reason", 300),
        "topic": plain(details.topic, "topic", 80), "kind": details.kind, "duty": details.duty,
        "role": details.role, "initiative": details.initiative, "days": details.days,
        "department": details.department, "is_of_initiative": details.is_of_initiative,
    }  # fmt: skip
