"""What people were told, and how each of them wants to be told."""

from datetime import time

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accord.foundation.accounts.models import User


class Mailing(models.TextChoices):
    OFF = "off", _("No mail")
    DIGEST = "digest", _("In the digest")
    NOW = "now", _("At once")


class Rhythm(models.TextChoices):
    OFF = "off", _("No digest")
    DAILY = "daily", pgettext_lazy("digest", "Every day")
    WEEKLY = "weekly", _("Every week")


class Notice(models.Model):
    """One thing one person was told. ``for_id`` is whose deputy they were at that moment."""

    person_id = models.BigIntegerField()
    for_id = models.BigIntegerField(null=True)
    by_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    words = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=300, blank=True)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    told_at = models.DateTimeField()
    is_in_app = models.BooleanField(default=True)
    mailing = models.CharField(max_length=6, choices=Mailing.choices, default=Mailing.OFF)
    mailed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    derived = True

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-id"], name="notice_of_person"),
            models.Index(
                fields=["person_id"],
                condition=Q(read_at__isnull=True, is_in_app=True),
                name="notice_unread",
            ),
            models.Index(
                fields=["mailing", "person_id"],
                condition=Q(mailed_at__isnull=True) & ~Q(mailing="off"),
                name="notice_to_mail",
            ),
            models.Index(fields=["told_at"], name="notice_told_at"),
        ]

    def __str__(self) -> str:
        return self.title


class Preference(models.Model):
    """How one person wants to be told of one kind; without a row its defaults hold."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    is_in_app = models.BooleanField(default=True)
    mailing = models.CharField(max_length=6, choices=Mailing.choices, default=Mailing.OFF)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="preference_once_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class Routine(models.Model):
    """When one person may get mail: quiet hours and the digest, in their own time zone."""

    person = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    quiet_from = models.TimeField(null=True, default=time(20))
    quiet_until = models.TimeField(null=True, default=time(7))
    is_quiet_weekends = models.BooleanField(default=False)
    rhythm = models.CharField(max_length=6, choices=Rhythm.choices, default=Rhythm.DAILY)
    digest_at = models.TimeField(default=time(7, 30))
    digest_weekday = models.PositiveSmallIntegerField(default=0, help_text="0 is Monday")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="routine_quiet_has_two_ends",
            ),
            models.CheckConstraint(
                condition=Q(digest_weekday__lte=6), name="routine_weekday_is_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"


class Digested(models.Model):
    """For which moment a person last got their digest."""

    person_id = models.BigIntegerField(primary_key=True)
    due_at = models.DateTimeField()

    derived = True

    def __str__(self) -> str:
        return f"{self.person_id}"
