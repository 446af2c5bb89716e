from django.db import models
from django.db.models import F, Q

from accord.features.initiatives.models import Initiative
from accord.features.stakeholders.models import Party
from accord.foundation.accounts.models import User


class Nearness(models.Model):
    """How near two are by their talks; ``weight`` is as of a fixed moment, see ``queries.now``."""

    weight = models.FloatField()
    talks_count = models.IntegerField()
    last_at = models.DateTimeField()

    derived = True

    class Meta:
        abstract = True


class Bond(Nearness):
    """What the talks that two parties both took part in tell of them; the older party is ``one``.

    Only talks that are for everybody's eyes count.
    """

    one = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="bond_older_first"),
            models.UniqueConstraint(fields=["one", "other"], name="bond_once"),
        ]
        indexes = [models.Index(fields=["-weight"], name="bond_by_weight")]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}"


class Acquaintance(Nearness):
    """What the talks that one of us logged with a party tell of the two."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "party"], name="acquaintance_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} and {self.party_id}"


class Network(models.Model):
    """What was measured of the network of an initiative, or of all stakeholders (none), and how.

    Only parties that everybody may see are in it, so that it tells everybody the same.
    """

    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, related_name="+"
    )
    measured_at = models.DateTimeField()
    method = models.CharField(max_length=300)
    seed = models.IntegerField()
    parties_count = models.IntegerField()
    ties_count = models.IntegerField()
    left_out_count = models.IntegerField(default=0)
    density = models.FloatField()
    modularity = models.FloatField(null=True)
    is_ranked = models.BooleanField()
    drawn_ties = models.TextField()

    derived = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative"], name="network_of_initiative"),
            models.UniqueConstraint(
                fields=["seed"], condition=Q(initiative=None), name="network_of_all"
            ),
        ]

    def __str__(self) -> str:
        return f"network of {self.initiative_id or 'all'}"


class Position(models.Model):
    """Where a party stands in a network, and in its picture (``place`` numbers it there).

    The numbers follow the age of the records, so that they tell nothing of who matters more.
    """

    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, related_name="+"
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    place = models.IntegerField()
    x = models.FloatField()
    y = models.FloatField()
    degree = models.IntegerField()
    weight = models.FloatField()
    betweenness = models.FloatField(null=True)
    closeness = models.FloatField(null=True)
    eigenvector = models.FloatField(null=True)
    constraint = models.FloatField(null=True)
    broker_rank = models.IntegerField(null=True)
    community = models.IntegerField(null=True)
    is_unheard = models.BooleanField(default=False)
    holder = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    held_share = models.FloatField(null=True)

    derived = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "party"], name="position_once"),
            models.UniqueConstraint(
                fields=["party"], condition=Q(initiative=None), name="position_once_of_all"
            ),
        ]
        indexes = [
            models.Index(fields=["initiative", "-weight"], name="position_by_weight"),
            models.Index(fields=["initiative", "broker_rank"], name="position_of_brokers"),
            models.Index(fields=["initiative", "community", "-weight"], name="position_in_group"),
            models.Index(fields=["initiative", "-held_share"], name="position_held"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} in {self.initiative_id or 'all'}"
