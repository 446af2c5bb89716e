from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    NOT_MET = "not-met", _("not met")
    IN_PART = "in-part", _("met in part")
    MET = "met", _("met")
    GONE = "gone", _("no longer there")


class Kind(models.TextChoices):
    """What sort of need it is: what they want to reach, what they demand of us, or neither."""

    NEED = "need", _("need")
    GOAL = "goal", _("goal")
    REQUIREMENT = "requirement", _("requirement")


class Confidence(models.TextChoices):
    """How we know."""

    THEMSELVES = "themselves", _("from themselves")
    OTHERS = "others", _("from others")
    ASSUMED = "assumed", _("assumed")
