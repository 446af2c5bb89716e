from django.db import models
from django.db.models import Q

from accord.features.feedback.states import State
from accord.features.stakeholders.models import Party
from accord.foundation.accounts.models import User


class Feedback(models.Model):
    """What somebody tells a party, or one of ours, of what they saw, so that it helps them.

    It rests on facts, and is understood once its reader has said it in their own words and the
    author has agreed.
    """

    ref = models.CharField(max_length=20, unique=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    words = models.TextField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    made_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    understood_at = models.DateTimeField(null=True)
    link_until = models.DateTimeField(
        null=True,
        help_text="When the link of a party ends; else as long as usual after it was given",
    )
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(party=None, person__isnull=False) | Q(party__isnull=False, person=None),
                name="feedback_to_one_reader",
            )
        ]
        indexes = [models.Index(fields=["-made_at", "-id"], name="feedback_newest")]

    def __str__(self) -> str:
        return self.title


class Fact(models.Model):
    """One thing on record that a feedback note rests on, in the words its reader sees."""

    feedback = models.ForeignKey(Feedback, on_delete=models.PROTECT, related_name="facts")
    ref = models.CharField(max_length=20)
    at = models.DateTimeField()
    words = models.CharField(max_length=500)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feedback", "ref"], name="fact_once")]

    def __str__(self) -> str:
        return self.words


class Restatement(models.Model):
    """How its reader says a feedback note in their own words, and what the author says to that."""

    feedback = models.ForeignKey(Feedback, on_delete=models.PROTECT, related_name="restatements")
    name = models.CharField(max_length=120)
    words = models.CharField(max_length=2000)
    at = models.DateTimeField()
    is_understood = models.BooleanField(null=True)
    reply = models.CharField(max_length=2000, blank=True)
    replied_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["feedback"], condition=Q(is_understood=None), name="restatement_open_once"
            )
        ]

    def __str__(self) -> str:
        return self.words
