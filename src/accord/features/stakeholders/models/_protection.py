from django.db import models
from django.db.models import Q

from accord.features.stakeholders.models._party import Category, Party
from accord.features.stakeholders.states import Countdown, Kind, Outcome, Verdict
from accord.foundation.accounts.models import User


class RetentionRule(models.Model):
    """After how long of silence, or out of use, a record is looked at again or erased.

    It holds for the kind, the category and the purpose that it names; what it leaves open fits all.
    """

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices, blank=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(max_length=200, blank=True)
    counts_from = models.CharField(
        max_length=8, choices=Countdown.choices, default=Countdown.SILENCE
    )
    months = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=6, choices=Outcome.choices, default=Outcome.REVIEW)
    is_active = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(months__gte=1), name="retention_rule_has_a_length")
        ]

    def __str__(self) -> str:
        return self.name


class RetentionReview(models.Model):
    """A record that a rule puts before somebody: to be kept for longer, or erased."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey(RetentionRule, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    verdict = models.CharField(max_length=5, choices=Verdict.choices, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=Q(verdict=""), name="retention_review_open_once"
            ),
            models.CheckConstraint(
                condition=Q(verdict="", decided_at=None)
                | ~Q(verdict="") & Q(decided_at__isnull=False),
                name="retention_review_decided_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["party", "-decided_at"], name="retention_review_of_party"),
            models.Index(
                fields=["proposed_at"], condition=Q(verdict=""), name="retention_review_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} by {self.rule_id}"

    @property
    def ruled_by(self) -> Party:
        return self.party


class Erasure(models.Model):
    """That a party was erased, without saying whom: a restored backup is erased again by it."""

    party_id = models.BigIntegerField(unique=True)
    ref = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, help_text="Of what the party was, but for its data")
    reason = models.CharField(max_length=300)
    counts = models.JSONField(default=dict, help_text="How many rows of what went or were blanked")
    erased_at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-erased_at"], name="erasure_newest")]

    def __str__(self) -> str:
        return f"{self.ref} {self.erased_at}"
