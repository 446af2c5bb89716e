from django.db import models
from django.db.models import Q

from accord.features.stakeholders.states import (
    Channel,
    Kind,
    LawfulBasis,
    NameKind,
    Source,
    Tier,
    Visibility,
    agreed_days,
)
from accord.foundation.accounts.models import Department, User
from accord.foundation.journal.columns import NarrowIndex, OrderedField
from accord.foundation.kernel.text import initials, tone


class Category(models.Model):
    """What sort of stakeholder somebody is: clients, residents, regulators, suppliers."""

    name = models.CharField(max_length=80, unique=True)
    position = models.IntegerField(default=0)
    is_active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class Party(models.Model):
    """Anyone with a stake: a person, an organisation or a group. On screen, "stakeholder"."""

    ref = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=300)
    sort_key = OrderedField(max_length=100)
    given_name = models.CharField(max_length=150, blank=True)
    family_name = models.CharField(max_length=150, blank=True)
    honorific = models.CharField(max_length=60, blank=True)
    salutation = models.CharField(max_length=150, blank=True, help_text="How a letter begins")
    summary = models.CharField(max_length=500, blank=True)
    headline = models.CharField(
        max_length=300, blank=True, help_text="Second line in lists: the post and organisation"
    )
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    tier = models.CharField(max_length=10, choices=Tier.choices, blank=True)
    rhythm_days = models.PositiveSmallIntegerField(null=True)
    language = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, blank=True)
    locality = models.CharField(max_length=120, blank=True)
    preferred_channel = models.CharField(max_length=12, choices=Channel.choices, blank=True)
    preferred_times = models.CharField(max_length=120, blank=True)
    accessibility = models.CharField(max_length=300, blank=True)
    is_contact_permitted = models.BooleanField(default=True)
    contact_refusal = models.CharField(max_length=300, blank=True)
    is_sensitive = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    inactive_reason = models.CharField(max_length=300, blank=True)
    inactive_at = models.DateTimeField(null=True)
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.EVERYONE
    )
    purpose = models.CharField(max_length=200, blank=True, help_text="Why we keep this record")
    lawful_basis = models.CharField(max_length=20, choices=LawfulBasis.choices, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.HAND)
    custom = models.JSONField(default=dict, blank=True)
    last_contact_at = models.DateTimeField(null=True)
    quiet_at = models.DateTimeField(
        null=True, help_text="From when on the silence is longer than agreed; follows from the rest"
    )
    verified_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    derived_columns = frozenset({"last_contact_at", "quiet_at"})

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="party_has_a_name"),
            models.CheckConstraint(
                condition=Q(is_active=True, inactive_at=None)
                | Q(is_active=False, inactive_at__isnull=False) & ~Q(inactive_reason=""),
                name="party_inactive_has_reason_and_moment",
            ),
            models.CheckConstraint(
                condition=Q(is_contact_permitted=True) | ~Q(contact_refusal=""),
                name="party_contact_refusal_has_a_reason",
            ),
        ]
        indexes = [
            # What stands behind the key spares a look at the row, also in other orders by name.
            models.Index(
                fields=["sort_key", "id", "category", "owner", "kind", "tier", "country"],
                name="party_by_name",
            ),
            NarrowIndex(fields=["kind"], name="party_of_kind"),
            NarrowIndex(fields=["tier"], name="party_of_tier"),
            NarrowIndex(fields=["country"], name="party_of_country"),
            models.Index(
                fields=["category", "sort_key", "id"],
                name="party_category_by_name",
                condition=Q(category__isnull=False),
            ),
            models.Index(
                fields=["category"],
                name="party_without_category",
                condition=Q(category__isnull=True),
            ),
            models.Index(
                fields=["owner", "sort_key", "id"],
                name="party_owner_by_name",
                condition=Q(owner__isnull=False),
            ),
            models.Index(
                fields=["owner"], name="party_without_owner", condition=Q(owner__isnull=True)
            ),
            models.Index(fields=["added_at", "id"], name="party_by_added"),
            models.Index(fields=["last_contact_at", "id"], name="party_by_contact"),
            models.Index(fields=["quiet_at", "id"], name="party_by_quiet"),
            models.Index(
                fields=["owner", "quiet_at"],
                name="party_owner_by_quiet",
                condition=Q(quiet_at__isnull=False),
            ),
            models.Index(  # the tier so that it is known without a look at the row
                fields=["locality", "sort_key", "id", "tier"], name="party_locality_by_name"
            ),
            models.Index(
                fields=["sort_key", "id"],
                condition=Q(is_active=False),
                name="party_inactive_by_name",
            ),
            models.Index(
                fields=["sort_key", "id"],
                condition=Q(is_sensitive=True),
                name="party_sensitive_by_name",
            ),
            models.Index(
                fields=["sort_key", "id"],
                condition=Q(is_contact_permitted=False),
                name="party_refusing_by_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def is_round(self) -> bool:
        """People are round, organisations and groups are rounded squares."""
        return self.kind == Kind.PERSON

    @property
    def colour(self) -> int:
        return tone(self.name)

    @property
    def agreed_days(self) -> int | None:
        """The days between contacts that were agreed, or those of the tier."""
        return agreed_days(self.rhythm_days, self.tier)


class PartyName(models.Model):
    """Another name of a party: legal, former, in another script."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField(max_length=8, choices=NameKind.choices, default=NameKind.ALIAS)
    text = models.CharField(max_length=300)
    language = models.CharField(max_length=20, blank=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.text

    @property
    def ruled_by(self) -> Party:
        return self.party


class Identifier(models.Model):
    """A number somebody else gave a party: LEI, register code, charity number."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=30)
    value = models.CharField(max_length=120)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["scheme", "value"], name="identifier_by_value")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"

    @property
    def ruled_by(self) -> Party:
        return self.party


class PartyReader(models.Model):
    """Somebody named who may see a party that only named people may see."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="readers")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "person"], name="party_reader_once")
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.person_id}"


class Follow(models.Model):
    """Somebody of ours who wants to hear what happens with a party."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="follows")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "person"], name="follow_once")]

    def __str__(self) -> str:
        return f"{self.party_id} {self.person_id}"
