from django.db import models

from accord.features.initiatives.states import Quadrant, Way
from accord.foundation.accounts.models import User


class Advice(models.Model):
    """How to look after the stakes of one quadrant and gap; the newest row of each pair counts."""

    quadrant = models.CharField(max_length=15, choices=Quadrant.choices)
    way = models.CharField(max_length=12, choices=Way.choices, blank=True)
    rhythm_days = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=120)
    words = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["quadrant", "way", "-id"], name="advice_newest")]

    def __str__(self) -> str:
        return self.channel
