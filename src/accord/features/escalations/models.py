from django.db import models
from django.db.models import Q

from accord.features.escalations.states import LEVELS, ONGOING, State
from accord.features.stakeholders.models import Party
from accord.features.tasks.models import Task
from accord.foundation.accounts.models import User


class Step(models.Model):
    """One step of the ladder: who decides there, and how long they have for it.

    Steps stand in the order of their level; of one level several people may stand side by side.
    """

    level = models.PositiveSmallIntegerField(choices=list(LEVELS.items()))
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    hours = models.PositiveSmallIntegerField(default=24)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=4, level__lte=7), name="step_4_to_7"),
            models.CheckConstraint(
                condition=Q(hours__gte=1, hours__lte=720), name="step_within_a_month"
            ),
            models.UniqueConstraint(fields=["person"], name="step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.level}: {self.person_id}"


class Escalation(models.Model):
    """What those who deal with a party can't settle, with all that a decision needs.

    ``level`` and ``holder`` say with whom it lies now, ``task`` is theirs until they
    decided, and then that of whoever is to answer the party.
    """

    ref = models.CharField(max_length=20, unique=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=200)
    happened = models.TextField()
    tried = models.TextField(blank=True)
    wish = models.TextField(blank=True)
    about = models.CharField(max_length=20, blank=True, help_text="The record it began with")
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    level = models.PositiveSmallIntegerField(choices=list(LEVELS.items()))
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="+")
    decision = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(state__in=list(ONGOING)),
                name="escalation_by_due",
            ),
            models.Index(fields=["party", "id"], name="escalation_of_party"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.ref


class Climb(models.Model):
    """That an escalation came to somebody, why, and who sent it there; never changed."""

    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="climbs")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=list(LEVELS.items()))
    reason = models.CharField(max_length=300, blank=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.escalation_id} to {self.holder_id}"

    @property
    def party(self) -> Party:
        return self.escalation.party
