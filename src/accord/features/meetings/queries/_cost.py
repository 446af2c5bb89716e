"""What a meeting cost us, beside what came of it."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from accord.features.meetings.models import Decision, Invitee, Line, Meeting
from accord.features.meetings.states import LineKind
from accord.methods.teamwork import meeting_cost

_DEEDS = (LineKind.TASK, LineKind.WE, LineKind.THEY)


@dataclass(frozen=True)
class Cost:
    """Hours of ours, their price where rates are set, and what came of them."""

    people: int
    hours: float
    price: Decimal | None
    decisions: int
    actions: int

    @property
    def could_be_a_message(self) -> bool:
        return not (self.decisions or self.actions)


def cost_of(meeting: Meeting) -> Cost:
    """Reckon with the rate of each one's level, else with the lowest; no rates, no price."""
    came = Invitee.objects.filter(meeting=meeting, person__isnull=False).exclude(came=False)
    levels = dict(came.values_list("person_id", "person__level"))
    for one in (meeting.chair, meeting.taker):
        if one is not None:
            levels.setdefault(one.pk, one.level)
    rates = settings.MEETING_RATES
    lowest = min(rates.values(), default=Decimal(0))
    people = [{"rate": float(rates.get(level or 0, lowest))} for level in levels.values()]
    found = meeting_cost(people, meeting.planned_minutes / 60).value
    made = Line.objects.filter(meeting=meeting, issue=1, kind__in=_DEEDS).count()
    return Cost(
        len(people), found["person_hours"] if found else 0.0,
        Decimal(str(round(found["cost"], 2))) if found and rates else None,
        Decision.objects.filter(meeting=meeting).count(), made,
    )  # fmt: skip
