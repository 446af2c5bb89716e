from django.db import models
from django.db.models import F, Q

from accord.features.conduct.models._incident import Incident
from accord.features.conduct.states import AppealOutcome, Level
from accord.features.engagement.states import Channel
from accord.features.stakeholders.models import Party
from accord.features.tasks.models import Task
from accord.foundation.accounts.models import User


class Arrangement(models.Model):
    """How contact with a party goes on for a time; the matter itself goes on as any other.

    ``reason`` is in words that the party may read; ``level`` is that of the incident it rests on.
    """

    ref = models.CharField(max_length=20, unique=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    kinds = models.JSONField(default=list)
    contact = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    times = models.CharField(max_length=120, blank=True)
    every_days = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField()
    from_date = models.DateField()
    review_date = models.DateField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(null=True)
    told_how = models.CharField(max_length=200, blank=True)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(review_date__gt=F("from_date")), name="arrangement_is_reviewed"
            ),
            models.UniqueConstraint(
                fields=["party"], condition=Q(ended_at=None), name="arrangement_once"
            ),
        ]
        indexes = [models.Index(fields=["review_date", "id"], name="arrangement_by_review")]

    def __str__(self) -> str:
        return self.ref


class ArrangementReview(models.Model):
    """What was found when an arrangement was looked at again; never changed."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.PROTECT, related_name="reviews")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField()
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.arrangement_id} {self.at}"


class Appeal(models.Model):
    """That a party asked to have an arrangement looked at by somebody else, and the answer."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.PROTECT, related_name="appeals")
    words = models.TextField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=6, choices=AppealOutcome.choices, blank=True)
    grounds = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None)
                | ~Q(outcome="") & Q(decided_at__isnull=False),
                name="appeal_decided_has_a_moment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.arrangement_id}: {self.outcome}"

    @property
    def party(self) -> Party:
        return self.arrangement.party

    @property
    def department_id(self) -> int | None:
        return self.arrangement.party.department_id
