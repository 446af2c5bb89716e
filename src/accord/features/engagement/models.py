from django.db import models
from django.db.models import Q

from accord.features.engagement.states import Channel, Direction, Mood, PointState
from accord.features.initiatives.models import Initiative
from accord.features.needs.models import Need
from accord.features.promises.models import Promise
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Visibility
from accord.features.tasks.models import Task
from accord.features.tasks.states import State as TaskState
from accord.foundation.accounts.models import Department, User


class Interaction(models.Model):
    """One talk between the two sides: when, how, in whose words."""

    ref = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.CALL)
    direction = models.CharField(max_length=4, choices=Direction.choices, default=Direction.BOTH)
    is_formal = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    mood = models.SmallIntegerField(choices=Mood.choices, null=True)
    minutes = models.PositiveSmallIntegerField(null=True, help_text="Time of ours that it took")
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, related_name="+"
    )
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    logged_at = models.DateTimeField()
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.EVERYONE
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    once = models.CharField(
        max_length=40, blank=True, help_text="Key of a device that may send the same talk twice"
    )
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["logged_by", "once"], condition=~Q(once=""), name="interaction_once"
            )
        ]
        indexes = [
            models.Index(fields=["logged_by", "-at"], name="interaction_of_person"),
            models.Index(fields=["-at", "id"], name="interaction_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.ref}"


class Participation(models.Model):
    """A party that took part in a talk."""

    interaction = models.ForeignKey(
        Interaction, on_delete=models.PROTECT, related_name="participations"
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interaction", "party"], name="participation_once")
        ]
        indexes = [models.Index(fields=["party", "interaction"], name="participation_of_party")]

    def __str__(self) -> str:
        return f"{self.party_id} in {self.interaction_id}"


class Attendee(models.Model):
    """Somebody of ours who took part in a talk."""

    interaction = models.ForeignKey(
        Interaction, on_delete=models.PROTECT, related_name="attendees", db_index=False
    )
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interaction", "person"], name="attendee_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.interaction_id}"


class Point(models.Model):
    """One thing that was discussed; where a task follows it up, the task says how it stands."""

    interaction = models.ForeignKey(
        Interaction, on_delete=models.PROTECT, related_name="points", db_index=False
    )
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=500)
    needs_follow_up = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="point_says_something")]
        indexes = [models.Index(fields=["interaction", "position", "id"], name="point_of_talk")]

    def __str__(self) -> str:
        return self.text

    @property
    def ruled_by(self) -> Interaction:
        return self.interaction

    @property
    def state(self) -> PointState:
        """Tell how the point stands; its task has to be loaded with it."""
        if self.task is not None:
            return _STANDS[TaskState(self.task.state)]
        if self.settled_at is not None:
            return PointState.SETTLED
        return PointState.OPEN if self.needs_follow_up else PointState.NOTED


_STANDS = {
    TaskState.OPEN: PointState.OPEN,
    TaskState.DONE: PointState.SETTLED,
    TaskState.DROPPED: PointState.UNRESOLVED,
}


class Highlight(models.Model):
    """A passage of a talk that a reader marked: how it sounds to them, what it touches."""

    interaction = models.ForeignKey(
        Interaction, on_delete=models.PROTECT, related_name="highlights", db_index=False
    )
    passage = models.CharField(max_length=1000)
    mood = models.SmallIntegerField(choices=Mood.choices, null=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(passage=""), name="highlight_marks_something")
        ]
        indexes = [models.Index(fields=["interaction", "id"], name="highlight_of_talk")]

    def __str__(self) -> str:
        return self.passage

    @property
    def ruled_by(self) -> Interaction:
        return self.interaction


class Heeding(models.Model):
    """Whether a talk was held so that a party could take part: ``asked`` is what it needs for that.

    It stands here as it was then; what the party needs may change.
    """

    interaction = models.ForeignKey(
        Interaction, on_delete=models.PROTECT, related_name="heedings", db_index=False
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    asked = models.CharField(max_length=300)
    was_heeded = models.BooleanField()
    words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interaction", "party"], name="heeding_once")
        ]

    def __str__(self) -> str:
        return f"{self.party_id} in {self.interaction_id}: {self.was_heeded}"

    @property
    def ruled_by(self) -> Interaction:
        return self.interaction


class Outcome(models.Model):
    """What came of a talk: a promise that was made in it, or a need that was heard."""

    interaction = models.ForeignKey(Interaction, on_delete=models.PROTECT, related_name="outcomes")
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, null=True, related_name="+")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(promise__isnull=True, need__isnull=False)
                | Q(promise__isnull=False, need__isnull=True),
                name="outcome_is_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.interaction_id}: {self.promise_id or self.need_id}"
