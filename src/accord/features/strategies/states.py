"""The fixed words of strategies and of what is planned in them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """How a strategy stands: being written, agreed and carried out, or over."""

    DRAFT = "draft", pgettext_lazy("strategy", "Draft")
    RUNNING = "running", pgettext_lazy("strategy", "Running")
    ENDED = "ended", pgettext_lazy("strategy", "Ended")


class ObjectiveState(models.TextChoices):
    OPEN = "open", pgettext_lazy("objective", "Open")
    REACHED = "reached", pgettext_lazy("objective", "Reached")
    MISSED = "missed", pgettext_lazy("objective", "Missed")
    DROPPED = "dropped", pgettext_lazy("objective", "Dropped")


class ActivityState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("activity", "Planned")
    RUNNING = "running", pgettext_lazy("activity", "Running")
    STOPPED = "stopped", pgettext_lazy("activity", "Stopped")


class TouchState(models.TextChoices):
    OPEN = "open", pgettext_lazy("touch", "Open")
    DONE = "done", pgettext_lazy("touch", "Done")
    DROPPED = "dropped", pgettext_lazy("touch", "Dropped")


class DeliverableState(models.TextChoices):
    OPEN = "open", pgettext_lazy("deliverable", "Open")
    DELIVERED = "delivered", pgettext_lazy("deliverable", "Delivered")
    DROPPED = "dropped", pgettext_lazy("deliverable", "Dropped")


class Risk(models.TextChoices):
    LOW = "low", pgettext_lazy("risk", "Low")
    MEDIUM = "medium", pgettext_lazy("risk", "Medium")
    HIGH = "high", pgettext_lazy("risk", "High")


MOST_RHYTHM = 730
MOST_AUDIENCE = 2_000
AHEAD = 14
"""A single touch is closed by a talk on its channel from so many days before its day."""
