from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_MINUTES = 24 * 60


class Channel(models.TextChoices):
    CALL = "call", _("Call")
    MEETING = "meeting", _("Meeting")
    VISIT = "visit", _("Site visit")
    MAIL = "mail", _("E-mail")
    LETTER = "letter", _("Letter")
    MESSAGE = "message", _("Message")
    EVENT = "event", _("Event")


class Direction(models.TextChoices):
    IN = "in", _("They came to us")
    OUT = "out", _("We went to them")
    BOTH = "both", _("Both")


class Mood(models.IntegerChoices):
    WORSE = -1, _("Worse")
    SAME = 0, _("Same")
    BETTER = 1, _("Better")


class PointState(models.TextChoices):
    """How a point of a talk stands: only noted, to be followed up, or followed up to an end."""

    NOTED = "noted", _("Noted")
    OPEN = "open", _("To follow up")
    SETTLED = "settled", _("Settled")
    UNRESOLVED = "unresolved", _("Unresolved")
