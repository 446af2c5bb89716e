from datetime import date

from django.db import models
from django.db.models import Q

from accord.features.initiatives.models import Initiative
from accord.features.keymessages.states import Holds, Kind, Settled, State
from accord.features.needs.models import Need
from accord.features.stakeholders.models import Party, Segment
from accord.foundation.accounts.models import User


class KeyMessage(models.Model):
    """What we say of an initiative on one point, to all or to a segment; its words are editions."""

    ref = models.CharField(max_length=20, unique=True)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="+")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, related_name="+")
    audience = models.ForeignKey(Segment, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.MESSAGE)
    title = models.CharField(max_length=200, help_text="In a sentence, or the question")
    pillar = models.CharField(max_length=300, blank=True, help_text="The words of the pillar")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="key_message_has_title")]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"


class Edition(models.Model):
    """One wording of a key message, with what proves it and what is not to be said."""

    message = models.ForeignKey(KeyMessage, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    proofs = models.TextField(blank=True, help_text="One a line")
    unsaid = models.TextField(blank=True, help_text="What is not to be said, one a line")
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_level = models.PositiveSmallIntegerField(null=True)
    expires_on = models.DateField(null=True)
    replaced_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "number"], name="edition_of_message_once"),
            models.UniqueConstraint(
                fields=["message", "state"], condition=~Q(state=State.REPLACED),
                name="one_draft_one_approved",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT)
                | Q(approved_at__isnull=False, expires_on__isnull=False),
                name="edition_approved_until_a_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.message_id} {self.number}"

    @property
    def ruled_by(self) -> KeyMessage:
        return self.message

    def holds(self, day: date) -> bool:
        """Tell whether it may be said on a day; its message has to be loaded with it."""
        return (
            self.state == State.APPROVED and self.message.ended_at is None
            and self.expires_on is not None and self.expires_on >= day
        )  # fmt: skip


class Use(models.Model):
    """That an edition was said in a letter or a talk, by its reference: who was there received it.

    No key to the letter, so that a draft may still be thrown away.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="uses")
    ref = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "ref"], name="edition_use_once")]
        indexes = [models.Index(fields=["ref"], name="edition_use_by_ref")]

    def __str__(self) -> str:
        return f"{self.edition_id} in {self.ref}"


class Matter(models.Model):
    """A day or figure that all of us must tell alike, and the words by which a text speaks of it.

    Each line of ``words`` names it in one way or language: all words of the line stand in the same
    sentence.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    words = models.TextField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "name"], name="matter_once")]

    def __str__(self) -> str:
        return self.name


class Contradiction(models.Model):
    """That two departments told one party different things of the same matter."""

    ref = models.CharField(max_length=20, unique=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    first_ref = models.CharField(max_length=20)
    first_words = models.CharField(max_length=500)
    first_at = models.DateTimeField()
    first_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    second_ref = models.CharField(max_length=20)
    second_words = models.CharField(max_length=500)
    second_at = models.DateTimeField()
    second_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=Settled.choices, default=Settled.OPEN)
    holds = models.CharField(max_length=7, choices=Holds.choices, blank=True)
    words = models.CharField(max_length=500, blank=True, help_text="What is true")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    told_ref = models.CharField(max_length=20, blank=True)
    told_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "matter", "first_ref", "second_ref"], name="contradiction_once"
            ),
            models.CheckConstraint(
                condition=Q(state=Settled.OPEN, decided_at=None)
                | ~Q(state=Settled.OPEN) & Q(decided_at__isnull=False),
                name="contradiction_decided_has_moment",
            ),
        ]
        indexes = [models.Index(fields=["party", "state"], name="contradiction_of_party")]

    def __str__(self) -> str:
        return self.ref
