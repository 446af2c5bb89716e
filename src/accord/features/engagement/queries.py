from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from accord.features.engagement.models import Interaction, Participation
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.features.stakeholders.states import Visibility
from accord.foundation.accounts.reach import reach_of


def visible_to(user: Any) -> QuerySet[Interaction]:
    """Give the talks with parties that one may see, unless the talk itself is restricted."""
    reach = reach_of(user)
    with_seen = Participation.objects.filter(
        interaction=OuterRef("pk"), party__in=parties_visible_to(user)
    )
    found = Interaction.objects.filter(Exists(with_seen))
    if reach.person_id is None:
        return found
    seen = Q(visibility=Visibility.EVERYONE) | Q(logged_by_id=reach.person_id)
    if reach.everything:
        seen |= Q(visibility=Visibility.DEPARTMENT)
    elif reach.departments:
        seen |= Q(visibility=Visibility.DEPARTMENT, department_id__in=sorted(reach.departments))
    return found.filter(seen)


def who_knows(user: Any, party: Party) -> list[dict[str, Any]]:
    """Tell who of us talked with ``party``, how often and when last; most talks first."""
    talks = visible_to(user).filter(
        Exists(Participation.objects.filter(interaction=OuterRef("pk"), party=party)),
        logged_by__isnull=False,
    )
    counted = talks.values("logged_by_id", "logged_by__name").annotate(
        talks=Count("pk"), last=Max("at")
    )
    return [dict(row) for row in counted.order_by("-talks", "-last")[:10]]
