from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    PROJECT = "project", _("Project")
    SERVICE = "service", _("Service")
    PROGRAMME = "programme", _("Programme")
    SITE = "site", _("Site")
