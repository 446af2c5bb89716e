from django.db import models
from django.db.models import Q

from accord.features.growth.states import Grade, ItemState, Part, Verdict
from accord.foundation.accounts.models import User


class Profile(models.Model):
    """What one of ours shows of their growth, and to which level. It is theirs alone."""

    person = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__gte=4, level__lte=7), name="profile_level_is_4_to_7"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.level}"

    @property
    def person_key(self) -> int:
        return self.person_id


class Belonging(models.Model):
    """Something in a profile; whose it is follows from that."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="%(class)ss")
    version = models.IntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def person_key(self) -> int:
        return self.profile.person_id


class Companion(Belonging):
    """Somebody whom the owner lets see the profile, as mentor or as assessor."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Part.choices)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "person", "part"], name="companion_once")
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.person_id}"


class PortfolioItem(Belonging):
    """What somebody claims to have done for one responsibility, and what an assessor says."""

    responsibility = models.CharField(max_length=40)
    claim = models.CharField(max_length=300)
    reflection = models.TextField(blank=True)
    day = models.DateField()
    state = models.CharField(max_length=9, choices=ItemState.choices, default=ItemState.DRAFT)
    assessor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["offered", "accepted", "returned"])
                | Q(assessor__isnull=False),
                name="item_offered_to_somebody",
            )
        ]
        indexes = [models.Index(fields=["profile", "responsibility"], name="item_of_profile")]

    def __str__(self) -> str:
        return self.claim


class ItemRecord(models.Model):
    """A record that an item rests on, by the reference that stays the same for ever."""

    item = models.ForeignKey(PortfolioItem, on_delete=models.PROTECT, related_name="records")
    ref = models.CharField(max_length=30)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "ref"], name="item_record_once")]

    def __str__(self) -> str:
        return self.ref


class SelfAssessment(Belonging):
    """How the owner saw themselves at one responsibility on one day; the newest counts."""

    responsibility = models.CharField(max_length=40)
    grade = models.CharField(max_length=9, choices=Grade.choices)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.responsibility}: {self.grade}"


class Statement(Belonging):
    """What the owner says of one of the five attributes of every level."""

    attribute = models.CharField(max_length=20)
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "attribute"], name="statement_once")
        ]

    def __str__(self) -> str:
        return self.attribute


class GrowthStep(Belonging):
    """What the owner does next to grow, until when, with whom, and what came of it."""

    responsibility = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=300)
    due_date = models.DateField(null=True)
    company = models.CharField(max_length=200, blank=True)
    done_date = models.DateField(null=True)
    effect = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(effect="") | Q(done_date__isnull=False), name="growth_step_done_first"
            )
        ]

    def __str__(self) -> str:
        return self.words


class LevelJudgement(Belonging):
    """What an assessor says of a level, with reasons; it changes no role and no level."""

    level = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    reasons = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.level}: {self.verdict}"
