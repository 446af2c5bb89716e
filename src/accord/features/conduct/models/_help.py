from django.db import models
from django.db.models import F, Q

from accord.features.engagement.models import Interaction
from accord.features.stakeholders.models import Party
from accord.features.tasks.models import Task
from accord.foundation.accounts.models import User


class ConductRules(models.Model):
    """How this organisation wants people to be treated, on both sides; the newest row counts.

    Where ``suggests`` is on, markers are suggested from the words of a talk, with the reason.
    """

    words = models.TextField(blank=True)
    appeal = models.CharField(max_length=500, blank=True, help_text="Where an appeal goes")
    suggests = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.words[:40]


class Card(models.Model):
    """A tactic card of this organisation's own, or one that came with Accord in other words."""

    key = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    signs = models.CharField(max_length=300)
    reply = models.CharField(max_length=300)
    limit = models.CharField(max_length=300)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class CardUse(models.Model):
    """A card that somebody put to a talk, for themselves alone."""

    talk = models.ForeignKey(Interaction, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=20)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["talk", "by", "key"], name="card_use_once")]

    def __str__(self) -> str:
        return f"{self.key} at {self.talk_id}"

    @property
    def person_key(self) -> int:
        return self.by_id


class Pin(models.Model):
    """A fact of the record, by its reference, pinned to a talk to be answered with."""

    talk = models.ForeignKey(Interaction, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=20)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["talk", "mark"], name="pin_once")]

    def __str__(self) -> str:
        return f"{self.mark} at {self.talk_id}"

    @property
    def ruled_by(self) -> Interaction:
        return self.talk


class Relief(models.Model):
    """That somebody else takes the contact with a party for a time. It gives no reason."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until_date = models.DateField()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("taker")), name="relief_by_another")
        ]
        indexes = [models.Index(fields=["party", "until_date"], name="relief_of_party")]

    def __str__(self) -> str:
        return f"{self.taker_id} for {self.person_id}"
