from django.db import models

from accord.features.stakeholders.models._party import Party
from accord.foundation.accounts.models import User


class LikelyPair(models.Model):
    """Two records that may be of the same party, with what tells for and against it.

    Both are named by number; what became of either is looked up when it is shown.
    """

    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()
    probability = models.FloatField()
    evidence = models.JSONField(default=list, help_text="Comparison, grade and weight of each")
    found_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    derived = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first_id", "second_id"], name="likely_pair_once")
        ]
        indexes = [
            models.Index(fields=["-probability", "id"], name="likely_pair_by_score"),
            models.Index(fields=["second_id"], name="likely_pair_of_second"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id} {self.probability}"


class Likeness(models.Model):
    """What was learned from the records of one sort: how much each thing tells of duplicates."""

    is_of_persons = models.BooleanField(unique=True)
    prior = models.FloatField()
    grades = models.JSONField(default=dict)
    records_count = models.BigIntegerField(default=0)
    learned_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    derived = True

    def __str__(self) -> str:
        return f"{self.is_of_persons} {self.prior}"


class ToldApart(models.Model):
    """Somebody looked at two records and said that they are not of the same party."""

    first = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="told_apart_once")]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"

    @property
    def ruled_by(self) -> Party:
        return self.first
