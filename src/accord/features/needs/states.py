from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    NOT_MET = "not-met", _("not met")
    IN_PART = "in-part", _("met in part")
    MET = "met", _("met")
    GONE = "gone", _("no longer there")
