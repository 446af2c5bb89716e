from django.db import models
from django.db.models import Q

from accord.features.initiatives.models import Initiative
from accord.features.pulses.states import AGAIN_DAYS, State, Way
from accord.features.stakeholders.models import ConsentPurpose, Party
from accord.features.strategies.models import Strategy
from accord.foundation.accounts.models import Department, User


class PulseRule(models.Model):
    """What is asked here, how often at the most, and for which consent; the newest row counts."""

    questions = models.JSONField(default=list)
    again_days = models.PositiveSmallIntegerField(default=AGAIN_DAYS)
    purpose = models.ForeignKey(
        ConsentPurpose, on_delete=models.PROTECT, null=True, related_name="+",
        help_text="The consent without which nobody is asked by mail",
    )  # fmt: skip
    set_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(again_days__gte=1), name="pulse_rule_leaves_people_alone"
            )
        ]

    def __str__(self) -> str:
        return f"{self.again_days} days"


class Pulse(models.Model):
    """A few questions to a party about one talk or escalation, and what it said to them.

    ``owner`` is who looked after the party then; ``strategy`` the one whose planned contact it was.
    """

    ref = models.CharField(max_length=20, unique=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=20, help_text="The talk or escalation it is about")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, related_name="+"
    )
    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, null=True, related_name="+")
    way = models.CharField(max_length=9, choices=Way.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    questions = models.JSONField(default=list)
    language = models.CharField(max_length=10, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)
    is_last = models.BooleanField(default=False, help_text="They do not want to be asked again")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.ANSWERED, answered_at__isnull=False)
                | ~Q(state=State.ANSWERED) & Q(answered_at=None),
                name="pulse_answered_has_a_moment",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["party", "-asked_at"], name="pulse_of_party"),
            models.Index(fields=["owner", "-answered_at"], name="pulse_of_owner"),
            models.Index(fields=["strategy", "-answered_at"], name="pulse_of_strategy"),
            models.Index(fields=["initiative", "-answered_at"], name="pulse_of_initiative"),
            models.Index(fields=["about"], name="pulse_about"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} about {self.about}"


class PulseScore(models.Model):
    """What a party answered to one question."""

    pulse = models.ForeignKey(Pulse, on_delete=models.PROTECT, related_name="scores")
    question = models.CharField(max_length=20)
    value = models.SmallIntegerField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pulse", "question"], name="pulse_score_once"),
            models.CheckConstraint(
                condition=Q(value__gte=0, value__lte=10), name="pulse_score_on_a_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.value}"

    @property
    def ruled_by(self) -> Pulse:
        return self.pulse
