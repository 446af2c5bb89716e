"""How teams fare, side by side: now, and 91 days before. A team is a department one may see."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from accord.features.conduct.models import Incident
from accord.features.conduct.queries import visible_to as incidents_visible_to
from accord.features.escalations.models import Escalation
from accord.features.escalations.queries import visible_to as escalations_visible_to
from accord.features.health.models import Score
from accord.features.health.queries import visible_to as scores_visible_to
from accord.features.health.states import Band
from accord.features.knowledge.models import Note, Reuse
from accord.features.knowledge.queries import visible_to as notes_visible_to
from accord.features.knowledge.states import Kind as NoteKind
from accord.features.knowledge.states import State as NoteState
from accord.features.promises.models import Promise
from accord.features.promises.queries import visible_to as promises_visible_to
from accord.features.promises.states import Side
from accord.features.pulses.models import Pulse, PulseScore
from accord.features.pulses.queries import Answered, answered_by
from accord.features.pulses.queries import visible_to as pulses_visible_to
from accord.features.stakeholders.queries import party_visible
from accord.foundation.accounts.models import Department
from accord.foundation.accounts.queries import colleagues
from accord.foundation.accounts.reach import reach_of
from accord.foundation.kernel.days import day_of

QUARTER = timedelta(days=91)
LEAST_TEAM = 3
QUESTION = "heard"
FIGURES = ("health", "promises", "escalations", "incidents", "feedback", "lessons", "reused")
OF_PEOPLE = frozenset({"promises", "incidents", "feedback", "lessons", "reused"})
"""Figures that would speak of one person in a team that is too small."""


@dataclass
class Team:
    """The figures of one department: of each, what it is now, and what it was before."""

    department: Department
    size: int = 0
    now: dict[str, int] = field(default_factory=dict)
    before: dict[str, int] = field(default_factory=dict)
    bands: dict[str, int] = field(default_factory=dict)
    content: Answered | None = None
    content_before: Answered | None = None

    @property
    def is_small(self) -> bool:
        return self.size < LEAST_TEAM

    def hides(self, figure: str) -> bool:
        return self.is_small and figure in OF_PEOPLE


@dataclass(frozen=True)
class Window:
    """The two quarters that are held beside each other."""

    at: datetime

    @property
    def since(self) -> datetime:
        return self.at - QUARTER

    @property
    def before(self) -> datetime:
        return self.since - QUARTER


def departments_seen(user: Any) -> QuerySet[Department]:
    reach = reach_of(user)
    found = Department.objects.filter(is_active=True).order_by("path", "name")
    return found if reach.everything else found.filter(pk__in=reach.departments)


def teams(user: Any, at: datetime) -> list[Team]:
    """Read all figures of all teams, in as many queries for ten teams as for one."""
    found = {one.pk: Team(one) for one in departments_seen(user)}
    if not found:
        return []
    window, keys = Window(at), list(found)
    sizes = colleagues().filter(department__in=keys).order_by().values_list("department_id")
    for key, n in sizes.annotate(n=Count("pk")):
        found[key].size = n
    for figure, rows, at_department, now, before in _counts(user, window):
        counted = rows.filter(**{f"{at_department}__in": keys}).order_by()
        told = counted.values_list(at_department).annotate(
            now=Count("pk", filter=now, distinct=True),
            before=Count("pk", filter=before, distinct=True),
        )
        for key, n, earlier in told:
            found[key].now[figure], found[key].before[figure] = n, earlier
    _health(user, found, window)
    _feedback(user, found, window)
    return [team for team in found.values() if team.size or team.now or team.bands]


Counting = tuple[str, QuerySet[Any], str, Q, Q]


def _counts(user: Any, window: Window) -> Iterable[Counting]:
    """Say of each figure which rows count, whose department, and which count now and before."""
    yield "promises", promises(user), "owner__department_id", _late(window.at), _late(window.since)
    yield (
        "escalations", escalations(user), "party__department_id", _open(window.at),
        _open(window.since),
    )  # fmt: skip
    for figure, rows, at_department, moment in (
        ("incidents", incidents(user), "party__department_id", "noted_at"),
        ("lessons", lessons(user), "author__department_id", "published_at"),
        ("reused", reused(user), "note__author__department_id", "at"),
    ):
        yield figure, rows, at_department, _in(moment, window), _in(moment, Window(window.since))


def _in(moment: str, window: Window) -> Q:
    return Q(**{f"{moment}__gt": window.since, f"{moment}__lte": window.at})


def _late(at: datetime) -> Q:
    """Say which promises of ours were overdue at a moment."""
    return Q(due_at__lt=at, made_at__lte=at) & (Q(settled_at=None) | Q(settled_at__gt=at))


def _open(at: datetime) -> Q:
    return Q(raised_at__lte=at) & (Q(decided_at=None) | Q(decided_at__gt=at))


def promises(user: Any) -> QuerySet[Promise]:
    return promises_visible_to(user).filter(side=Side.WE)


def escalations(user: Any) -> QuerySet[Escalation]:
    return escalations_visible_to(user).select_related(None)


def incidents(user: Any) -> QuerySet[Incident]:
    return incidents_visible_to(user).select_related(None).filter(party__isnull=False)


def lessons(user: Any) -> QuerySet[Note]:
    found = notes_visible_to(user).select_related(None)
    return found.filter(kind=NoteKind.LESSON).exclude(state=NoteState.DRAFT)


def reused(user: Any) -> QuerySet[Reuse]:
    return Reuse.objects.filter(note__in=lessons(user).order_by().values("pk"), is_useful=True)


def scores(user: Any) -> QuerySet[Score]:
    return scores_visible_to(user).filter(is_newest=True, is_enough=True).exclude(band="")


def pulses(user: Any, window: Window) -> QuerySet[Pulse]:
    """Give the answered pulses of a quarter."""
    found = pulses_visible_to(user).filter(_in("answered_at", window))
    return found.select_related(None)


def _health(user: Any, found: dict[int, Team], window: Window) -> None:
    """Count relationships by band: the newest scores, and those of the week 91 days ago."""
    at_department = "party__department_id"
    rows = scores(user).filter(**{f"{at_department}__in": list(found)}).order_by()
    for key, band, n in rows.values_list(at_department, "band").annotate(n=Count("pk")):
        found[key].bands[band] = n
    day = day_of(window.since, settings.HOUSE_TIME_ZONE)
    earlier = Score.objects.filter(
        party_visible(reach_of(user), "party"),
        week=day - timedelta(days=day.weekday()), band=Band.AT_RISK, is_enough=True,
        **{f"{at_department}__in": list(found)},
    )  # fmt: skip
    for key, n in earlier.order_by().values_list(at_department).annotate(n=Count("pk")):
        found[key].before["health"] = n
    for team in found.values():
        if team.bands:
            team.now["health"] = team.bands.get(Band.AT_RISK, 0)


def _feedback(user: Any, found: dict[int, Team], window: Window) -> None:
    """Take the share that felt heard, of both quarters, where there are answers enough."""
    for name, span in (("content", window), ("content_before", Window(window.since))):
        answers = PulseScore.objects.filter(
            pulse__in=pulses(user, span).order_by().values("pk"), question=QUESTION,
            pulse__department__in=list(found),
        )  # fmt: skip
        counts: dict[int, dict[int, int]] = defaultdict(dict)
        grouped = answers.order_by().values_list("pulse__department_id", "value")
        for key, value, n in grouped.annotate(n=Count("pk")):
            counts[key][value] = n
        for key, by_value in counts.items():
            answered = answered_by(by_value, QUESTION)
            setattr(found[key], name, answered)
            which = found[key].now if name == "content" else found[key].before
            which["feedback"] = answered.n


def rows_behind(user: Any, figure: str, department: int, at: datetime) -> QuerySet[Any]:
    """Give the rows that a figure of a team was counted from, newest first."""
    window = Window(at)
    if figure == "health":
        found = scores(user).filter(party__department_id=department)
        return found.select_related("party").order_by("value", "pk")
    if figure == "feedback":
        answered = pulses(user, window).filter(department=department, scores__question=QUESTION)
        return answered.select_related("party").order_by("-answered_at", "-pk")
    for name, rows, at_department, now, _before in _counts(user, window):
        if name == figure:
            return rows.filter(now, **{at_department: department}).order_by("-pk")
    raise LookupError(figure)
