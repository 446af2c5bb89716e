"""The trail, the images it keeps, the head of its chain, the outbox, and counters."""

from django.db import models


class Entry(models.Model):
    """One line of the trail. It names its subject and holds no key to it, so it outlives it.

    Entries of one transaction share ``batch``, the id of the first of them.
    """

    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)
    batch = models.BigIntegerField(null=True)
    undone_by = models.BigIntegerField(null=True)
    salt = models.CharField(max_length=32, null=True)  # noqa: DJ001 -- null says erased
    details_digest = models.CharField(max_length=64)
    rows_count = models.IntegerField(default=0)
    rows_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="entry_of_subject"),
            models.Index(fields=["batch"], name="entry_of_batch"),
            models.Index(fields=["by_id", "-id"], name="entry_of_person"),
            models.Index(fields=["at"], name="entry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type}:{self.subject_id}"


class Image(models.Model):
    """What one row was before and became after one entry; its salted digest outlives erasure."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="images")
    kind = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    op = models.CharField(max_length=1, choices=[("+", "added"), ("~", "set"), ("-", "removed")])
    version = models.IntegerField(default=0)
    before = models.TextField(null=True)  # noqa: DJ001 -- null says erased or not there
    after = models.TextField(null=True)  # noqa: DJ001
    salt = models.CharField(max_length=32, null=True)  # noqa: DJ001
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["kind", "row_id", "-id"], name="image_of_row")]

    def __str__(self) -> str:
        return f"{self.op} {self.kind}:{self.row_id}"


class Head(models.Model):
    """The end of the chain: one row, locked for the last moment of each transaction."""

    digest = models.CharField(max_length=64)
    entries_count = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.digest


class Letter(models.Model):
    """An event that waits in the outbox until every reaction to it has its job."""

    name = models.CharField(max_length=80)
    body = models.JSONField()
    written_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], name="letter_waiting", condition=models.Q(delivered_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"


class Counter(models.Model):
    """The last number given out for one kind of reference, where the database has no sequences."""

    kind = models.CharField(max_length=40, primary_key=True)
    value = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
