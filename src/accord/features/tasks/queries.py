from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import (
    Held,
    party_visible,
    told_about,
    working_calendar,
)
from accord.features.tasks.models import ChecklistItem, Dependency, Task
from accord.features.tasks.states import RepeatUnit, State
from accord.foundation.accounts.reach import Reach, reach_of
from accord.foundation.journal.mentions import MARK
from accord.foundation.journal.prepared import Prepared
from accord.methods.calendar import working_day_after

KIND = "tasks.task"
_SOONEST = (F("due_at").asc(nulls_last=True), "pk")


def visible_to(user: Any) -> QuerySet[Task]:
    """Give one's own tasks, those about nobody, and those about parties that one may see.

    ``party_seen`` tells whether the party may be shown: one's own task may be about another.
    """
    return _visible_within(reach_of(user)).all()


@lru_cache(maxsize=500)
def _visible_within(reach: Reach) -> QuerySet[Task]:
    """Build the condition once for each reach; it is never asked itself, only narrowed."""
    every = Task.objects.annotate(party_seen=Value(value=True))
    if reach.person_id is None:
        return every if reach.everything else every.none()
    if not reach.grants:
        return every.none()
    shown = party_visible(reach, "party")
    seen = Q(party__isnull=True) | shown & told_about(reach, KIND)
    found = Task.objects.filter(Q(owner_id=reach.person_id) | seen)
    return found.annotate(party_seen=ExpressionWrapper(shown, BooleanField()))


@lru_cache(maxsize=500)
def _told_within(reach: Reach) -> QuerySet[Task]:
    return Task.objects.filter(told_about(reach, KIND, own="owner_id"))


def owed_by(user: Any, people: Sequence[int]) -> QuerySet[Task]:
    """Give the open tasks of ``people``, soonest first."""
    mine = visible_to(user).filter(owner_id__in=people, state=State.OPEN)
    return mine.select_related("party").order_by(*_SOONEST)


def done_by(user: Any, people: Sequence[int], since: datetime) -> QuerySet[Task]:
    """Give the tasks of ``people`` that were due since a moment, and are done."""
    return visible_to(user).filter(owner_id__in=people, state=State.DONE, due_at__gte=since)


def due_between(user: Any, people: Sequence[int], start: datetime, end: datetime) -> QuerySet[Task]:
    """Give the tasks of ``people`` due in a stretch of time, done ones too."""
    mine = visible_to(user).filter(owner_id__in=people, due_at__gte=start, due_at__lt=end)
    return mine.exclude(state=State.DROPPED).select_related("party").order_by("due_at", "pk")


_next = Prepared(
    lambda reach, party: (
        _told_within(reach)
        .filter(party=party, state=State.OPEN)
        .select_related("owner")
        .order_by(*_SOONEST)
    )
)


def ask_next_steps(user: Any, party: Party) -> Callable[[], list[Task]]:
    """Ask what is to be done about a party that one is known to see, soonest first."""
    return _next.objects_later(party.pk, variant=reach_of(user))


def next_titles(user: Any, parties: Sequence[int]) -> dict[int, str]:
    """Give what is to be done next about each of ``parties``, each known to be seen."""
    found = _told_within(reach_of(user)).filter(party__in=list(parties), state=State.OPEN)
    titles: dict[int, str] = {}
    for party_id, title in found.order_by(*_SOONEST).values_list("party_id", "title"):
        titles.setdefault(party_id, title)
    return titles


def late_count(user: Any, at: datetime) -> int:
    """Count the tasks that are mine and past their date."""
    return owed_by(user, [user.pk]).filter(due_at__lt=at).count()


def late_by_department(user: Any, at: datetime) -> dict[int | None, tuple[int, int]]:
    """Count what is open and what is late by the department of its owner."""
    found = visible_to(user).filter(state=State.OPEN)
    counted = found.values_list("owner__department_id").annotate(
        n=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at))
    )
    return {department: (n, late) for department, n, late in counted.order_by()}


def next_due(task: Task, at: datetime) -> datetime:
    """Give when the next task of a series is due: the first day of its rhythm that lies ahead.

    Times of day stay as the clock on the wall says, also where it was put forward meanwhile.
    """
    zone = ZoneInfo(settings.HOUSE_TIME_ZONE)
    there = cast("datetime", task.due_at).astimezone(zone)
    every, anchor = task.repeat_every or 1, task.repeat_day or there.day
    if task.repeat_unit == RepeatUnit.WORKDAY:
        day = _next_working(there.date(), every, at.astimezone(zone).date())
        return datetime.combine(day, there.time(), tzinfo=zone).astimezone(UTC)
    day, turn = there.date(), 0
    while day <= at.astimezone(zone).date() or turn == 0:
        turn += 1
        day = _stepped(there.date(), RepeatUnit(task.repeat_unit), every * turn, anchor)
    return datetime.combine(day, there.time(), tzinfo=zone).astimezone(UTC)


