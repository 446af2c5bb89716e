from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from accord.features.health.states import Band, Move, Rhythm, Sign
from accord.features.stakeholders.models import Party
from accord.features.tasks.models import Task
from accord.foundation.accounts.models import User


class Score(models.Model):
    """How a relationship fared in one week, as last computed; one row for each week.

    It rests on what everybody may read who may see the party, so whoever sees the party sees the
    score. ``components`` and ``lost`` are by part, as the method gives them.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    week = models.DateField(help_text="The Monday of the week")
    at = models.DateTimeField(help_text="As of when it was computed")
    value = models.FloatField(null=True)
    band = models.CharField(max_length=8, choices=Band.choices, blank=True)
    is_enough = models.BooleanField(help_text="False where the band rests on too little")
    coverage = models.FloatField()
    talks_count = models.IntegerField()
    components = models.JSONField(default=dict)
    lost = models.JSONField(default=dict)
    caps = models.JSONField(default=list)
    method_version = models.CharField(max_length=10)
    rhythm_days = models.IntegerField()
    rhythm_from = models.CharField(max_length=8, choices=Rhythm.choices)
    last_talk_at = models.DateTimeField(null=True)
    month_change = models.FloatField(null=True, help_text="Against 30 days before")
    week_change = models.FloatField(null=True, help_text="Against 7 days before")
    move = models.CharField(max_length=8, choices=Move.choices, blank=True)
    reason = models.JSONField(default=dict, help_text="The part that moved most, and by what")
    is_newest = models.BooleanField(default=True)

    derived = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "week"], name="score_once_a_week"),
            models.UniqueConstraint(
                fields=["party"], condition=Q(is_newest=True), name="score_newest_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["band", "party"], condition=Q(is_newest=True), name="score_by_band"
            ),
            models.Index(
                fields=["move", "week_change"],
                condition=Q(is_newest=True) & ~Q(move=""),
                name="score_by_move",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.week}: {self.value}"

    @property
    def shown_band(self) -> str:
        """The band, where enough is known to speak of one."""
        return self.band if self.is_enough else ""


class Judgement(models.Model):
    """What one of ours thinks of a relationship, from 0 to 100. A mistake is mended by a newer."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    value = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    computed = models.FloatField(null=True, help_text="The score that stood beside it")
    note = models.CharField(max_length=500, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(value__lte=100), name="judgement_of_100"),
        ]
        indexes = [models.Index(fields=["party", "-at", "-id"], name="judgement_newest")]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.value}"

    @property
    def ruled_by(self) -> Party:
        return self.party


class WarningRule(models.Model):
    """When a sign opens a task, and what it says; the newest row of each sign counts."""

    sign = models.CharField(max_length=8, choices=Sign.choices)
    is_on = models.BooleanField(default=True)
    figure = models.FloatField(help_text="How many, or how many times the rhythm")
    days = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200, blank=True, help_text="What is to be done")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["sign", "-id"], name="warning_rule_newest")]

    def __str__(self) -> str:
        return f"{self.sign}: {self.figure}"


class Warned(models.Model):
    """That a sign opened a task about a party, so that it does not open another too soon."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    sign = models.CharField(max_length=8, choices=Sign.choices)
    at = models.DateTimeField()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["party", "sign", "-at"], name="warned_last"),
            models.Index(fields=["at"], name="warned_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.sign}"

    @property
    def ruled_by(self) -> Party:
        return self.party
