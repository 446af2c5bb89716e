"""Who works here, who stands in for whom."""

from datetime import date

from django.db.models import QuerySet

from accord.foundation.accounts.models import Absence, User


def colleagues() -> QuerySet[User]:
    """Everybody with an open account, by name."""
    return User.objects.filter(is_active=True).order_by("name")


def stand_ins(on: date) -> dict[int, int]:
    """Map who is away on that day to who stands in."""
    away = Absence.objects.filter(
        from_date__lte=on, until_date__gte=on, deputy__isnull=False
    ).order_by("id")
    return {
        person: deputy for person, deputy in away.values_list("person_id", "deputy_id") if deputy
    }
