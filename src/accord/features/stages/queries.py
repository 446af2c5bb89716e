"""Checklists of stages: what is told by when, what was missed, what may have done it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet

from accord.features.engagement.models import Interaction
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.initiatives.models import Initiative
from accord.features.letters.models import Letter
from accord.features.letters.queries import visible_to as letters_visible_to
from accord.features.letters.states import State as LetterState
from accord.features.meetings.queries import visible_to as meetings_visible_to
from accord.features.stages.models import Stage, Telling
from accord.features.stages.policies import VIEW
from accord.features.stages.states import AROUND, State
from accord.foundation.kernel.days import day_of, stretch

OFFERED = 3


@dataclass(frozen=True)
class Tally:
    """How many things of an initiative were told, missed, left out with a reason, lie ahead."""

    initiative: Initiative
    told: int
    missed: int
    skipped: int
    ahead: int


@dataclass(frozen=True)
class Offer:
    """A talk, letter or meeting that may be what was to be told."""

    ref: str
    words: str
    day: date


def visible_to(user: Any) -> QuerySet[Telling]:
    """Give everything that is to be told to whoever reads here at all."""
    found = Telling.objects.all() if VIEW.allows(user) else Telling.objects.none()
    return found.select_related("stage__initiative", "owner", "audience")


def stages_of(user: Any, initiative: Initiative) -> QuerySet[Stage]:
    tellings = visible_to(user).order_by("due_on", "pk")
    found = Stage.objects.filter(initiative=initiative)
    return found.prefetch_related(Prefetch("tellings", queryset=tellings)).order_by(
        "from_date", "pk"
    )


def tallies(user: Any, today: date, initiatives: Iterable[int] | None = None) -> list[Tally]:
    """Count for each initiative with a checklist, most missed first."""
    late = Q(state=State.OPEN, due_on__lt=today)
    found = visible_to(user).select_related(None)
    if initiatives is not None:
        found = found.filter(stage__initiative__in=list(initiatives))
    counted = found.order_by().values("stage__initiative").annotate(
        told=Count("pk", filter=Q(state=State.DONE)), missed=Count("pk", filter=late),
        skipped=Count("pk", filter=Q(state=State.SKIPPED)),
        ahead=Count("pk", filter=Q(state=State.OPEN, due_on__gte=today)),
    )  # fmt: skip
    rows: list[dict[str, Any]] = [dict(row) for row in counted]
    named = Initiative.objects.in_bulk([row["stage__initiative"] for row in rows])
    tallied = [Tally(named[row.pop("stage__initiative")], **row) for row in rows]
    return sorted(tallied, key=lambda one: (-one.missed, one.initiative.sort_key))


def owed_by(user: Any, people: Sequence[int], until: date) -> QuerySet[Telling]:
    """Give what ``people`` are to tell until a day, and what they missed."""
    found = visible_to(user).filter(owner__in=people, state=State.OPEN, due_on__lte=until)
    return found.order_by("due_on", "pk")


def settled_by(user: Any, people: Sequence[int], since: date) -> QuerySet[Telling]:
    found = visible_to(user).exclude(state=State.OPEN)
    return found.filter(owner__in=people, closed_on__gte=since, due_on__gte=since)


def is_proof(user: Any, ref: str) -> bool:
    """Tell whether a reference is a talk, a sent letter or a meeting that ``user`` may see."""
    return (
        talks_visible_to(user).filter(ref=ref).exists()
        or letters_visible_to(user).filter(ref=ref, state=LetterState.SENT).exists()
        or meetings_visible_to(user).filter(ref=ref).exists()
    )


def offers_for(user: Any, initiative: Initiative, tellings: Sequence[Telling]) -> dict[
    int, list[Offer]
]:  # fmt: skip
    """Give for each what may have done it: of the initiative, on its channel, near its day."""
    if not tellings:
        return {}
    first = min(one.due_on for one in tellings) - timedelta(days=AROUND)
    last = max(one.due_on for one in tellings) + timedelta(days=AROUND)
    since, end = stretch(first, last, settings.HOUSE_TIME_ZONE)
    talks: QuerySet[Interaction] = talks_visible_to(user).filter(
        initiative=initiative, at__gte=since, at__lt=end
    )
    letters: QuerySet[Letter] = letters_visible_to(user).filter(
        about=initiative.ref, state=LetterState.SENT, left_at__gte=since, left_at__lt=end
    )
    there = [
        (talk.channel, Offer(talk.ref, talk.text[:80], day_of(talk.at, settings.HOUSE_TIME_ZONE)))
        for talk in talks.order_by("-at", "-pk")[:100]
    ] + [
        (
            "letter",
            Offer(letter.ref, letter.subject, day_of(letter.left_at, settings.HOUSE_TIME_ZONE)),
        )
        for letter in letters.order_by("-left_at", "-pk")[:100]
        if letter.left_at is not None
    ]
    return {one.pk: _near(one, there) for one in tellings}


def _near(telling: Telling, there: Iterable[tuple[str, Offer]]) -> list[Offer]:
    fitting = [
        offer
        for channel, offer in there
        if channel in _ALIKE.get(telling.channel, {telling.channel})
        and abs((offer.day - telling.due_on).days) <= AROUND
    ]
    return sorted(fitting, key=lambda offer: abs((offer.day - telling.due_on).days))[:OFFERED]


# Written by mail or on paper, it was told in writing all the same; so with what was said in person.
_ALIKE = {
    "mail": {"mail", "letter"}, "letter": {"mail", "letter"},
    "meeting": {"meeting", "visit", "event"}, "visit": {"meeting", "visit"},
}  # fmt: skip
