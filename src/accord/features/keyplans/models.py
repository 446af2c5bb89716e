from django.db import models
from django.db.models import F, Q

from accord.features.keyplans.states import GoalState
from accord.features.stakeholders.models import Party
from accord.features.tasks.models import Task
from accord.foundation.accounts.models import User


class KeyPlan(models.Model):
    """Where we want to be with one party in some years, and who stands for it on both sides."""

    ref = models.CharField(max_length=20, unique=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    ambition = models.TextField()
    gain = models.TextField(blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sponsor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    counterpart = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    from_date = models.DateField()
    until_date = models.DateField()
    review_days = models.PositiveSmallIntegerField(default=90)
    review_at = models.DateTimeField()
    reminder = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__gt=F("from_date")), name="keyplan_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(review_days__gte=7, review_days__lte=730), name="keyplan_reviewed"
            ),
            models.UniqueConstraint(
                fields=["party"], condition=Q(ended_at=None), name="keyplan_once"
            ),
        ]
        indexes = [models.Index(fields=["review_at", "id"], name="keyplan_by_review")]

    def __str__(self) -> str:
        return self.ref


class Goal(models.Model):
    """One thing a plan is to reach in one year, and by what that is seen."""

    plan = models.ForeignKey(KeyPlan, on_delete=models.PROTECT, related_name="goals")
    year = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    measure = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=7, choices=GoalState.choices, default=GoalState.OPEN)
    settled_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2200), name="goal_in_a_year"
            ),
            models.CheckConstraint(
                condition=Q(state=GoalState.OPEN, settled_at=None)
                | (~Q(state=GoalState.OPEN) & Q(settled_at__isnull=False)),
                name="goal_settled_once",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def party(self) -> Party:
        return self.plan.party


class Review(models.Model):
    """What was found when a plan was looked at, and by whom; never changed afterwards."""

    plan = models.ForeignKey(KeyPlan, on_delete=models.PROTECT, related_name="reviews")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField()
    is_on_course = models.BooleanField()
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.plan_id} at {self.at:%Y-%m-%d}"

    @property
    def party(self) -> Party:
        return self.plan.party
