from django.db import models


class IdempotencyKey(models.Model):
    """What a write was answered, kept for a day under the key that its sender gave it.

    Written in the transaction of the write, so there is never the one without the other.
    """

    owner_id = models.BigIntegerField()
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="Of method, address and body")
    status = models.SmallIntegerField(default=0)
    body = models.TextField(blank=True)
    entry_id = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_id", "key"], name="idempotency_key_once")
        ]
        indexes = [models.Index(fields=["made_at"], name="idempotency_key_by_age")]

    def __str__(self) -> str:
        return self.key
