from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accord.features.initiatives.models import Initiative, Stake
from accord.features.initiatives.states import LEAST, MOST
from accord.foundation.accounts.models import User


class Workshop(models.Model):
    """A sitting in which people place stakeholders on the map, each without seeing the others.

    Whoever has the link takes part until all is shown, or the time is over.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closes_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)
    adopted_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opened_at")), name="workshop_closes_after_opening"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ruled_by(self) -> Initiative:
        return self.initiative


class Card(models.Model):
    """One stake that is to be placed in a workshop."""

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="cards")
    stake = models.ForeignKey(Stake, on_delete=models.PROTECT, related_name="+")
    position = models.IntegerField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "stake"], name="workshop_card_once")
        ]

    def __str__(self) -> str:
        return f"{self.stake_id} in {self.workshop_id}"

    @property
    def ruled_by(self) -> Initiative:
        return self.workshop.initiative


class Guest(models.Model):
    """Somebody who takes part in a workshop; they need no account.

    Their name stands in no trail, and goes some time after the workshop; what they placed stays.
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="guests")
    name = models.CharField(max_length=80)
    joined_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    secret_columns: ClassVar[frozenset[str]] = frozenset({"name"})

    def __str__(self) -> str:
        return self.name

    @property
    def ruled_by(self) -> Initiative:
        return self.workshop.initiative


def _on_the_scale(name: str) -> Q:
    return Q(**{f"{name}__gte": LEAST, f"{name}__lte": MOST})


class Placing(models.Model):
    """Where one guest put one card: power and interest in tenths, as in an assessment."""

    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, related_name="placings")
    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="placings")
    power = models.PositiveSmallIntegerField()
    interest = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guest", "card"], name="placing_once"),
            models.CheckConstraint(
                condition=_on_the_scale("power") & _on_the_scale("interest"),
                name="placing_on_the_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} by {self.guest_id}"

    @property
    def ruled_by(self) -> Initiative:
        return self.card.workshop.initiative
