from django.db import models
from django.db.models import Q

from accord.features.letters.models import Template
from accord.features.mailings.states import Copy, Reason, State
from accord.features.stakeholders.models import ConsentPurpose, Party, Segment
from accord.foundation.accounts.models import User


class Mailing(models.Model):
    """A letter that goes to many, each for themselves, for one purpose they agreed to.

    ``words`` are those of the template by language, as they stood when it was checked; what is
    changed in the template later leaves with another mailing.
    """

    ref = models.CharField(max_length=20, unique=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="+")
    purpose = models.ForeignKey(ConsentPurpose, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    per_minute = models.PositiveSmallIntegerField(default=60)
    has_paper = models.BooleanField(
        default=True, help_text="Who wants letters on paper gets it on paper"
    )
    words = models.JSONField(default=dict)
    written_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="mailing_has_a_title"),
            models.CheckConstraint(
                condition=Q(per_minute__gte=1, per_minute__lte=1000), name="mailing_within_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(begun_at__isnull=False),
                name="mailing_sent_has_begun",
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="mailing_by_state")]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"


class Choice(models.Model):
    """A segment or a party that a mailing is for, or that it leaves out."""

    mailing = models.ForeignKey(Mailing, on_delete=models.PROTECT, related_name="choices")
    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, null=True, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    is_excluded = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(segment__isnull=False, party__isnull=True)
                | Q(segment__isnull=True, party__isnull=False),
                name="choice_is_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["mailing", "segment"], condition=Q(segment__isnull=False),
                name="choice_of_segment_once",
            ),
            models.UniqueConstraint(
                fields=["mailing", "party"], condition=Q(party__isnull=False),
                name="choice_of_party_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.mailing_id} for {self.segment_id or self.party_id}"

    @property
    def ruled_by(self) -> Mailing:
        return self.mailing


class Recipient(models.Model):
    """One of those a mailing is for, or why not, and what became of their copy.

    ``message_id`` is that of their mail, without brackets; ``due_at`` is when one that was put off
    may leave.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.PROTECT, related_name="recipients")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=Copy.choices, default=Copy.WAITING)
    reason = models.CharField(max_length=13, choices=Reason.choices, blank=True)
    address = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=10, blank=True)
    due_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=250, blank=True)
    left_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)
    has_opted_out = models.BooleanField(default=False)
    has_complained = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mailing", "party"], name="recipient_once"),
            models.CheckConstraint(
                condition=Q(state="left-out") & ~Q(reason="") | ~Q(state="left-out") & Q(reason=""),
                name="recipient_left_out_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="deferred") | Q(due_at__isnull=False),
                name="recipient_put_off_to_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["mailing", "state", "id"], name="recipient_of_mailing"),
            models.Index(fields=["party", "left_at"], name="recipient_of_party"),
            models.Index(fields=["message_id"], name="recipient_by_message"),
        ]

    def __str__(self) -> str:
        return f"{self.mailing_id} to {self.party_id}"

    @property
    def ruled_by(self) -> Mailing:
        return self.mailing
