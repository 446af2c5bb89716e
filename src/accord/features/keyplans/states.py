"""What becomes of a goal of a plan."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class GoalState(TextChoices):
    OPEN = "open", pgettext_lazy("goal", "open")
    REACHED = "reached", pgettext_lazy("goal", "reached")
    MISSED = "missed", pgettext_lazy("goal", "missed")
    DROPPED = "dropped", pgettext_lazy("goal", "dropped")
