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


class Sign(models.TextChoices):
    """An early warning: what opens a task for whoever looks after the party."""

    CROSSED = "crossed", _("Health fell a band within the days")
    SILENCE = "silence", _("A key supporter is silent for so many times the rhythm")
    MOVED = "moved", _("A promise of ours was moved so many times within the days")
    BADLY = "badly", _("So many talks went badly within the days")


# What is done at each sign, where nobody wrote anything else.
PLAYBOOKS = {
    Sign.CROSSED: _("call them this week, and find out what changed"),
    Sign.SILENCE: _("get in touch, and plan the next talk"),
    Sign.MOVED: _("agree with them on a day that holds, or say that you can’t"),
    Sign.BADLY: _("find out what is wrong, and tell them what you will do"),
}
