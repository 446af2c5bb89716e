"""What becomes of a letter, and of the copy that goes to each of those it is for."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    DRAFT = "draft", pgettext_lazy("letter", "draft")
    HELD = "held", pgettext_lazy("letter", "held")
    WAITING = "waiting", pgettext_lazy("letter", "about to leave")
    LEAVING = "leaving", pgettext_lazy("letter", "on its way")
    SENT = "sent", pgettext_lazy("letter", "sent")
    FAILED = "failed", pgettext_lazy("letter", "not sent")


class Copy(TextChoices):
    WAITING = "waiting", pgettext_lazy("letter", "waits")
    LEAVING = "leaving", pgettext_lazy("letter", "on its way")
    SENT = "sent", pgettext_lazy("letter", "sent")
    FAILED = "failed", pgettext_lazy("letter", "not sent")


RECALLABLE: Final = (State.WAITING, State.HELD)
UNDERWAY: Final = (State.WAITING, State.HELD, State.LEAVING)
ENDED: Final = (State.SENT, State.FAILED)
