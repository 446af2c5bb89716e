from django.db import models
from django.db.models import F, Q

from accord.features.engagement.states import Channel
from accord.features.initiatives.models import Initiative
from accord.features.stages.states import State
from accord.features.stakeholders.models import Segment
from accord.foundation.accounts.models import User


class Stage(models.Model):
    """A span of an initiative in which certain things are told."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    from_date = models.DateField()
    until_date = models.DateField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__gte=F("from_date")), name="stage_ends_after_start"
            )
        ]
        indexes = [models.Index(fields=["initiative", "from_date"], name="stage_of_initiative")]

    def __str__(self) -> str:
        return self.name


class Telling(models.Model):
    """One thing that is told in a stage: to whom, by when, on which channel, by whom of us.

    ``told_ref`` is the talk, letter or meeting that did it.
    """

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="tellings")
    words = models.CharField(max_length=300)
    audience = models.ForeignKey(Segment, on_delete=models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    due_on = models.DateField()
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    told_ref = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.OPEN, closed_on=None)
                | ~Q(state=State.OPEN) & Q(closed_on__isnull=False),
                name="telling_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SKIPPED) | ~Q(reason=""), name="telling_skipped_says_why"
            ),
        ]
        indexes = [models.Index(fields=["owner", "state", "due_on"], name="telling_of_owner")]

    def __str__(self) -> str:
        return self.words

    @property
    def ruled_by(self) -> Stage:
        return self.stage
