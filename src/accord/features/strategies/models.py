from django.db import models
from django.db.models import F, Q

from accord.features.engagement.states import Channel
from accord.features.initiatives.models import Initiative
from accord.features.initiatives.models import Objective as OfInitiative
from accord.features.initiatives.states import Participation
from accord.features.stakeholders.models import Party, Segment
from accord.features.strategies.states import (
    MOST_RHYTHM,
    ActivityState,
    DeliverableState,
    ObjectiveState,
    Risk,
    State,
    TouchState,
)
from accord.foundation.accounts.models import Department, User


class Strategy(models.Model):
    """What we mean to reach with stakeholders in some span of time, why, and at what cost."""

    ref = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, related_name="+"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField(blank=True)
    research = models.TextField(blank=True, help_text="What is known of whom it is for")
    from_date = models.DateField()
    until_date = models.DateField()
    budget = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    risk = models.CharField(max_length=6, choices=Risk.choices, blank=True)
    risk_words = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__gte=F("from_date")), name="strategy_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(state=State.ENDED, ended_at__isnull=False)
                | ~Q(state=State.ENDED) & Q(ended_at=None),
                name="strategy_ended_has_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["state", "until_date", "id"], name="strategy_by_state")]

    def __str__(self) -> str:
        return self.name


class Objective(models.Model):
    """One thing that a strategy is to bring about, and by what that is seen."""

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="objectives")
    words = models.CharField(max_length=300)
    measure = models.CharField(max_length=200, blank=True)
    serves = models.ForeignKey(
        OfInitiative, on_delete=models.PROTECT, null=True, related_name="+",
        help_text="The objective of the initiative that it helps",
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(
        max_length=8, choices=ObjectiveState.choices, default=ObjectiveState.OPEN
    )
    note = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.words

    @property
    def ruled_by(self) -> Strategy:
        return self.strategy


class Activity(models.Model):
    """One line of work towards an objective: for whom, how, how often, with which words."""

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="activities")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="activities")
    title = models.CharField(max_length=200)
    message = models.CharField(max_length=500, blank=True, help_text="What we say")
    feedback = models.CharField(max_length=200, blank=True, help_text="How we hear back")
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.MEETING)
    is_formal = models.BooleanField(default=False)
    participation = models.CharField(max_length=12, choices=Participation.choices, blank=True)
    rhythm_days = models.PositiveSmallIntegerField(
        null=True, help_text="Days between two touches; none where each is touched once"
    )
    from_date = models.DateField()
    until_date = models.DateField()
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+",
        help_text="Who does it; none where each party's own contact does",
    )  # fmt: skip
    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, null=True, related_name="+")
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    spent = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    state = models.CharField(
        max_length=8, choices=ActivityState.choices, default=ActivityState.PLANNED
    )
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was stopped")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__gte=F("from_date")), name="activity_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(rhythm_days=None) | Q(rhythm_days__gte=1, rhythm_days__lte=MOST_RHYTHM),
                name="activity_rhythm_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ruled_by(self) -> Strategy:
        return self.strategy


class Pick(models.Model):
    """A party picked by hand for an activity, beside its segment."""

    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="picks", db_index=False
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "party"], name="pick_once")]

    def __str__(self) -> str:
        return f"{self.party_id} of {self.activity_id}"

    @property
    def ruled_by(self) -> Strategy:
        return self.activity.strategy


class Touch(models.Model):
    """One contact that an activity plans with one party; a logged talk is the proof of it."""

    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="touches", db_index=False
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    planned_on = models.DateField(help_text="The day that was planned first")
    due_on = models.DateField()
    after_on = models.DateField(
        null=True, help_text="The day of the touch before it, which its own talk comes after"
    )
    state = models.CharField(max_length=7, choices=TouchState.choices, default=TouchState.OPEN)
    talk_ref = models.CharField(max_length=20, blank=True, help_text="The talk that closed it")
    closed_on = models.DateField(null=True)
    reason = models.CharField(
        max_length=300, blank=True, help_text="Why it was moved, dropped, or done without a talk"
    )
    made_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        verbose_name_plural = "touches"
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "party"], condition=Q(state=TouchState.OPEN),
                name="touch_open_once",
            ),
            models.CheckConstraint(
                condition=Q(state=TouchState.OPEN, closed_on=None)
                | ~Q(state=TouchState.OPEN) & Q(closed_on__isnull=False),
                name="touch_closed_has_a_day",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["activity", "due_on", "id"], name="touch_of_activity"),
            models.Index(fields=["party", "due_on", "id"], name="touch_of_party"),
            models.Index(fields=["owner", "state", "due_on"], name="touch_of_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} with {self.party_id} on {self.due_on}"


class Deliverable(models.Model):
    """A thing that an activity hands over by a day."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="deliverables")
    words = models.CharField(max_length=300)
    due_on = models.DateField()
    state = models.CharField(
        max_length=9, choices=DeliverableState.choices, default=DeliverableState.OPEN
    )
    settled_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True, help_text="Where it is, or why not")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DeliverableState.OPEN, settled_on=None)
                | ~Q(state=DeliverableState.OPEN) & Q(settled_on__isnull=False),
                name="deliverable_settled_has_a_day",
            )
        ]
        indexes = [models.Index(fields=["due_on", "id"], name="deliverable_by_day")]

    def __str__(self) -> str:
        return self.words

    @property
    def ruled_by(self) -> Strategy:
        return self.activity.strategy
