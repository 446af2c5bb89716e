from django.db import models
from django.db.models import F, Q

from accord.features.correspondence.models import Message
from accord.features.engagement.models import Interaction
from accord.features.letters.states import LANGUAGES, UNDERWAY, Copy, Kind, Scope, State
from accord.features.stakeholders.models import Party
from accord.foundation.accounts.models import Department, User
from accord.foundation.arrivals.models import Sight


class Manner(models.Model):
    """How letters leave here; the newest row counts."""

    delay_seconds = models.PositiveSmallIntegerField(default=30)
    has_pause = models.BooleanField(default=True)
    needs_reader = models.BooleanField(default=False)
    most_touches = models.PositiveSmallIntegerField(default=4)
    touch_days = models.PositiveSmallIntegerField(default=14)
    set_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(delay_seconds__lte=3600, most_touches__gte=1, touch_days__gte=1),
                name="manner_within_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.delay_seconds} s"


class Letter(models.Model):
    """One letter to some parties, each of whom gets a mail of their own.

    ``send_at`` is when it leaves unless it is called back; one that waits for its second reader has
    none. ``thread`` is the Message-ID of the first copy, which all others refer to.
    """

    ref = models.CharField(max_length=20, unique=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+",
        help_text="In whose name it is, where that is not its author",
    )  # fmt: skip
    state = models.CharField(max_length=7, choices=State.choices, default=State.DRAFT)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=20, blank=True)
    sight = models.CharField(max_length=10, choices=Sight.choices, default=Sight.EVERYONE)
    about = models.CharField(max_length=20, blank=True, help_text="The record it began with")
    answers = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")
    not_before = models.DateTimeField(null=True)
    promises = models.JSONField(default=list, help_text="Promises in it that are to be kept")
    held_for = models.JSONField(default=list, help_text="What made it pause, in its own words")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reader_said = models.CharField(max_length=500, blank=True)
    agreed_at = models.DateTimeField(null=True)
    send_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    thread = models.CharField(max_length=250, blank=True)
    trouble = models.CharField(max_length=500, blank=True)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")
    talk = models.ForeignKey(
        Interaction, on_delete=models.PROTECT, null=True, related_name="+",
        help_text="What it was filed as when it was posted",
    )  # fmt: skip
    written_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(message__isnull=False), name="letter_sent_is_kept"
            ),
            models.CheckConstraint(
                condition=~Q(state="posted") | Q(talk__isnull=False), name="letter_posted_is_kept"
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(send_at__isnull=False),
                name="letter_waiting_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["author", "state", "-id"], name="letter_of_author"),
            models.Index(fields=["reader", "state", "-id"], name="letter_of_reader"),
            models.Index(
                fields=["send_at"], condition=Q(state__in=list(UNDERWAY)), name="letter_underway"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.subject}"

    @property
    def signed_by(self) -> User:
        """Give in whose name it is."""
        return self.sender or self.author


class Addressee(models.Model):
    """A party that a letter is for, the address it goes to, and what became of that copy.

    ``message_id`` is that of its mail, without brackets.
    """

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="addressees")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=254, blank=True)
    state = models.CharField(max_length=7, choices=Copy.choices, default=Copy.WAITING)
    message_id = models.CharField(max_length=250, blank=True)
    error = models.CharField(max_length=500, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "party"], name="addressee_once")]
        indexes = [
            models.Index(fields=["party", "letter"], name="addressee_of_party"),
            models.Index(fields=["state", "id"], name="addressee_by_state"),
            models.Index(fields=["message_id"], name="addressee_by_message"),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} to {self.party_id}"

    @property
    def ruled_by(self) -> Letter:
        return self.letter


class Template(models.Model):
    """Words to begin a letter with, or to answer with, in some languages; and who may use them."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.LETTER)
    purpose = models.CharField(max_length=200, blank=True)
    scope = models.CharField(max_length=10, choices=Scope.choices, default=Scope.OWN)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    is_active = models.BooleanField(default=True)
    used_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="template_has_a_name")]
        indexes = [models.Index(fields=["owner", "id"], name="template_of_owner")]

    def __str__(self) -> str:
        return self.name


class Wording(models.Model):
    """A template in one language."""

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="wordings")
    language = models.CharField(max_length=10, choices=list(LANGUAGES.items()))
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "language"], name="wording_once")
        ]

    def __str__(self) -> str:
        return f"{self.template_id} {self.language}"

    @property
    def ruled_by(self) -> Template:
        return self.template


class Allowance(models.Model):
    """That a colleague may write letters in the name of somebody."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    colleague = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    allowed_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "colleague"], name="allowance_once"),
            models.CheckConstraint(
                condition=~Q(person=F("colleague")), name="allowance_is_for_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.colleague_id} for {self.person_id}"


class Signature(models.Model):
    """What stands below the letters of somebody, in one language."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, choices=list(LANGUAGES.items()))
    text = models.TextField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "language"], name="signature_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.language}"
