from django.db import models
from django.db.models import F, Q

from accord.features.initiatives.states import Kind
from accord.foundation.accounts.models import Department, User
from accord.foundation.journal.columns import OrderedField


class Initiative(models.Model):
    """The context in which a party has a stake: a project, service, programme or site."""

    ref = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    sort_key = OrderedField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PROJECT)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    from_date = models.DateField(null=True)
    until_date = models.DateField(null=True)
    is_active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(from_date=None)
                | Q(until_date=None)
                | Q(until_date__gte=F("from_date")),
                name="initiative_ends_after_start",
            )
        ]
        indexes = [models.Index(fields=["sort_key", "id"], name="initiative_by_name")]

    def __str__(self) -> str:
        return self.name
