from typing import Any

from django.db.models import QuerySet

from accord.features.initiatives.models import Initiative
from accord.foundation.accounts.reach import reach_of


def visible_to(user: Any) -> QuerySet[Initiative]:
    """Give the initiatives; whoever may read anything here may read what we are busy with."""
    found = Initiative.objects.all()
    return found if reach_of(user).grants else found.none()
