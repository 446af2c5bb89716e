from django.db import models
from django.utils.translation import gettext_lazy as _


class Whose(models.TextChoices):
    """Whose calendar: one's own, or that of everybody in one's department and those below it."""

    MINE = "mine", _("Mine")
    TEAM = "team", _("My department's")


PLAN = "calendar-plan"
SCOPES = {Whose.MINE: "calendar", Whose.TEAM: "calendar-team"}
