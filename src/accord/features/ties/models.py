from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Kind


class TieType(models.Model):
    """What one party is to another, in words that can be read from either end.

    ``one_kind`` and ``other_kind`` say between which kinds such ties are made; empty means any.
    Without ``reverse`` a tie reads the same from both ends.
    """

    name = models.CharField(max_length=100, unique=True)
    reverse = models.CharField(max_length=100, blank=True)
    one_kind = models.CharField(max_length=12, choices=Kind.choices, blank=True)
    other_kind = models.CharField(max_length=12, choices=Kind.choices, blank=True)
    is_active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.name

    @property
    def is_directed(self) -> bool:
        return bool(self.reverse)


class Tie(models.Model):
    """What ``one`` is to ``other``, since when, how strongly, and from whom we know it."""

    type = models.ForeignKey(TieType, on_delete=models.PROTECT, related_name="+")
    one = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    strength = models.SmallIntegerField(
        null=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    source = models.CharField(max_length=200, blank=True)
    from_date = models.DateField(null=True)
    until_date = models.DateField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(one=F("other")), name="tie_joins_two"),
            models.CheckConstraint(
                condition=Q(from_date=None)
                | Q(until_date=None)
                | Q(until_date__gte=F("from_date")),
                name="tie_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(strength=None) | Q(strength__range=(1, 5)), name="tie_of_a_strength"
            ),
            models.UniqueConstraint(
                fields=["type", "one", "other"], condition=Q(until_date=None), name="tie_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} to {self.other_id}"

    @property
    def ruled_by(self) -> Party:
        return self.one
