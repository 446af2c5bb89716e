from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Visibility
from accord.features.tasks.states import State
from accord.foundation.accounts.models import Department, User
from accord.foundation.kernel.days import as_said


class Task(models.Model):
    """One piece of work with an owner and a day, whatever it came from."""

    ref = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=300)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=12, blank=True)
    due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    done_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    snoozed_until = models.DateField(null=True)
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.EVERYONE
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.OPEN, done_at=None)
                | ~Q(state=State.OPEN) & Q(done_at__isnull=False),
                name="task_done_has_a_moment",
            )
        ]
        indexes = [
            models.Index(fields=["owner", "state", "due_at"], name="task_of_owner"),
            models.Index(fields=["party", "state"], name="task_of_party"),
            models.Index(
                fields=["due_at", "id"], name="task_waiting", condition=Q(state=State.OPEN)
            ),
            models.Index(fields=["made_at", "id"], name="task_by_making"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def due(self) -> date | datetime | None:
        """The day it is due, or the moment where a time was said."""
        return as_said(self.due_at, settings.HOUSE_TIME_ZONE)

    @property
    def ruled_by(self) -> object:
        return self.party or self
