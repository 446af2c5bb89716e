"""The fixed words of key messages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LONGEST = 4000
LOOKED_BACK = 365
"""Days of what was told before that a letter is held against."""
SUGGESTED = 5
LEAST_FIT = 2


class Kind(models.TextChoices):
    MESSAGE = "message", _("Key message")
    QUESTION = "question", _("Question and answer")


class State(models.TextChoices):
    """What became of one edition; that it has expired is told by its day."""

    DRAFT = "draft", pgettext_lazy("key message", "Draft")
    APPROVED = "approved", pgettext_lazy("key message", "Approved")
    REPLACED = "replaced", pgettext_lazy("key message", "Replaced")


class Standing(models.TextChoices):
    """How a key message stands on a day."""

    NONE = "none", pgettext_lazy("key message", "Not approved yet")
    HOLDS = "holds", pgettext_lazy("key message", "Holds")
    EXPIRED = "expired", pgettext_lazy("key message", "Expired")
    ENDED = "ended", pgettext_lazy("key message", "Ended")


class Settled(models.TextChoices):
    """What became of a contradiction."""

    OPEN = "open", pgettext_lazy("contradiction", "Open")
    DECIDED = "decided", pgettext_lazy("contradiction", "Decided, not told yet")
    TOLD = "told", pgettext_lazy("contradiction", "Told")


class Holds(models.TextChoices):
    FIRST = "first", _("What was said first holds")
    SECOND = "second", _("What was said later holds")
    NEITHER = "neither", _("Neither holds")
