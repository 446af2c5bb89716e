"""An import, what it did chunk by chunk, what it refused, and mappings people chose before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accord.foundation.accounts.models import User


class Import(models.Model):
    """One file on its way into the register, from the upload to its undo."""

    class State(models.TextChoices):
        GIVEN = "given", _("Given")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Failed")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    target = models.CharField(max_length=60)
    file_name = models.CharField(max_length=255)
    path = models.CharField(max_length=500)
    size = models.BigIntegerField()
    detection = models.JSONField(default=dict)
    header = models.JSONField(default=list)
    mapping = models.JSONField(default=dict, help_text="Field by the number of its column")
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.GIVEN)
    error = models.TextField(blank=True)
    counts = models.JSONField(default=dict, help_text="What the last dry run found")
    job_id = models.BigIntegerField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    undone = models.JSONField(default=dict, help_text="What an undo left alone, by reason")
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["-id"], name="import_newest")]

    def __str__(self) -> str:
        return self.file_name


class ImportChunk(models.Model):
    """What became of some thousand rows, written in the transaction that wrote them.

    So an import that was killed goes on behind its last chunk: nothing twice, nothing missing.
    """

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="chunks")
    number = models.IntegerField()
    last_row = models.BigIntegerField()
    rows_count = models.IntegerField()
    new_count = models.IntegerField(default=0)
    changed_count = models.IntegerField(default=0)
    unchanged_count = models.IntegerField(default=0)
    twin_count = models.IntegerField(default=0)
    refused_count = models.IntegerField(default=0)
    warned_count = models.IntegerField(default=0)
    entry_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="import_chunk_once")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.number}"


class ImportRemark(models.Model):
    """A row that was refused, or kept with a warning: where, why, and what it said."""

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="remarks")
    row = models.BigIntegerField()
    is_refusal = models.BooleanField(default=True)
    code = models.CharField(max_length=60)
    message = models.TextField()
    raw = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["batch", "row"], name="import_remark_by_row")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.row} {self.code}"


class ImportMapping(models.Model):
    """The mapping somebody last chose for a header, offered again for the same header."""

    target = models.CharField(max_length=60)
    header_digest = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target", "header_digest"], name="import_mapping_once")
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.header_digest[:8]}"
