from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Visibility
from accord.features.tasks.states import RepeatUnit, State
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
    effort_minutes = models.PositiveIntegerField(null=True, help_text="How long it should take")
    origin_ref = models.CharField(
        max_length=20, blank=True, help_text="The record that it came from"
    )
    repeat_every = models.PositiveSmallIntegerField(null=True)
    repeat_unit = models.CharField(max_length=8, choices=RepeatUnit.choices, blank=True)
    repeat_day = models.PositiveSmallIntegerField(
        null=True, help_text="The day of the month that was meant, where a month is too short"
    )
    continues = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+",
        help_text="The task of the same series before this one",
    )  # fmt: skip
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(repeat_every=None, repeat_unit="")
                | Q(repeat_every__gt=0, due_at__isnull=False) & ~Q(repeat_unit=""),
                name="task_repeats_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, done_at=None)
                | ~Q(state=State.OPEN) & Q(done_at__isnull=False),
                name="task_done_has_a_moment",
            ),
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


class ChecklistItem(models.Model):
    """One step of a task, ticked by itself."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="items", db_index=False)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=300)
    done_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="item_says_something")]
        indexes = [models.Index(fields=["task", "position", "id"], name="item_of_task")]

    def __str__(self) -> str:
        return self.text

    @property
    def ruled_by(self) -> object:
        return self.task.ruled_by


class Dependency(models.Model):
    """A task that can't be done before another one is."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    needs = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "needs"], name="dependency_once"),
            models.CheckConstraint(
                condition=~Q(task=models.F("needs")), name="dependency_on_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} needs {self.needs_id}"

    @property
    def ruled_by(self) -> object:
        return self.task.ruled_by
