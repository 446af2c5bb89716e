from typing import Any

from django.db.models import F, Q, QuerySet

from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.features.tasks.models import Task
from accord.features.tasks.states import State
from accord.foundation.accounts.reach import reach_of


def visible_to(user: Any) -> QuerySet[Task]:
    """Give one's own tasks, and those about parties that one may see."""
    reach = reach_of(user)
    if reach.person_id is None:
        return Task.objects.all() if reach.everything else Task.objects.none()
    if not reach.grants:
        return Task.objects.none()
    about = Q(party__isnull=True) | Q(party__in=parties_visible_to(user))
    return Task.objects.filter(Q(owner_id=reach.person_id) | about)


def owed_by(user: Any, people: list[int]) -> QuerySet[Task]:
    """Give the open tasks of ``people``, soonest first."""
    mine = visible_to(user).filter(owner_id__in=people, state=State.OPEN)
    return mine.select_related("party").order_by(F("due_at").asc(nulls_last=True), "pk")
