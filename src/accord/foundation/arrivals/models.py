from hashlib import sha256

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.foundation.accounts.models import User


class State(models.TextChoices):
    NEW = "new", _("Just came")
    WAITING = "waiting", _("Waits for somebody")
    FILED = "filed", _("Filed")
    DROPPED = "dropped", _("Set aside")


ENDED = frozenset({State.WAITING, State.FILED, State.DROPPED})


class Reason(models.TextChoices):
    """Why a message ended as it did: a closed list, so that counts can be read."""

    KNOWN = "known", _("From or to a known stakeholder")
    THREAD = "thread", _("In a conversation that is filed")
    BY_HAND = "by-hand", _("By hand")
    UNKNOWN = "unknown", _("Nobody in it is known")
    REFUSED = "refused", _("Its owner may not file it")
    FAILED = "failed", _("It could not be read")
    NOBODY = "nobody", _("Nothing files mail here")
    INTERNAL = "internal", _("Between colleagues only")
    MACHINE = "machine", _("Written by a machine nobody knows")
    AUTO_REPLY = "auto-reply", _("An answering machine")
    BOUNCE = "bounce", _("A report that a mail did not arrive")
    COMPLAINT = "complaint", _("A complaint about a mail")
    LOOP = "loop", _("A mail that goes in circles")


class Sight(models.TextChoices):
    """For whose eyes mail of a mailbox is."""

    PRIVATE = "private", _("Only its owner")
    DEPARTMENT = "department", _("The owner's department")
    EVERYONE = "everyone", _("Everyone who may see the stakeholder")


class Arrival(models.Model):
    """One message that reached us, whatever became of it; its bytes are attached to it.

    ``identity`` is its Message-ID, or the digest of one that has none: the same message is taken
    once, however often it comes. ``is_archive`` is mail of before: it tells nobody anything.
    """

    identity = models.CharField(max_length=260, unique=True)
    source = models.CharField(max_length=200)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sight = models.CharField(max_length=10, choices=Sight.choices, default=Sight.PRIVATE)
    is_archive = models.BooleanField(default=False)
    taken_at = models.DateTimeField()
    size = models.BigIntegerField()
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="new", reason="") | (~Q(state="new") & ~Q(reason="")),
                name="arrival_ended_has_a_reason",
            )
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="arrival_by_state"),
            models.Index(fields=["sender"], name="arrival_by_sender"),
        ]

    def __str__(self) -> str:
        return self.identity


def veiled(identity: str) -> str:
    """Give what stays of the name of an erased message: enough to know it if it comes again."""
    return f"veiled:{sha256(identity.encode()).hexdigest()}"
