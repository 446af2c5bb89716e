"""The queue, the slots that the clock has filled, and the workers that were seen."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    DEAD = "dead", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


OPEN = frozenset({State.WAITING, State.RUNNING})


class Job(models.Model):
    """One piece of work. A worker holds it by a lease that it renews; a lapsed one is taken over.

    ``lease`` is the token of whoever runs it: each write of a run asks for its token, so a worker
    that was thought dead can't write after another has taken over.
    """

    name = models.CharField(max_length=80)
    args = models.JSONField(default=dict)
    priority = models.SmallIntegerField(default=0)
    is_long = models.BooleanField(default=False)
    unique_key = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    by_id = models.BigIntegerField(null=True)
    enqueued_at = models.DateTimeField()
    run_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    lease = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    max_tries = models.PositiveSmallIntegerField(default=5)
    error = models.TextField(blank=True)
    steps_done = models.BigIntegerField(default=0)
    steps_total = models.BigIntegerField(null=True)
    words = models.CharField(max_length=200, blank=True)
    is_cancel_asked = models.BooleanField(default=False)
    checkpoint = models.JSONField(default=dict)
    result = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unique_key"],
                condition=Q(done_at__isnull=True) & ~Q(unique_key=""),
                name="job_open_once_a_key",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], done_at__isnull=True)
                | Q(state__in=["done", "dead", "cancelled"], done_at__isnull=False),
                name="job_ended_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-priority", "run_at", "id"],
                condition=Q(done_at__isnull=True),
                name="job_open",
            ),
            models.Index(fields=["state", "-done_at"], name="job_ended"),
            models.Index(fields=["by_id", "-id"], name="job_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"

    @property
    def share(self) -> float | None:
        """How much of it is done, from 0 to 1, where that is known."""
        if not self.steps_total:
            return None
        return min(self.steps_done / self.steps_total, 1.0)


class Slot(models.Model):
    """A moment of the clock for which its job was enqueued: no second scheduler can do it again."""

    name = models.CharField(max_length=80)
    slot = models.CharField(max_length=40)
    filled_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "slot"], name="slot_filled_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.slot}"


class Worker(models.Model):
    """A worker process that was seen; pages say when there is none."""

    token = models.CharField(max_length=32, unique=True)
    place = models.CharField(max_length=120)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.place
