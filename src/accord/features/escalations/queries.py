from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accord.features.escalations import policies
from accord.features.escalations.models import Climb, Escalation, Step
from accord.features.escalations.states import ONGOING, State
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import Held, Moving, party_visible
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.accounts.reach import reach_of
from accord.foundation.journal.mentions import MARK

MOST_AT_ONCE = 500


def visible_to(user: Any) -> QuerySet[Escalation]:
    """Give the escalations about parties that one may see."""
    found = Escalation.objects.filter(party_visible(reach_of(user), "party"))
    return found.select_related("party", "holder", "raised_by", "decided_by", "answered_by")


def in_order(user: Any, which: str = "") -> QuerySet[Escalation]:
    """Give those that go on, soonest due first; ``which`` "mine" or "settled" narrows or turns."""
    found = visible_to(user)
    if which == "settled":
        return found.exclude(state__in=ONGOING).order_by("-raised_at", "-pk")
    found = found.filter(state__in=ONGOING).order_by("due_at", "pk")
    return found.filter(holder=user.pk, state=State.OPEN) if which == "mine" else found


def climbs_of(escalation: Escalation) -> QuerySet[Climb]:
    return Climb.objects.filter(escalation=escalation).select_related("by", "holder").order_by("pk")


def ladder() -> QuerySet[Step]:
    """Give the steps from the lowest; nobody who left stands on one."""
    found = Step.objects.filter(person__is_active=True).select_related("person")
    return found.order_by("level", "person__name", "pk")


def next_step(party: Party, *, above: int, apart_from: int | None = None) -> Step | None:
    """Give the lowest step above a level whose person may see ``party`` and decide about it."""
    for step in ladder().filter(level__gt=above):
        if step.person_id == apart_from or not policies.DECIDE.allows(step.person, party):
            continue
        if parties_visible_to(step.person).filter(pk=party.pk).exists():
            return step
    return None


def overdue(at: datetime) -> list[Escalation]:
    """Give what was to be decided by now and was not, whoever may see it."""
    found = Escalation.objects.filter(state=State.OPEN, due_at__lte=at)
    return list(
        found.select_related("party", "holder", "task").order_by("due_at", "pk")[:MOST_AT_ONCE]
    )


def is_late(escalation: Escalation, at: datetime) -> bool:
    return escalation.state == State.OPEN and escalation.due_at <= at


def figures(user: Any, since: datetime) -> dict[str, int]:
    """Count what was raised since a moment, decided in time, late, and still open."""
    found = visible_to(user).filter(raised_at__gte=since)
    decided = found.filter(decided_by__isnull=False)
    return {
        "raised": found.count(), "decided": decided.count(),
        "in_time": decided.filter(Q(decided_at__lte=F("due_at"))).count(),
        "answered": found.filter(state=State.ANSWERED).count(),
    }  # fmt: skip


HELD = {
    "escalations": Held(
        label=_("Escalations"), model=Escalation, order=345, by="raised_at",
        becomes=lambda _one, _at: {
            "question": MARK, "happened": MARK, "tried": "", "wish": "", "about": "",
            "decision": "", "answer": "",
        },
        seen=lambda user, party: visible_to(user).filter(party=party),
        told={
            "ref": ("ref", _("Reference")), "question": ("question", _("Question")),
            "happened": ("happened", _("What happened")), "tried": ("tried", _("What was tried")),
            "wish": ("wish", _("What is wished for")), "decision": ("decision", _("Decision")),
            "answer": ("answer", _("What they were told")),
        },
    ),
}  # fmt: skip
MOVING = {"escalations": Moving(model=Escalation)}
