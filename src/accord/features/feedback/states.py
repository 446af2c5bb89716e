"""How far a feedback note is, and how long the link to it works."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    DRAFT = "draft", pgettext_lazy("feedback", "draft")
    GIVEN = "given", pgettext_lazy("feedback", "given")
    UNDERSTOOD = "understood", pgettext_lazy("feedback", "understood")


LINK_LIFE = timedelta(days=90)  # from when it was given, or answered last
