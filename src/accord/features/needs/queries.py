from typing import Any

from django.db.models import QuerySet

from accord.features.needs.models import Need
from accord.features.needs.states import State
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to as parties_visible_to


def visible_to(user: Any) -> QuerySet[Need]:
    """Give the needs of parties that one may see."""
    return Need.objects.filter(party__in=parties_visible_to(user))


def needs_of(user: Any, party: Party) -> QuerySet[Need]:
    """Give what matters to a party, unmet first."""
    found = visible_to(user).filter(party=party).exclude(state=State.GONE)
    return found.order_by("-state", "pk")
