from django.db import models

from accord.foundation.accounts.models import User


class Blob(models.Model):
    """The bytes of a file, kept once however often they are attached."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    has_preview = models.BooleanField(default=False)
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256

    @property
    def key(self) -> str:
        """Where the bytes stand in the storage, outside any folder that is served."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"

    @property
    def preview_key(self) -> str:
        return f"{self.key}.preview"


class Attachment(models.Model):
    """A file that belongs to one record of any kind; who may see that may fetch it."""

    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="attachments")
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    name = models.CharField(max_length=255)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id"], name="attachment_of_record")]

    def __str__(self) -> str:
        return self.name
