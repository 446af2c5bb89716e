"""Mail on its way out."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    FAILED = "failed", _("Failed, will be tried again")
    SENT = "sent", _("Sent")
    DEAD = "dead", _("Not sent")
    KEPT = "kept", _("Kept here, not sent")
    DROPPED = "dropped", _("No longer needed")


WAITING = frozenset({State.WAITING, State.FAILED})


class OutMail(models.Model):
    """One mail to one address, written in the transaction of what it tells.

    Either its text is kept here, or the name of a recipe that writes it when it is sent: so a link
    that lets somebody in is stored nowhere. ``attempt_at`` is set while a server is spoken to.
    """

    message_id = models.CharField(max_length=254, unique=True)
    kind = models.CharField(max_length=60)
    person_id = models.BigIntegerField(null=True)
    party_id = models.BigIntegerField(null=True, help_text="Who of outside it is for, if known")
    to_address = models.CharField(max_length=254)
    to_name = models.CharField(max_length=200, blank=True)
    reply_to = models.CharField(max_length=254, blank=True)
    from_address = models.CharField(max_length=254, blank=True)
    from_name = models.CharField(max_length=200, blank=True)
    headers = models.JSONField(default=dict)
    enclosed = models.JSONField(
        default=dict, help_text="Who gives the bytes of its files, and their keys"
    )
    is_personal = models.BooleanField(
        default=False, help_text="Written by somebody, who may be answered by a machine"
    )
    language = models.CharField(max_length=10, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    is_secret = models.BooleanField(
        default=False, help_text="Its text is sealed, shown to nobody and wiped once it was sent"
    )
    recipe = models.CharField(max_length=60, blank=True)
    recipe_args = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    by_id = models.BigIntegerField(null=True)
    written_at = models.DateTimeField()
    attempt_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="mail_sent_has_a_moment",
            )
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="mail_by_state"),
            models.Index(fields=["to_address", "sent_at"], name="mail_to_address"),
            models.Index(fields=["sent_at"], name="mail_sent_at"),
            models.Index(fields=["person_id", "-id"], name="mail_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to_address}"


class Outage(models.Model):
    """A mail server that does not answer is left alone for a while, by all workers together."""

    server = models.CharField(max_length=300, unique=True)
    failures_count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField()
    words = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.server
