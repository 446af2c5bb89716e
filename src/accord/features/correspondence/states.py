from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    FILED = "filed", _("Filed")
    ASIDE = "aside", _("Set aside")
