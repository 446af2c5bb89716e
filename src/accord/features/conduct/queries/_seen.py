"""Who sees which incident: those who were in it, those asked to read it, and who leads there."""

from typing import Any

from django.db.models import Q, QuerySet

from accord.features.conduct.models import Arrangement, Incident, SecondReading
from accord.features.conduct.states import Side
from accord.features.stakeholders.queries import party_visible
from accord.foundation.accounts.models import User
from accord.foundation.accounts.reach import Reach, Scope, reach_of
from accord.foundation.kernel.roles import ADMINISTRATORS, LEADERS


def visible_to(user: Any) -> QuerySet[Incident]:
    """Give the incidents one may see; of what one did oneself, none.

    Those of ours are seen by whoever noted them, the leads of the colleague and administrators.
    """
    reach = reach_of(user)
    found = Incident.objects.select_related(
        "talk", "party", "person", "handler", "noted_by", "decided_by", "hearing"
    )
    if reach.person_id is None:
        return found if reach.everything else found.none()
    asked = SecondReading.objects.filter(reader_id=user.pk).values("incident_id")
    in_it = Q(noted_by_id=user.pk) | Q(handler_id=user.pk) | Q(pk__in=asked)
    theirs = Q(side=Side.THEIRS) & party_visible(reach, "party") & led(reach, "party__")
    ours = Q(side=Side.OURS) & led(reach, "person__")
    if not reach.roles.isdisjoint(ADMINISTRATORS):
        ours = Q(side=Side.OURS)
    return found.filter(in_it | theirs | ours).exclude(person_id=user.pk)


def led(reach: Reach, at: str = "") -> Q:
    """Say what belongs to a department in which this person leads."""
    leading = [grant for grant in reach.grants if grant.role in LEADERS]
    if any(grant.scope == Scope.ALL for grant in leading):
        return Q()
    departments = frozenset().union(*(grant.departments for grant in leading))
    return Q(**{f"{at}department_id__in": sorted(departments)})


def arrangements_visible_to(user: Any) -> QuerySet[Arrangement]:
    """Give the arrangements with parties that one may see."""
    found = Arrangement.objects.filter(party_visible(reach_of(user), "party"))
    return found.select_related("party", "contact", "decided_by")


def readings_visible_to(user: Any) -> QuerySet[SecondReading]:
    """Give the readings one was asked for."""
    found = SecondReading.objects.filter(reader_id=user.pk)
    return found.select_related("incident__party", "incident__person", "incident__talk", "task")


def may_lead(person: User, user: Any) -> bool:
    """Tell whether ``user`` leads where ``person`` works."""
    return bool(user.holds(LEADERS, person))
