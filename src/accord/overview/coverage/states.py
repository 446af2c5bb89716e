from django.db import models
from django.utils.translation import gettext_lazy as _


class Gap(models.TextChoices):
    """What is missing at a seat that somebody sits on."""

    UNOWNED = "unowned", _("Nobody looks after them")
    UNPLANNED = "unplanned", _("No plan")
    SILENT = "silent", _("Silent")
    SINGLE = "single", _("On one thread")
