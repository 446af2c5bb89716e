"""The fixed words of engagement policies."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("policy", "Draft")
    IN_FORCE = "in-force", pgettext_lazy("policy", "In force")
    ENDED = "ended", pgettext_lazy("policy", "Ended")


class Code(models.TextChoices):
    """What a role has to do with a piece of work (RACI)."""

    RESPONSIBLE = "R", _("R: does it")
    ACCOUNTABLE = "A", _("A: answers for it")
    BOTH = "A/R", _("A/R: does it and answers for it")
    CONSULTED = "C", _("C: is asked before")
    INFORMED = "I", _("I: is told after")


class Light(models.TextChoices):
    """How long ago the last contact was, against what the policy says."""

    GREEN = "green", pgettext_lazy("cadence", "In rhythm")
    AMBER = "amber", pgettext_lazy("cadence", "Due")
    RED = "red", pgettext_lazy("cadence", "Too long ago")
    EXCUSED = "excused", pgettext_lazy("cadence", "Excused")


ESCALATED_AFTER = 7
"""Days that a reminder may be late before it is escalated."""
REMINDED_WITHIN = 3
"""Days within which a reminder is due."""
MOST_DAYS = 730
