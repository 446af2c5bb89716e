from django.db import models
from django.db.models import Q

from accord.features.engagement.states import Channel, Direction, Mood
from accord.features.needs.models import Need
from accord.features.promises.models import Promise
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Visibility
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
