from django.db import models
from django.db.models import Q

from accord.features.stakeholders.models._party import Party
from accord.features.stakeholders.states import Channel, ConsentState, Purpose


class ContactPoint(models.Model):
    """One way to reach a party; ``folded`` is what two spellings of it share."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="contact_points")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    value = models.CharField(max_length=500)
    folded = models.CharField(max_length=500, blank=True)
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.WORK)
    label = models.CharField(max_length=60, blank=True)
    is_primary = models.BooleanField(default=False)
    from_date = models.DateField(null=True)
    until_date = models.DateField(null=True)
    verified_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True, help_text="What was said when it failed")
    delays_count = models.PositiveIntegerField(default=0)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(value=""), name="contact_point_has_a_value"),
            models.UniqueConstraint(
                fields=["party", "channel"],
                condition=Q(is_primary=True),
                name="contact_point_one_primary_each",
            ),
        ]
        indexes = [models.Index(fields=["folded"], name="contact_point_folded")]

    def __str__(self) -> str:
        return self.value

    @property
    def ruled_by(self) -> Party:
        return self.party


class ConsentPurpose(models.Model):
    """What consent is asked for: newsletter, photographs, survey invitations."""

    name = models.CharField(max_length=120, unique=True)
    is_active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class Consent(models.Model):
    """What a party said about one purpose, from a day on; the latest row counts."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="consents")
    purpose = models.ForeignKey(ConsentPurpose, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ConsentState.choices)
    source = models.CharField(max_length=200, blank=True)
    evidence = models.TextField(blank=True)
    said_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["party", "purpose", "-said_at"], name="consent_latest")]

    def __str__(self) -> str:
        return f"{self.purpose_id} {self.state}"

    @property
    def ruled_by(self) -> Party:
        return self.party
