from django.db import models
from django.db.models import Q

from accord.features.engagement.states import Channel
from accord.features.initiatives.models import Initiative
from accord.features.initiatives.states import Kind as InitiativeKind
from accord.features.knowledge.states import Duty, Kind, Reminded, State
from accord.features.tasks.models import Task
from accord.foundation.accounts.models import Department, User


class Note(models.Model):
    """What somebody knows and others need: knowledge, a lesson, a bulletin.

    ``edition`` counts the meanings it has had; each is to be acknowledged anew. What a lesson
    fits is said by ``topics``, ``initiative_kind`` and ``channel``.
    """

    ref = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=9, choices=Kind.choices)
    title = models.CharField(max_length=200)
    words = models.TextField()
    happened = models.TextField(blank=True)
    resolution = models.TextField(blank=True)
    trigger = models.CharField(max_length=300, blank=True)
    topics = models.CharField(max_length=300, blank=True, help_text="Words parted by commas")
    initiative_kind = models.CharField(max_length=10, choices=InitiativeKind.choices, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, related_name="+"
    )
    about = models.CharField(max_length=20, blank=True, help_text="The record it came from")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    is_for_all = models.BooleanField(default=True, help_text="Whoever reads anything reads it")
    is_urgent = models.BooleanField(default=False)
    edition = models.PositiveSmallIntegerField(default=1)
    correction = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    until_date = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, published_at=None)
                | (~Q(state=State.DRAFT) & Q(published_at__isnull=False)),
                name="note_published_at_a_moment",
            )
        ]
        indexes = [models.Index(fields=["-published_at", "-id"], name="note_newest")]

    def __str__(self) -> str:
        return self.title


class Route(models.Model):
    """A rule: who is to read which bulletins and notes by themselves, and why.

    Which: of one ``kind``, naming one ``topic``, of one ``initiative``; empty is any. Who: those of
    a department (and below it), with a ``role``, or who work on the initiative of the note: all of
    these that are said together.
    """

    name = models.CharField(max_length=120)
    reason = models.CharField(max_length=300, help_text="Why they are to know, as they read it")
    kind = models.CharField(max_length=9, choices=Kind.choices, blank=True)
    topic = models.CharField(max_length=80, blank=True)
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, related_name="+"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    role = models.CharField(max_length=20, blank=True)
    is_of_initiative = models.BooleanField(default=False)
    duty = models.CharField(max_length=11, choices=Duty.choices)
    days = models.PositiveSmallIntegerField(default=7, help_text="To acknowledge it in")
    ended_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(role="") | Q(is_of_initiative=True) | Q(department__isnull=False),
                name="route_leads_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=90), name="route_days_in_range"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Audience(models.Model):
    """To whom a note is addressed: a department, a person, those of an initiative, or all.

    By a ``route`` it is all of these together.
    """

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="audience")
    route = models.ForeignKey(Route, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, related_name="+"
    )
    duty = models.CharField(max_length=11, choices=Duty.choices)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.note_id}: {self.duty}"


class Receipt(models.Model):
    """That one person was to read one edition of a note, and whether they said that they did.

    Frozen when the edition is published: who comes later owes nothing for it.
    """

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="receipts")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveSmallIntegerField()
    duty = models.CharField(max_length=11, choices=Duty.choices)
    route = models.ForeignKey(Route, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=500, blank=True, help_text="What they do about it")
    reminded = models.CharField(max_length=6, choices=Reminded.choices, default=Reminded.NOBODY)
    reminded_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "person", "edition"], name="receipt_once")
        ]
        indexes = [
            models.Index(
                fields=["person", "due_at"], condition=Q(acknowledged_at=None),
                name="receipt_waiting",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.note_id} by {self.person_id}"


class Question(models.Model):
    """What a reader asks about a note, and the answer; both stay under it."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="questions")
    words = models.CharField(max_length=1000)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.words


class Reuse(models.Model):
    """That somebody found a lesson useful at another record, or said it does not fit there."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="reuses")
    about = models.CharField(max_length=20)
    is_useful = models.BooleanField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "about"], name="reuse_once")]

    def __str__(self) -> str:
        return f"{self.note_id} at {self.about}"
