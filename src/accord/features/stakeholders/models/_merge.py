from django.db import models

from accord.foundation.accounts.models import User


class Merge(models.Model):
    """That the record of one party went into another's: its reference leads on to that one.

    Both are named by number, for either may go into a third in turn; the merged one's row is gone,
    and what it was stands in the trail.
    """

    survivor_id = models.BigIntegerField()
    merged_id = models.BigIntegerField(unique=True)
    ref = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["survivor_id"], name="merge_of_survivor")]

    def __str__(self) -> str:
        return f"{self.ref} in {self.survivor_id}"
