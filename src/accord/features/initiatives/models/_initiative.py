from django.db import models
from django.db.models import F, Q

from accord.features.initiatives.states import Kind
from accord.features.stakeholders.models import Category
from accord.foundation.accounts.models import Department, User
from accord.foundation.journal.columns import OrderedField


class Initiative(models.Model):
    """The context in which a party has a stake: a project, service, programme or site."""

    ref = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    sort_key = OrderedField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PROJECT)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    from_date = models.DateField(null=True)
    until_date = models.DateField(null=True)
    is_active = models.BooleanField(default=True)
    vision = models.TextField(blank=True)
    core_message = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(from_date=None)
                | Q(until_date=None)
                | Q(until_date__gte=F("from_date")),
                name="initiative_ends_after_start",
            )
        ]
        indexes = [models.Index(fields=["sort_key", "id"], name="initiative_by_name")]

    def __str__(self) -> str:
        return self.name


class Objective(models.Model):
    """One thing that an initiative is to bring about."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="objectives")
    words = models.CharField(max_length=300)
    position = models.IntegerField(default=0)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.words

    @property
    def ruled_by(self) -> Initiative:
        return self.initiative


class Pillar(models.Model):
    """One point on which the core message of an initiative rests."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="pillars")
    words = models.CharField(max_length=300)
    position = models.IntegerField(default=0)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.words

    @property
    def ruled_by(self) -> Initiative:
        return self.initiative


class RequiredCategory(models.Model):
    """A sort of stakeholder that an initiative may not do without."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="required_categories"
    )
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "category"], name="required_category_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.category_id} for {self.initiative_id}"

    @property
    def ruled_by(self) -> Initiative:
        return self.initiative
