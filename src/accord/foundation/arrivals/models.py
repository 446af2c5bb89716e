from hashlib import sha256
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accord.foundation.accounts.models import Department, User


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
    TAGGED = "tagged", _("Sent to the address of a record")
    BLOCKED = "blocked", _("Its sender is blocked")
    FLOOD = "flood", _("Too much from one sender nobody knows")
    ANSWER = "answer", _("The answer to an invitation of ours")


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
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+",
        help_text="Whose people see what waits of a mailbox that is theirs together",
    )  # fmt: skip
    sight = models.CharField(max_length=10, choices=Sight.choices, default=Sight.PRIVATE)
    is_archive = models.BooleanField(default=False)
    is_findable = models.BooleanField(default=True, help_text="Whether search knows its words")
    tags = models.CharField(max_length=100, blank=True, help_text="What its address said of it")
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


class Trouble(models.TextChoices):
    """Why a mailbox could not be read, in words for whoever arranged it."""

    INSIDE = "inside", _("The server lies inside your network: an administrator has to allow it.")
    UNREACHABLE = "unreachable", _("No mail server answers there.")
    UNTRUSTED = "untrusted", _("The server can't prove that it is who it says it is.")
    SIGN_IN = "sign-in", _("The server does not accept this user with this password.")
    TOKEN = "token", _("The provider gives no new token.")
    FOLDER = "folder", _("A folder that is to be read is not there any more.")
    SEALED = "sealed", _("Its password can't be opened with the key of this machine: give it anew.")
    OWNER = "owner", _("Its owner may not file mail any more.")
    ODD = "odd", _("The server said something that makes no sense.")


class Mailbox(models.Model):
    """A mailbox on somebody's server that is read by the clock, and never written to.

    What was in it before it was ``added_at`` is mail of before. With ``token_url`` the secret is a
    refresh token, else a password or, as ``sign_in`` says, a token that is used as it is.
    """

    class Kind(models.TextChoices):
        PERSONAL = "personal", _("One person's")
        SHARED = "shared", _("A department's")

    class Security(models.TextChoices):
        TLS = "tls", _("TLS from the start (993)")
        STARTTLS = "starttls", _("STARTTLS (143)")

    class SignIn(models.TextChoices):
        PASSWORD = "password", _("Password")
        TOKEN = "token", _("OAuth2 token")

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField()
    security = models.CharField(max_length=10, choices=Security.choices)
    user = models.CharField(max_length=254)
    sign_in = models.CharField(max_length=10, choices=SignIn.choices)
    secret = models.TextField(blank=True)
    token_url = models.CharField(max_length=500, blank=True)
    client_id = models.CharField(max_length=254, blank=True)
    client_secret = models.TextField(blank=True)
    access = models.TextField(blank=True)
    access_until = models.DateTimeField(null=True)
    since = models.DateField(null=True)
    sight = models.CharField(max_length=10, choices=Sight.choices, default=Sight.PRIVATE)
    is_findable = models.BooleanField(default=True, help_text="Whether search knows its words")
    is_paused = models.BooleanField(default=False)
    is_closed = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    polled_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField()
    failures_count = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=12, choices=Trouble.choices, blank=True)
    version = models.IntegerField(default=1)

    secret_columns: ClassVar[frozenset[str]] = frozenset({
        "secret", "client_secret", "access", "access_until", "polled_at", "next_at",
        "failures_count", "trouble",
    })  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="shared", department__isnull=False)
                | Q(kind="personal", department__isnull=True),
                name="mailbox_shared_is_a_departments",
            )
        ]
        indexes = [models.Index(fields=["next_at"], name="mailbox_next")]

    def __str__(self) -> str:
        return self.name


class Folder(models.Model):
    """A folder that is read, and how far: all up to ``last_uid`` is kept here."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="folders")
    name = models.CharField(max_length=400)
    validity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)

    secret_columns: ClassVar[frozenset[str]] = frozenset({"validity", "last_uid"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "name"], name="folder_once")]

    def __str__(self) -> str:
        return self.name


def veiled(identity: str) -> str:
    """Give what stays of the name of an erased message: enough to know it if it comes again."""
    return f"veiled:{sha256(identity.encode()).hexdigest()}"
