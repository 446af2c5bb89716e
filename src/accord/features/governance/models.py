from django.db import models
from django.db.models import F, Q

from accord.features.engagement.states import Channel
from accord.features.governance.states import MOST_DAYS, Code, State
from accord.features.initiatives.models import Initiative
from accord.features.stakeholders.models import Party, Segment
from accord.foundation.accounts.models import User


class EngagementPolicy(models.Model):
    """How we deal with the stakeholders of an initiative: who does what, how, how often."""

    ref = models.CharField(max_length=20, unique=True)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField()
    tone = models.TextField(blank=True)
    support = models.TextField(blank=True, help_text="Tools, templates, who helps")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    review_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        verbose_name_plural = "engagement policies"
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"], condition=~Q(state=State.ENDED), name="policy_once"
            ),
            models.CheckConstraint(
                condition=Q(state=State.ENDED, ended_at__isnull=False)
                | ~Q(state=State.ENDED) & Q(ended_at=None),
                name="policy_ended_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class PolicyRole(models.Model):
    """A role in the matrix, and the person of ours who has it; none where a group has."""

    policy = models.ForeignKey(EngagementPolicy, on_delete=models.PROTECT, related_name="roles")
    name = models.CharField(max_length=80)
    holder = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["policy", "name"], name="policy_role_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def ruled_by(self) -> EngagementPolicy:
        return self.policy


class Duty(models.Model):
    """A piece of work in the matrix."""

    policy = models.ForeignKey(EngagementPolicy, on_delete=models.PROTECT, related_name="duties")
    words = models.CharField(max_length=200)
    version = models.IntegerField(default=1)

    class Meta:
        verbose_name_plural = "duties"
        constraints = [models.UniqueConstraint(fields=["policy", "words"], name="policy_duty_once")]

    def __str__(self) -> str:
        return self.words

    @property
    def ruled_by(self) -> EngagementPolicy:
        return self.policy


class Assignment(models.Model):
    """What a role has to do with a piece of work; a cell without a row says nothing."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="assignments")
    role = models.ForeignKey(PolicyRole, on_delete=models.PROTECT, related_name="assignments")
    code = models.CharField(max_length=3, choices=Code.choices)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "role"], name="assignment_once")]

    def __str__(self) -> str:
        return f"{self.code} of {self.role_id} in {self.duty_id}"

    @property
    def ruled_by(self) -> EngagementPolicy:
        return self.duty.policy


class ChannelRule(models.Model):
    """What a policy says of one channel; of one without a rule it says nothing."""

    policy = models.ForeignKey(EngagementPolicy, on_delete=models.PROTECT, related_name="channels")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    is_allowed = models.BooleanField(default=True)
    words = models.CharField(max_length=300, blank=True, help_text="When, for what, in which tone")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["policy", "channel"], name="channel_rule_once")
        ]

    def __str__(self) -> str:
        return self.channel

    @property
    def ruled_by(self) -> EngagementPolicy:
        return self.policy


class Cadence(models.Model):
    """How often those of a segment are to be in contact; without one, all others with a stake."""

    policy = models.ForeignKey(EngagementPolicy, on_delete=models.PROTECT, related_name="cadences")
    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, null=True, related_name="+")
    ideal_days = models.PositiveSmallIntegerField()
    most_days = models.PositiveSmallIntegerField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "segment"], name="cadence_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(
                    ideal_days__gte=1, most_days__gte=F("ideal_days"), most_days__lte=MOST_DAYS
                ),
                name="cadence_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ideal_days} to {self.most_days}"

    @property
    def ruled_by(self) -> EngagementPolicy:
        return self.policy


class Excuse(models.Model):
    """That a policy does not hold for one party for a time, and why."""

    policy = models.ForeignKey(EngagementPolicy, on_delete=models.PROTECT, related_name="excuses")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    until = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.reason
