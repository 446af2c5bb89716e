from django.db import models

from accord.features.initiatives.models import Initiative
from accord.foundation.accounts.models import User


class Vision(models.Model):
    """What we want to be for those we depend on; the newest row counts, the others stay."""

    words = models.TextField()
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.words[:80]


class Aim(models.Model):
    """One thing the vision asks for, which the initiatives of departments serve."""

    words = models.CharField(max_length=200)
    position = models.IntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.words


class Service(models.Model):
    """That an initiative serves an aim, and how."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="+")
    aim = models.ForeignKey(Aim, on_delete=models.PROTECT, related_name="services")
    words = models.CharField(max_length=300)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "aim"], name="service_once")]

    def __str__(self) -> str:
        return self.words

    @property
    def ruled_by(self) -> Initiative:
        return self.initiative
