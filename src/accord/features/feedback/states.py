"""How far a feedback note is."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    DRAFT = "draft", pgettext_lazy("feedback", "draft")
    GIVEN = "given", pgettext_lazy("feedback", "given")
    UNDERSTOOD = "understood", pgettext_lazy("feedback", "understood")
