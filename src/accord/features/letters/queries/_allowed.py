"""Who may write in whose name: only while whoever's name it is allows it."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accord.features.letters.models import Allowance
from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import colleagues


def allowed_by(user: Any) -> QuerySet[Allowance]:
    """Give whom somebody lets write in their name."""
    found = Allowance.objects.filter(person=user.pk).select_related("colleague")
    return found.order_by("colleague__name", "pk")


def names_open_to(user: Any) -> QuerySet[User]:
    """Give the colleagues in whose name somebody may write."""
    allowed = Allowance.objects.filter(person=OuterRef("pk"), colleague=user.pk)
    return colleagues().filter(Exists(allowed))


def may_write_as(user: Any, sender: User | None) -> bool:
    return sender is None or names_open_to(user).filter(pk=sender.pk).exists()
