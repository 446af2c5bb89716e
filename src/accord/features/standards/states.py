"""The fixed words of the communication process and of its check sheet."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MOST_DAYS: Final = 60
MOST_SIZE: Final = 50
PERIOD: Final = 90
DEMAND_WEEKS: Final = 4


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("process", "Draft")
    APPROVED = "approved", pgettext_lazy("process", "In force")
    REPLACED = "replaced", pgettext_lazy("process", "Replaced")


class Line(models.TextChoices):
    """What a reader of a sample looks for."""

    ANSWERS = "answers", _("Says what they asked")
    PLAIN = "plain", _("In plain words")
    TONE = "tone", _("In the tone that was laid down")
    AGREED = "agreed", _("Says what we agreed to say")
    NEXT = "next", _("Says what comes next, and when")
    CHANNEL = "channel", _("On the right channel")


class Mark(models.TextChoices):
    YES = "yes", pgettext_lazy("check sheet", "yes")
    NO = "no", pgettext_lazy("check sheet", "no")
    NONE = "none", pgettext_lazy("check sheet", "does not apply")


class Gap(models.TextChoices):
    """What a description lacks to be carried out."""

    CHANNELS = "channels", _("no channel is described")
    PERSON = "person", _("who answers no longer works here")
    AWAY = "away", _("who answers is away, and nobody stands in")
    TEMPLATE = "template", _("the template is used no more, or has no words")
    HOURS = "hours", _("there are fewer hours than the messages of the last weeks took")


# The same, as it is said of a description that has it.
THERE: Final = {
    Gap.CHANNELS: _("channels are described"),
    Gap.PERSON: _("who answers works here"),
    Gap.AWAY: _("who answers is there, or somebody stands in"),
    Gap.TEMPLATE: _("the template is in use"),
    Gap.HOURS: _("hours that the messages of the last weeks took, and hours given"),
}
