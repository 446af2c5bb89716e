from django.db import models
from django.db.models import Q

from accord.features.stakeholders.models._party import Party
from accord.features.stakeholders.states import PlaceRole
from accord.foundation.journal.columns import OrderedField


class Place(models.Model):
    """A parcel, building or site with coordinates in degrees (WGS 84)."""

    ref = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    sort_key = OrderedField(max_length=100)
    address = models.CharField(max_length=300, blank=True)
    locality = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    note = models.CharField(max_length=500, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="place_coordinates_on_earth",
            )
        ]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="place_by_name"),
            models.Index(fields=["latitude", "longitude"], name="place_by_latitude"),
        ]

    def __str__(self) -> str:
        return self.name


class PartyPlace(models.Model):
    """What a party is to a place."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="places")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=10, choices=PlaceRole.choices, default=PlaceRole.OWNER)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "place", "role"], name="party_place_once")
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.role} of {self.place_id}"

    @property
    def ruled_by(self) -> Party:
        return self.party
