from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.features.correspondence.states import State
from accord.features.engagement.models import Interaction
from accord.features.engagement.states import Direction
from accord.foundation.accounts.models import Department, User
from accord.foundation.arrivals.models import Arrival


class Message(models.Model):
    """One mail between us and others; once filed it is a talk, and has the homes of that.

    ``thread`` is the Message-ID that its conversation began with, as far as is known.
    """

    ref = models.CharField(max_length=20, unique=True)
    arrival = models.OneToOneField(Arrival, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+",
        help_text="Whose people see it while it waits, and file it",
    )  # fmt: skip
    assigned_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=250, blank=True)
    thread = models.CharField(max_length=250)
    direction = models.CharField(max_length=4, choices=Direction.choices)
    sender_address = models.CharField(max_length=254, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    domain = models.CharField(max_length=120, blank=True, help_text="What their address ends in")
    recipients = models.JSONField(default=list)
    subject = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    left_out = models.JSONField(default=list, help_text="Names of files that can't be kept")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    interaction = models.ForeignKey(
        Interaction, on_delete=models.PROTECT, null=True, related_name="+"
    )
    snoozed_until = models.DateField(null=True)
    snooze_reason = models.CharField(max_length=200, blank=True)
    aside_reason = models.CharField(max_length=200, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="filed", interaction__isnull=False)
                | (~Q(state="filed") & Q(interaction__isnull=True)),
                name="message_filed_is_a_talk",
            )
        ]
        indexes = [
            models.Index(fields=["owner", "state", "-id"], name="message_of_owner"),
            models.Index(fields=["thread", "sent_at"], name="message_of_thread"),
            models.Index(fields=["message_id"], name="message_by_id"),
            models.Index(fields=["department", "state", "-id"], name="message_of_department"),
            models.Index(fields=["domain", "state", "-id"], name="message_of_domain"),
            models.Index(fields=["interaction"], name="message_of_talk"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.subject}"


class Block(models.Model):
    """An address, or a domain with its @, whose mail is set aside; for all without owner."""

    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    pattern = models.CharField(max_length=254)
    added_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pattern", "owner"], name="block_once"),
            models.UniqueConstraint(
                fields=["pattern"], condition=Q(owner__isnull=True), name="block_for_all_once"
            ),
        ]

    def __str__(self) -> str:
        return self.pattern


class Sighting(models.Model):
    """An address that no stakeholder has, in a mail of ours or on the list of an invitation."""

    class Role(models.TextChoices):
        WROTE = "wrote", _("wrote to us")
        READ = "read", _("was written to")
        MEETS = "meets", _("is in a meeting with us")

    derived = True

    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="+", db_index=False)
    address = models.CharField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=5, choices=Role.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["arrival", "address"], name="sighting_once"),
        ]
        indexes = [
            models.Index(fields=["at"], name="sighting_by_age"),
            models.Index(fields=["address"], name="sighting_of_address"),
        ]

    def __str__(self) -> str:
        return self.address


class Outsider(models.Model):
    """An address of which somebody said that it belongs to no stakeholder."""

    address = models.CharField(max_length=254, unique=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.address


class ContactForm(models.Model):
    """The page on which anybody may write to us, and who of us reads it; the newest row counts.

    What is written there is the mail of its reader's department.
    """

    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True, help_text="What stands above it")
    is_open = models.BooleanField(default=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.reader} since {self.at:%Y-%m-%d}"


class Looking(models.Model):
    """Who has a mail before them, as of when their page last said so."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "person"], name="looking_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.message}"
