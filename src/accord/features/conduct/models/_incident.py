from django.db import models
from django.db.models import Q

from accord.features.conduct.states import Level, Side
from accord.features.engagement.models import Interaction
from accord.features.stakeholders.models import Party
from accord.features.tasks.models import Task
from accord.foundation.accounts.models import User


class Incident(models.Model):
    """A hard contact: what happened apart from how it was taken, and what a person decided.

    It is about one talk, never a mark on whoever took part. ``handler`` is who bore it, ``person``
    whose conduct it was where it was one of ours; what that one says of it is ``answer``, asked
    for at ``heard_at``.
    """

    ref = models.CharField(max_length=20, unique=True)
    talk = models.ForeignKey(Interaction, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=Side.choices, default=Side.THEIRS)
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    handler = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    facts = models.TextField()
    taken = models.TextField(blank=True, help_text="How it was taken, apart from the facts")
    markers = models.JSONField(default=list)
    patterns = models.JSONField(default=list)
    has_accommodation = models.BooleanField(help_text="They asked for accommodation in it")
    is_repeat = models.BooleanField(default=False)
    computed = models.PositiveSmallIntegerField(choices=Level.choices)
    level = models.PositiveSmallIntegerField(choices=Level.choices, null=True)
    response = models.CharField(max_length=12, blank=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    heard_at = models.DateTimeField(null=True)
    hearing = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(side=Side.OURS, person__isnull=False)
                | Q(side=Side.THEIRS, person__isnull=True),
                name="incident_of_ours_names_whose",
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True, decided_at__isnull=True)
                | Q(level__isnull=False, decided_at__isnull=False),
                name="incident_decided_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["handler", "happened_at"], name="incident_of_handler"),
            models.Index(fields=["-happened_at", "-id"], name="incident_by_time"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def department_id(self) -> int | None:
        """Whose leads it concerns; party and person have to be loaded with it."""
        return self.person.department_id if self.person else self.party.department_id


class SecondReading(models.Model):
    """How grave somebody else finds an incident, who was asked to read it by themselves."""

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="readings", db_index=False
    )
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level.choices, null=True)
    words = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "reader"], name="second_reading_once")
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} of {self.incident_id}"

    @property
    def party(self) -> Party:
        return self.incident.party

    @property
    def department_id(self) -> int | None:
        return self.incident.department_id
