"""What somebody carries: for themselves, for a lead they chose, and for no one else by name."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet

from accord.features.conduct.models import Debrief, Incident, LoadReader, SelfCheck
from accord.features.conduct.queries._seen import led, may_lead
from accord.features.conduct.states import CHECKS, Level, Side
from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import colleagues
from accord.foundation.accounts.reach import reach_of
from accord.methods.teamwork import copsoq_scale, emotional_exposure

KEPT: Final = timedelta(days=90)
RECENT: Final = timedelta(days=30)
FEWEST: Final = 10
"""No figure about a group of fewer people."""


@dataclass(frozen=True)
class Load:
    """What hard contacts of 90 days count for now, and whether a change is offered."""

    value: float
    n: int
    offers_change: bool


def load_of(person: Any, at: datetime) -> Load:
    """Reckon it anew each time: nothing of it is kept anywhere."""
    return _loads([person.pk], at)[person.pk]


def _loads(people: list[int], at: datetime) -> dict[int, Load]:
    since = at - KEPT
    found = Incident.objects.filter(
        handler_id__in=people, side=Side.THEIRS, level__gte=Level.INCIVILITY,
        happened_at__gt=since, happened_at__lte=at,
    )  # fmt: skip
    events: dict[int, list[tuple[float, int]]] = {key: [] for key in people}
    for person, moment, level in found.values_list("handler_id", "happened_at", "level"):
        events[person].append(((at - moment) / timedelta(days=1), level or 0))
    answers = {key: (emotional_exposure(rows), len(rows)) for key, rows in events.items()}
    return {
        key: Load(answer.value or 0.0, n, "offer_rotation" in answer.flags)
        for key, (answer, n) in answers.items()
    }


def own_incidents(user: Any, at: datetime) -> QuerySet[Incident]:
    """Give what one's load is made of, newest first."""
    found = Incident.objects.filter(
        handler_id=user.pk, side=Side.THEIRS, level__isnull=False, happened_at__gt=at - KEPT
    )
    return found.select_related("party").order_by("-happened_at", "-pk")


def readers_of(user: Any) -> QuerySet[LoadReader]:
    """Give whom one lets see one's load."""
    found = LoadReader.objects.filter(person_id=user.pk).select_related("reader", "person")
    return found.order_by("reader__name", "pk")


def leads_of(user: Any) -> list[User]:
    """Give the leads of one's department, whom one may let see one's load."""
    return [one for one in colleagues().exclude(pk=user.pk) if may_lead(user, one)]


def shown_to(user: Any) -> list[User]:
    """Give who lets this person see their load, as long as both are here and one leads there."""
    found = LoadReader.objects.filter(reader_id=user.pk, person__is_active=True)
    people = [row.person for row in found.select_related("person").order_by("person__name", "pk")]
    return [one for one in people if may_lead(one, user)]


def checks_of(user: Any, at: datetime) -> QuerySet[SelfCheck]:
    """Give one's own self-checks, newest first."""
    found = SelfCheck.objects.filter(person_id=user.pk, at__gt=at - KEPT)
    return found.order_by("-at", "-pk")


def scale(answers: dict[str, int | None]) -> float | None:
    """Give the mean of what was answered, nothing where fewer than half were."""
    return copsoq_scale(list(answers.values()), len(CHECKS)).value


@dataclass(frozen=True)
class Group:
    """How those fare whom somebody leads, together; None where they are too few to say."""

    people: int
    load: float | None
    checked: int
    check: float | None


def group_of(user: Any, at: datetime) -> Group:
    """Give means over the people one leads, from ten of them on.

    Each counts once, those who bore nothing too, so that a mean tells of no single person.
    """
    people = list(colleagues().filter(_led_people(user)).values_list("pk", flat=True))
    loads = _loads(people, at) if len(people) >= FEWEST else {}
    newest: dict[int, float] = {}
    found = SelfCheck.objects.filter(
        person_id__in=people, at__gt=at - RECENT, at__lte=at, value__isnull=False
    )
    for person, value in found.order_by("at", "pk").values_list("person_id", "value"):
        newest[person] = value or 0.0
    enough = len(newest) >= FEWEST
    return Group(
        len(people),
        sum(one.value for one in loads.values()) / len(loads) if loads else None,
        len(newest) if enough else 0,
        sum(newest.values()) / len(newest) if enough else None,
    )


def _led_people(user: Any) -> Q:
    return led(reach_of(user))


def debriefs_before(moment: datetime) -> QuerySet[Debrief]:
    """Give those that were held 90 days before ``moment`` and still have words."""
    empty = Q(helped="", next_time="")
    return Debrief.objects.filter(~empty, held_at__lte=moment - KEPT).order_by("pk")


def checks_before(moment: datetime) -> QuerySet[SelfCheck]:
    return SelfCheck.objects.filter(at__lte=moment - KEPT).order_by("pk")
