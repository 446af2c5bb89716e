"""The life of what is said in a discussion space."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    WAITING = "waiting", pgettext_lazy("contribution", "Waits for the moderator")
    SHOWN = "shown", pgettext_lazy("contribution", "Shown")
    HIDDEN = "hidden", pgettext_lazy("contribution", "Hidden")


LONGEST = 4000
