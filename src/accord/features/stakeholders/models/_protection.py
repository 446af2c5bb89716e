from django.db import models

from accord.features.stakeholders.models._party import Category
from accord.features.stakeholders.states import Kind


class RetentionRule(models.Model):
    """When a record that nothing has happened with is proposed for erasure."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices, blank=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, related_name="+")
    months = models.PositiveSmallIntegerField()
    is_active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class Erasure(models.Model):
    """That a party was erased, without saying whom: a restored backup is erased again by it."""

    party_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=300)
    erased_at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.party_id} {self.erased_at}"
