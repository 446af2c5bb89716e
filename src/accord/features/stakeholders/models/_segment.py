from django.db import models

from accord.features.stakeholders.models._party import Party
from accord.foundation.accounts.models import Department


class Segment(models.Model):
    """A set of parties: hand-picked, or by a rule that is asked anew each time."""

    name = models.CharField(max_length=120, unique=True)
    is_rule = models.BooleanField(default=False)
    rule = models.JSONField(default=list, blank=True, help_text="Filters as a list page holds them")
    needs = models.TextField(blank=True, help_text="What this segment needs in communication")
    language = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=12, blank=True)
    rhythm_days = models.PositiveSmallIntegerField(null=True)
    accessibility = models.CharField(max_length=300, blank=True)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    is_active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class SegmentMember(models.Model):
    """A party picked by hand into a segment."""

    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, related_name="members")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="segments")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["segment", "party"], name="segment_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.party_id} in {self.segment_id}"

    @property
    def ruled_by(self) -> Party:
        return self.party


class Topic(models.Model):
    """What somebody may want to hear about."""

    name = models.CharField(max_length=80, unique=True)
    is_active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class PartyTopic(models.Model):
    """A topic that a party cares about."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="topics")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "topic"], name="party_topic_once")]

    def __str__(self) -> str:
        return f"{self.party_id} {self.topic_id}"

    @property
    def ruled_by(self) -> Party:
        return self.party
