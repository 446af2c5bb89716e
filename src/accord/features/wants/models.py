from django.db import models

from accord.features.needs.states import Confidence, Kind
from accord.features.stakeholders.models import Segment
from accord.features.tasks.models import Task
from accord.foundation.accounts.models import User


class Focus(models.Model):
    """A segment that matters to our strategy: why, who answers for it, how long knowledge holds."""

    segment = models.OneToOneField(Segment, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    fresh_months = models.PositiveSmallIntegerField(
        default=12, help_text="After how many months what was confirmed is to be asked again"
    )
    ended_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"focus on {self.segment_id}"

    @property
    def ruled_by(self) -> Segment:
        return self.segment


class Want(models.Model):
    """A goal or requirement of a whole segment; a newer one takes its place, and it stays."""

    focus = models.ForeignKey(Focus, on_delete=models.PROTECT, related_name="wants")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.GOAL)
    words = models.CharField(max_length=300)
    source = models.CharField(max_length=300, help_text="Where it was said or seen")
    confidence = models.CharField(
        max_length=12, choices=Confidence.choices, default=Confidence.THEMSELVES
    )
    confirmed_on = models.DateField(help_text="When it was last known to hold")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=300, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["focus", "ended_at"], name="want_of_focus")]

    def __str__(self) -> str:
        return self.words

    @property
    def ruled_by(self) -> Segment:
        return self.focus.segment


class Asking(models.Model):
    """That somebody was given the task to ask a party again, so that nobody gives it too soon."""

    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"asked again by task {self.task_id}"

    @property
    def ruled_by(self) -> object:
        return self.task.ruled_by
