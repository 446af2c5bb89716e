from django.db import models
from django.db.models import Q

from accord.features.initiatives.models import Initiative
from accord.features.stakeholders.models import Party
from accord.features.tradeoffs.states import Effect, How
from accord.foundation.accounts.models import User


class TradeOff(models.Model):
    """Demands that can't all be met: who gains, who loses by each option, what was decided."""

    ref = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    question = models.TextField(blank=True)
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    grounds = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, grounds="")
                | (Q(decided_at__isnull=False) & ~Q(grounds="")),
                name="tradeoff_decided_on_grounds",
            )
        ]
        indexes = [models.Index(fields=["-opened_at", "-id"], name="tradeoff_newest")]

    def __str__(self) -> str:
        return self.title


class Demand(models.Model):
    """What one party asks for, against what others ask for."""

    tradeoff = models.ForeignKey(TradeOff, on_delete=models.PROTECT, related_name="demands")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.words

    @property
    def ruled_by(self) -> Party:
        return self.party


class Told(models.Model):
    """One of those concerned who was told what was decided."""

    tradeoff = models.ForeignKey(TradeOff, on_delete=models.PROTECT, related_name="told")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=How.choices)
    words = models.CharField(max_length=500, blank=True, help_text="How they took it")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tradeoff", "party"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.party_id} of {self.tradeoff_id}"

    @property
    def ruled_by(self) -> Party:
        return self.party


class Option(models.Model):
    """One way to decide."""

    tradeoff = models.ForeignKey(TradeOff, on_delete=models.PROTECT, related_name="options")
    words = models.CharField(max_length=200)
    is_chosen = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tradeoff"], condition=Q(is_chosen=True), name="option_chosen_once"
            )
        ]

    def __str__(self) -> str:
        return self.words


class Bearing(models.Model):
    """How one option bears on one demand."""

    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="bearings")
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="bearings")
    effect = models.SmallIntegerField(choices=Effect.choices)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["option", "demand"], name="bearing_once"),
            models.CheckConstraint(condition=Q(effect__in=Effect.values), name="bearing_effect"),
        ]

    def __str__(self) -> str:
        return f"{self.option_id} on {self.demand_id}"


class Criterion(models.Model):
    """By what the options are compared, and how much that counts beside the others."""

    tradeoff = models.ForeignKey(TradeOff, on_delete=models.PROTECT, related_name="criteria")
    words = models.CharField(max_length=200)
    weight = models.PositiveSmallIntegerField(default=3)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=5), name="criterion_weight_1_to_5"
            )
        ]

    def __str__(self) -> str:
        return self.words


class Merit(models.Model):
    """How well one option meets one criterion, from hardly to fully."""

    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="merits")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="merits")
    value = models.PositiveSmallIntegerField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["option", "criterion"], name="merit_once"),
            models.CheckConstraint(
                condition=Q(value__gte=1, value__lte=5), name="merit_value_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.option_id} by {self.criterion_id}"
