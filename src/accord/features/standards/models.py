from django.db import models
from django.db.models import Q

from accord.features.engagement.states import Channel
from accord.features.letters.models import Template
from accord.features.standards.states import MOST_DAYS, State
from accord.foundation.accounts.models import User


class Process(models.Model):
    """One version of how we communicate; one is in force, one may be drafted."""

    ref = models.CharField(max_length=20, unique=True)
    principles = models.TextField()
    weekly_hours = models.DecimalField(max_digits=6, decimal_places=1)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_level = models.PositiveSmallIntegerField(null=True)
    gaps_reason = models.CharField(max_length=300, blank=True, help_text="Why in spite of gaps")
    version = models.IntegerField(default=1)

    class Meta:
        verbose_name_plural = "processes"
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=~Q(state=State.REPLACED), name="process_once_a_state"
            )
        ]

    def __str__(self) -> str:
        return self.ref


class Standard(models.Model):
    """What holds on one channel: who answers, within how many working days, with which words."""

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="standards")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    answer_days = models.PositiveSmallIntegerField()
    minutes_each = models.PositiveSmallIntegerField(default=15)
    answers = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    template = models.ForeignKey(Template, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=300, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "channel"], name="standard_once"),
            models.CheckConstraint(
                condition=Q(answer_days__gte=1, answer_days__lte=MOST_DAYS),
                name="standard_within_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.channel

    @property
    def ruled_by(self) -> Process:
        return self.process


class Sample(models.Model):
    """Talks and letters drawn by chance: the same seed draws the same of the same period."""

    from_date = models.DateField()
    until_date = models.DateField()
    seed = models.PositiveIntegerField()
    refs = models.JSONField(default=list)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.pk}: {self.seed}"


class Review(models.Model):
    """What one reader marked of one of a sample, line by line."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="reviews")
    ref = models.CharField(max_length=20)
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    marks = models.JSONField(default=dict)
    at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "ref", "reviewer"], name="review_sheet_once")
        ]

    def __str__(self) -> str:
        return f"{self.ref} by {self.reviewer_id}"

    @property
    def ruled_by(self) -> Sample:
        return self.sample
