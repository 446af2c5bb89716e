from django.db import models
from django.db.models import Q

from accord.features.initiatives.models._initiative import Initiative
from accord.features.initiatives.states import (
    LEAST,
    MOST,
    SCALES,
    WANTED,
    Level,
    Participation,
    Stance,
)
from accord.features.stakeholders.models import Party
from accord.foundation.accounts.models import User


def _on_the_scale(name: str) -> Q:
    return Q(**{name: None}) | Q(**{f"{name}__gte": LEAST, f"{name}__lte": MOST})


class Scores(models.Model):
    """Seven scores from 1 to 5 in tenths and a level of engagement; any may be missing."""

    power = models.PositiveSmallIntegerField(null=True)
    interest = models.PositiveSmallIntegerField(null=True)
    influence = models.PositiveSmallIntegerField(null=True)
    impact = models.PositiveSmallIntegerField(null=True)
    legitimacy = models.PositiveSmallIntegerField(null=True)
    urgency = models.PositiveSmallIntegerField(null=True)
    attitude = models.PositiveSmallIntegerField(null=True)
    engagement = models.CharField(max_length=10, choices=Level.choices, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=_on_the_scale(name), name=f"%(class)s_{name}_1_to_5")
            for name in SCALES
        ]

    @property
    def scores(self) -> dict[str, int | None]:
        return {name: getattr(self, name) for name in SCALES}


class Stake(Scores):
    """What one party has to do with one initiative.

    The scores are those that count now; they follow from the assessments and lapse with them.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="stakes")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    wanted = models.CharField(max_length=10, choices=WANTED, blank=True)
    wanted_by = models.DateField(null=True)
    participation = models.CharField(max_length=12, choices=Participation.choices, blank=True)
    evidence = models.TextField(blank=True)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    disagrees = models.BooleanField(default=False)
    assessed_at = models.DateTimeField(null=True)
    lapses_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    derived_columns = frozenset({*SCALES, "engagement", "disagrees", "assessed_at", "lapses_at"})

    class Meta(Scores.Meta):
        constraints = [
            *Scores.Meta.constraints,
            models.UniqueConstraint(fields=["initiative", "party"], name="stake_once"),
        ]
        indexes = [models.Index(fields=["lapses_at"], name="stake_by_lapse")]

    def __str__(self) -> str:
        return f"{self.party_id} in {self.initiative_id}"

    @property
    def department_id(self) -> int | None:
        return self.party.department_id


class RedLine(models.Model):
    """What a party will not accept on one issue."""

    stake = models.ForeignKey(Stake, on_delete=models.PROTECT, related_name="red_lines")
    issue = models.CharField(max_length=120)
    stance = models.CharField(max_length=12, choices=Stance.choices, default=Stance.CONDITIONAL)
    words = models.CharField(max_length=300, blank=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.issue

    @property
    def ruled_by(self) -> Stake:
        return self.stake
