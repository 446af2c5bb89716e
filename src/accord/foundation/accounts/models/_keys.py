"""What lets somebody in, or keeps strangers out. Of every secret only a digest is kept."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accord.foundation.accounts.models._people import Department, Grant, User


class Invitation(models.Model):
    """A letter that lets somebody make their account once.

    The token in its address is worked out from ``seed`` and the installation's key, so that the
    letter can be written by the worker though the token is nowhere stored.
    """

    email = models.EmailField(max_length=254, blank=True)
    name = models.CharField(max_length=120, blank=True)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    role = models.CharField(max_length=20)
    scope = models.CharField(max_length=12, choices=Grant.Scope.choices, default=Grant.Scope.ALL)
    seed = models.CharField(max_length=32)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    secret_columns: ClassVar[frozenset[str]] = frozenset({"seed", "token_digest"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_ends_one_way",
            )
        ]

    def __str__(self) -> str:
        return self.email


class Token(models.Model):
    """A key to the API, of a person or of a service; only its digest is kept."""

    name = models.CharField(max_length=120)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_service = models.BooleanField(default=False)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    secret_columns: ClassVar[frozenset[str]] = frozenset({"digest"})

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """One way in for somebody who lost their second factor; it works once.

    ``mark`` is the first characters of the code: they say which of the ten it is.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=2)
    hashed = models.CharField(max_length=160)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "mark"], name="recovery_code_by_mark")
        ]

    def __str__(self) -> str:
        return self.mark


class Device(models.Model):
    """A browser that somebody has signed in with before, known by the digest of its cookie."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    label = models.CharField(max_length=80)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "digest"], name="device_of_person")
        ]

    def __str__(self) -> str:
        return self.label


class Brake(models.Model):
    """How often something was tried in vain and when it may be tried again.

    The key is a digest: who tried what can't be read from it.
    """

    key = models.CharField(max_length=64, primary_key=True)
    tries_count = models.IntegerField(default=0)
    last_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="brake_last_at")]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.tries_count}"
