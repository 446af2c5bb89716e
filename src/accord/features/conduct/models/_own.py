"""What belongs to one person alone: no role opens it, and no words of it stand in the trail."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accord.features.conduct.models._incident import Incident
from accord.features.tasks.models import Task
from accord.foundation.accounts.models import User


class Debrief(models.Model):
    """A talk after the talk, offered to whoever bore an incident; what was said stays theirs."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="+")
    held_at = models.DateTimeField(null=True)
    helped = models.TextField(blank=True)
    next_time = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    secret_columns: ClassVar[frozenset[str]] = frozenset({"helped", "next_time"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "person"], name="debrief_once")]

    def __str__(self) -> str:
        return f"{self.incident_id}: {self.person_id}"

    @property
    def person_key(self) -> int:
        return self.person_id


class LoadReader(models.Model):
    """A lead whom somebody lets see their load, until they take it back."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "reader"], name="load_reader_once"),
            models.CheckConstraint(condition=~Q(person=F("reader")), name="load_reader_other"),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} reads {self.person_id}"

    @property
    def person_key(self) -> int:
        return self.person_id


class SelfCheck(models.Model):
    """What somebody asked themselves, from 0 to 100; kept for them for 90 days."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    answers = models.JSONField(default=dict)
    value = models.FloatField(null=True)
    version = models.IntegerField(default=1)

    secret_columns: ClassVar[frozenset[str]] = frozenset({"answers", "value"})

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="self_check_newest")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.at}"

    @property
    def person_key(self) -> int:
        return self.person_id
