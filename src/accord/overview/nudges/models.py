from django.db import models
from django.db.models import Q

from accord.foundation.accounts.models import User
from accord.overview.nudges.states import State, Why


class Reply(models.Model):
    """What somebody did about one nudge; the same is never shown to them again."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60, help_text="Kind and reference")
    state = models.CharField(max_length=9, choices=State.choices)
    until = models.DateField(null=True)
    why = models.CharField(max_length=9, choices=Why.choices, blank=True)
    at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="nudge_reply_once"),
            models.CheckConstraint(
                condition=~Q(state=State.SNOOZED) | Q(until__isnull=False),
                name="nudge_snoozed_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.state}"
