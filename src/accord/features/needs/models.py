from django.db import models

from accord.features.needs.states import Confidence, Kind, State
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Visibility
from accord.foundation.accounts.models import Department


class Need(models.Model):
    """What a party needs, wants to reach or demands, in their words, and whether it is met."""

    ref = models.CharField(max_length=20, unique=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300)
    quotation = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.NOT_MET)
    heard_at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.NEED)
    confidence = models.CharField(
        max_length=12, choices=Confidence.choices, default=Confidence.THEMSELVES
    )
    confirmed_on = models.DateField(help_text="When it was last known to hold")
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.EVERYONE
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["party", "state"], name="need_of_party"),
            models.Index(fields=["heard_at", "id"], name="need_by_hearing"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def ruled_by(self) -> Party:
        return self.party
