from django.db import models

from accord.features.initiatives.models._initiative import Initiative
from accord.features.initiatives.models._stake import Scores, Stake
from accord.foundation.accounts.models import User


class Round(models.Model):
    """Blind assessments of an initiative: everybody sees their own until all are shown."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    shown_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.title

    @property
    def ruled_by(self) -> Initiative:
        return self.initiative


class Assessment(Scores):
    """What one of ours said of a stake at one moment. A mistake is mended by a newer one."""

    stake = models.ForeignKey(Stake, on_delete=models.PROTECT, related_name="assessments")
    assessor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, null=True, related_name="assessments"
    )
    version = models.IntegerField(default=1)

    class Meta(Scores.Meta):
        indexes = [models.Index(fields=["stake", "-at"], name="assessment_latest")]

    def __str__(self) -> str:
        return f"{self.assessor_id} of {self.stake_id}"

    @property
    def ruled_by(self) -> Stake:
        return self.stake
