"""The fixed words of initiatives and stakes."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accord.methods.stakeholders.ratings import SCALES

LEAST, MOST = 10, 50
"""Scores run from 1 to 5 and are kept in tenths."""


class Kind(models.TextChoices):
    PROJECT = "project", _("Project")
    SERVICE = "service", _("Service")
    PROGRAMME = "programme", _("Programme")
    SITE = "site", _("Site")


class Level(models.TextChoices):
    """How somebody stands to an initiative, from not knowing of it to leading it."""

    UNAWARE = "unaware", pgettext_lazy("level of engagement", "Unaware")
    RESISTANT = "resistant", pgettext_lazy("level of engagement", "Resistant")
    NEUTRAL = "neutral", pgettext_lazy("level of engagement", "Neutral")
    SUPPORTIVE = "supportive", pgettext_lazy("level of engagement", "Supportive")
    LEADING = "leading", pgettext_lazy("level of engagement", "Leading")


WANTED: Final = [(level.value, level.label) for level in list(Level)[2:]]


class Participation(models.TextChoices):
    """How much say a party gets in the decisions of an initiative."""

    INFORM = "inform", pgettext_lazy("participation", "Inform")
    CONSULT = "consult", pgettext_lazy("participation", "Consult")
    INVOLVE = "involve", pgettext_lazy("participation", "Involve")
    COLLABORATE = "collaborate", pgettext_lazy("participation", "Collaborate")
    EMPOWER = "empower", pgettext_lazy("participation", "Empower")


class Stance(models.TextChoices):
    """What a party says to one issue."""

    AGAINST = "against", pgettext_lazy("stance", "Against")
    CONDITIONAL = "conditional", pgettext_lazy("stance", "On a condition")
    FOR = "for", pgettext_lazy("stance", "For")


class Quadrant(models.TextChoices):
    """The fields of the map of power and interest."""

    MANAGE_CLOSELY = "manage_closely", _("Work closely")
    KEEP_SATISFIED = "keep_satisfied", _("Keep satisfied")
    KEEP_INFORMED = "keep_informed", _("Keep informed")
    MONITOR = "monitor", pgettext_lazy("quadrant", "Watch")


class Way(models.TextChoices):
    """Where a stake stands on the way from the level now to the one wanted."""

    INFORM_FIRST = "inform_first", pgettext_lazy("gap", "They do not know of it yet")
    RAISE = "raise", pgettext_lazy("gap", "Below the level wanted")
    ALIGNED = "aligned", pgettext_lazy("gap", "As wanted")
    OVER_ENGAGED = "over_engaged", pgettext_lazy("gap", "Above the level wanted")


SCALE_LABELS: Final = {
    "power": pgettext_lazy("scale", "Power"),
    "interest": pgettext_lazy("scale", "Interest"),
    "influence": pgettext_lazy("scale", "Influence"),
    "impact": pgettext_lazy("scale", "Impact on them"),
    "legitimacy": pgettext_lazy("scale", "Legitimacy"),
    "urgency": pgettext_lazy("scale", "Urgency"),
    "attitude": pgettext_lazy("scale", "Attitude"),
}

__all__ = [
    "LEAST",
    "MOST",
    "SCALES",
    "SCALE_LABELS",
    "WANTED",
    "Kind",
    "Level",
    "Participation",
    "Quadrant",
    "Stance",
    "Way",
]
