from django.db import models
from django.db.models import Q

from accord.features.stakeholders.models._party import Party
from accord.features.stakeholders.states import RowKind, Visibility
from accord.foundation.accounts.models import Department, User


class TimelineRow(models.Model):
    """One thing that concerns one party, written by the feature it belongs to, in its change."""

    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="timeline", db_index=False
    )
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=RowKind.choices)
    verb = models.CharField(max_length=60)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    subject_ref = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    channel = models.CharField(max_length=12, blank=True)
    mood = models.SmallIntegerField(null=True, help_text="-1 worse, 0 same, 1 better")
    is_contact = models.BooleanField(default=False, help_text="Two sides spoke; resets the rhythm")
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.EVERYONE
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["party", "-at", "-id"], name="timeline_of_party"),
            models.Index(
                fields=["party", "-at"],
                name="timeline_contacts",
                condition=Q(is_contact=True),
            ),
            models.Index(
                fields=["party", "visibility", "by", "id"],
                name="timeline_restricted",
                condition=~Q(visibility=Visibility.EVERYONE),
            ),
            models.Index(fields=["subject_type", "subject_id"], name="timeline_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_ref}"


class TimelineReader(models.Model):
    """Somebody named who may see a row that only named people may see."""

    row = models.ForeignKey(TimelineRow, on_delete=models.PROTECT, related_name="readers")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["row", "person"], name="timeline_reader_once")
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.person_id}"


class TimelineMonth(models.Model):
    """How many rows a month holds, kept with them; rows for named people are counted apart."""

    month = models.DateField()
    kind = models.CharField(max_length=10)
    department_id = models.BigIntegerField(default=0)
    visibility = models.CharField(max_length=10)
    rows_count = models.BigIntegerField(default=0)

    derived = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "kind", "department_id", "visibility"], name="timeline_month_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.kind} {self.rows_count}"


class Note(models.Model):
    """Words kept on a party, byte for byte; who may see them is said on each."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.EVERYONE
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.text[:60]
