"""The fixed words of knowledge: what a note is, how far it is, what its readers owe."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    TECHNICAL = "technical", pgettext_lazy("note", "Technical")
    BUSINESS = "business", pgettext_lazy("note", "Business")
    LESSON = "lesson", pgettext_lazy("note", "Lesson")
    BULLETIN = "bulletin", pgettext_lazy("note", "Bulletin")


class State(TextChoices):
    DRAFT = "draft", pgettext_lazy("note", "draft")
    PUBLISHED = "published", pgettext_lazy("note", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("note", "withdrawn")


class Duty(TextChoices):
    """What somebody to whom a note is addressed owes it, the most first."""

    ACT = "act", _("must act on it")
    ACKNOWLEDGE = "acknowledge", _("must acknowledge it")
    INFORM = "inform", _("for information")


class Reminded(TextChoices):
    """Who was told that a receipt is overdue, so far."""

    NOBODY = "nobody", _("nobody")
    READER = "reader", _("the reader")
    DEPUTY = "deputy", _("their deputy")
    AUTHOR = "author", _("the author")


REQUIRED: Final = (Duty.ACT, Duty.ACKNOWLEDGE)
