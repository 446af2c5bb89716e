from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from accord.features.promises.states import Side, State
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Visibility
from accord.foundation.accounts.models import Department, User
from accord.foundation.kernel.days import as_said


class Promise(models.Model):
    """Anything one side said it would do for the other, with the moment it falls due."""

    ref = models.CharField(max_length=20, unique=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=4, choices=Side.choices, default=Side.WE)
    words = models.CharField(max_length=300)
    source = models.TextField(blank=True, help_text="The sentence it was made in")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    their_owner = models.CharField(
        max_length=120, blank=True, help_text="Who sees to it on their side"
    )
    due_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.AGREED)
    settled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was moved or broken")
    snoozed_until = models.DateField(null=True)
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.EVERYONE
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.AGREED, settled_at=None)
                | ~Q(state=State.AGREED) & Q(settled_at__isnull=False),
                name="promise_settled_has_a_moment",
            )
        ]
        indexes = [
            models.Index(fields=["owner", "state", "due_at"], name="promise_of_owner"),
            models.Index(fields=["party", "state", "due_at"], name="promise_of_party"),
            models.Index(
                fields=["due_at", "id"], name="promise_waiting", condition=Q(state=State.AGREED)
            ),
            models.Index(fields=["made_at", "id"], name="promise_by_making"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def due(self) -> date | datetime | None:
        """The day it is due, or the moment where a time was said."""
        return as_said(self.due_at, settings.HOUSE_TIME_ZONE)

    @property
    def ruled_by(self) -> Party:
        return self.party