def _next_working(day: date, every: int, today: date) -> date:
    """Step by so many days on which the house works, until one lies ahead."""
    calendar = working_calendar()
    day = working_day_after(calendar, day, every)
    while day <= today:
        day = working_day_after(calendar, day, every)
    return day


def _stepped(day: date, unit: RepeatUnit, count: int, anchor: int) -> date:
    if unit in {RepeatUnit.MONTH, RepeatUnit.YEAR}:
        months = day.year * 12 + day.month - 1 + count * (12 if unit == RepeatUnit.YEAR else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(anchor, monthrange(year, month + 1)[1]))
    return day + timedelta(days=count * (7 if unit == RepeatUnit.WEEK else 1))


def waits_for(key: int) -> set[int]:
    """Give the keys of all tasks that a task has to wait for, directly or by others."""
    found: set[int] = set()
    ahead = {key}
    while ahead:
        needed = Dependency.objects.filter(task__in=ahead).values_list("needs_id", flat=True)
        ahead = set(needed) - found
        found |= ahead
    return found


def steps_of(task: Task) -> QuerySet[ChecklistItem]:
    """Give the steps of a task in order, each with the task it belongs to."""
    found = ChecklistItem.objects.filter(task=task).select_related("task", "task__party")
    return found.order_by("position", "pk")


def items_of(task: Task) -> list[ChecklistItem]:
    return list(ChecklistItem.objects.filter(task=task).order_by("position", "pk"))


def waits_of(task: Task) -> QuerySet[Dependency]:
    return Dependency.objects.filter(task=task).select_related("task", "task__party")


def dependencies_of(user: Any, task: Task) -> tuple[list[Dependency], list[Task], int]:
    """Give what a task waits for, what waits for it, and how many of both are hidden."""
    seen = {found.pk: found for found in visible_to(user).filter(
        Q(pk__in=Dependency.objects.filter(task=task).values("needs_id"))
        | Q(pk__in=Dependency.objects.filter(needs=task).values("task_id"))
    ).select_related("owner")}  # fmt: skip
    needed = list(Dependency.objects.filter(task=task).order_by("pk"))
    waiting = Dependency.objects.filter(needs=task).order_by("pk")
    after = list(waiting.values_list("task_id", flat=True))
    for dependency in needed:
        if dependency.needs_id in seen:
            dependency.needs = seen[dependency.needs_id]
    shown = [each for each in needed if each.needs_id in seen]
    behind = [seen[key] for key in after if key in seen]
    return shown, behind, len(needed) + len(after) - len(shown) - len(behind)


def blocked() -> Q:
    """Say of which tasks it holds that they have to wait for an open one."""
    open_ = Dependency.objects.filter(needs__state=State.OPEN)
    return Q(pk__in=open_.values("task_id"))


def _becomes(task: Task, at: datetime) -> dict[str, Any]:
    """Leave of a task that there was one, and how it ended; one that is open is dropped."""
    left: dict[str, Any] = {"title": MARK, "reason": "", "origin_ref": "", "snoozed_until": None}
    if task.state == State.OPEN:
        left |= {"state": State.DROPPED, "done_at": at}
    return left


HELD = Held(
    label=_("Tasks"), model=Task, order=320, by="made_at", becomes=_becomes,
    seen=lambda user, party: visible_to(user).filter(party=party),
    told={
        "ref": ("ref", _("Reference")), "title": ("title", _("What")),
        "made_at": ("made_at", _("Made")), "due_at": ("due_at", _("Due")),
        "state": ("state", _("State")), "done_at": ("done_at", _("Done")),
        "owner": ("owner__name", _("Owner")),
    },
)  # fmt: skip

HELD_ITEMS = Held(
    label=_("Steps of tasks"), model=ChecklistItem, order=321, column="",
    find=lambda party: ChecklistItem.objects.filter(task__party=party),
    becomes=lambda _row, _at: {"text": MARK},
    seen=lambda user, party: ChecklistItem.objects.filter(
        task__in=visible_to(user).filter(party=party).values("pk")
    ),
    told={
        "ref": ("task__ref", _("Reference")), "text": ("text", _("What")),
        "done_at": ("done_at", _("Done")),
    },
)  # fmt: skip

LOOKS = 10  # records that one owner is asked to look at in one go


def to_be_looked_at(keys: Sequence[int]) -> list[Party]:
    """Give those of the parties that have an owner and no open task, up to ``LOOKS`` an owner."""
    busy = Task.objects.filter(party__in=keys, state=State.OPEN).values("party_id")
    found = Party.objects.filter(pk__in=keys, owner__is_active=True).exclude(pk__in=busy)
    counts: Counter[int | None] = Counter()
    chosen = []
    for party in found.order_by("pk"):
        counts[party.owner_id] += 1
        if counts[party.owner_id] <= LOOKS:
            chosen.append(party)
    return chosen
