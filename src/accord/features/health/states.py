"""The fixed words of relationship health."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Band(models.TextChoices):
    HEALTHY = "healthy", _("Healthy")
    WATCH = "watch", pgettext_lazy("health", "Watch")
    AT_RISK = "at_risk", _("At risk")


class Part(models.TextChoices):
    """What a score is made of, in the order in which it is shown."""

    RECENCY = "recency", _("Last contact")
    FREQUENCY = "frequency", _("How often we talk")
    RECIPROCITY = "reciprocity", _("Both sides come forward")
    SENTIMENT = "sentiment", _("How talks went")
    PROMISES = "promises", _("Our promises kept")


class Move(models.TextChoices):
    """What happened to a relationship in the last seven days."""

    REPLIED = "replied", _("Replied after silence")
    QUIET = "quiet", _("Went quiet")
    WARMED = "warmed", _("Warmed")
    COOLED = "cooled", _("Cooled")


class Rhythm(models.TextChoices):
    """Where the days between contacts come from that a score is held against."""

    AGREED = "agreed", _("agreed with them")
    TIER = "tier", _("from the tier")
    ASSUMED = "assumed", _("assumed, as none is agreed")
