from django.db import models
from django.db.models import F, Q

from accord.features.engagement.models import Interaction
from accord.features.initiatives.models import Initiative
from accord.features.meetings.states import Answer, ItemKind, LineKind, Rhythm, State
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Visibility
from accord.features.tasks.models import Task
from accord.foundation.accounts.models import Department, User


class Series(models.Model):
    """Meetings that come again in a rhythm; each quarter the chair asks whether they should."""

    rhythm = models.CharField(max_length=8, choices=Rhythm.choices)
    started_at = models.DateTimeField()
    review_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.rhythm} {self.pk}"


class Meeting(models.Model):
    """People who come together to a purpose. ``notes`` are its minutes as they were typed.

    ``sequence`` counts what calendars have to be told anew, ``issue`` the versions of the minutes.
    """

    ref = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    place = models.CharField(max_length=300, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, related_name="+"
    )
    chair = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.EVERYONE
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sequence = models.PositiveIntegerField(default=0)
    notes = models.TextField(blank=True)
    talk = models.ForeignKey(Interaction, on_delete=models.PROTECT, null=True, related_name="+")
    issue = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"
            )
        ]
        indexes = [
            models.Index(fields=["-starts_at", "id"], name="meeting_by_time"),
            models.Index(fields=["chair", "starts_at"], name="meeting_of_chair"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def planned_minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


class Invitee(models.Model):
    """Somebody who is asked to come: one of ours, or a party at an address of theirs."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="invitees", db_index=False
    )
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    email = models.CharField(max_length=254, blank=True)
    answer = models.CharField(max_length=5, choices=Answer.choices, default=Answer.NONE)
    words = models.CharField(max_length=500, blank=True)
    needs = models.CharField(max_length=300, blank=True, help_text="What they need to take part")
    answered_at = models.DateTimeField(null=True)
    came = models.BooleanField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="invitee_person_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=True, party__isnull=False)
                | Q(person__isnull=False, party__isnull=True),
                name="invitee_is_one_of_ours_or_theirs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id or self.party_id} in {self.meeting_id}"

    @property
    def ruled_by(self) -> Meeting:
        return self.meeting

    @property
    def name(self) -> str:
        """Their name; who they are has to be loaded with it."""
        return str(self.person.name if self.person else self.party.name if self.party else "")


class AgendaItem(models.Model):
    """What is to be spoken of, for how long; proposed first, where an invitee asked for it."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="items", db_index=False
    )
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=300)
    minutes = models.PositiveSmallIntegerField(default=10)
    kind = models.CharField(max_length=11, choices=ItemKind.choices, default=ItemKind.DISCUSSION)
    presenter = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    origin_ref = models.CharField(max_length=20, blank=True)
    is_proposed = models.BooleanField(default=False)
    proposed_by = models.ForeignKey(Invitee, on_delete=models.PROTECT, null=True, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["meeting", "position", "id"], name="item_of_meeting")]

    def __str__(self) -> str:
        return self.title

    @property
    def ruled_by(self) -> Meeting:
        return self.meeting


class Line(models.Model):
    """One line of minutes as they went out; what ``is_inside`` never leaves the house."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="lines", db_index=False
    )
    issue = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=LineKind.choices)
    text = models.CharField(max_length=1000)
    is_inside = models.BooleanField(default=False)
    made_ref = models.CharField(max_length=20, blank=True, help_text="The record it became")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "issue", "position"], name="line_once")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def ruled_by(self) -> Meeting:
        return self.meeting


class Verdict(models.Model):
    """Whether somebody who was invited confirms a line of the minutes, or disputes it."""

    line = models.ForeignKey(
        Line, on_delete=models.PROTECT, related_name="verdicts", db_index=False
    )
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, related_name="+")
    is_confirmed = models.BooleanField()
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "invitee"], name="verdict_once"),
        ]

    def __str__(self) -> str:
        return f"{self.invitee_id} on {self.line_id}"

    @property
    def ruled_by(self) -> Meeting:
        return self.line.meeting


class Decision(models.Model):
    """What a meeting decided, in its own words.

    ``record_ref`` is the trade-off that holds the options, who is affected and who was told.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    words = models.CharField(max_length=1000)
    at = models.DateTimeField()
    is_inside = models.BooleanField(default=False)
    record_ref = models.CharField(max_length=20, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(
                fields=["record_ref"], condition=~Q(record_ref=""), name="decision_of_record"
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def ruled_by(self) -> Meeting:
        return self.meeting
