"""Stages of each kind of initiative, with what is told in each, to begin a checklist from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accord.features.engagement.states import Channel
from accord.features.initiatives.states import Kind

WEEK: Final = 7
AROUND: Final = 30
"""Days before and after its day in which a talk may be what was to be told."""


class State(models.TextChoices):
    OPEN = "open", pgettext_lazy("telling", "To be told")
    DONE = "done", pgettext_lazy("telling", "Told")
    SKIPPED = "skipped", pgettext_lazy("telling", "Not told, with a reason")


@dataclass(frozen=True)
class Planned:
    """What is told, by which channel, on which day of its stage."""

    words: Any
    channel: str
    day: int


@dataclass(frozen=True)
class Form:
    """A stage as the checklist begins with it: its name, its days, what is told in it."""

    name: Any
    days: int
    told: tuple[Planned, ...]


_PLAN = Planned(_("What is planned, why, and whom to call"), Channel.MEETING, 7)
_HEARD = Planned(_("How they are heard, and until when"), Channel.MAIL, 14)
_BEGINS = Planned(_("What begins when, and what it means for them"), Channel.LETTER, 0)
_FAR = Planned(_("How far we are, and what changed"), Channel.MAIL, 30)
_DONE = Planned(_("What is finished, and what stays open"), Channel.MEETING, 7)
_CAME = Planned(_("What came of what they said"), Channel.LETTER, 21)
_BEFORE = Form(_("Preparation"), 60, (_PLAN, _HEARD))
FORMS: Mapping[str, tuple[Form, ...]] = {
    Kind.PROJECT: (
        _BEFORE, Form(_("Works"), 120, (_BEGINS, _FAR)), Form(_("Handing over"), 30, (_DONE, _CAME))
    ),
    Kind.SERVICE: (
        _BEFORE, Form(_("Service begins"), 30, (_BEGINS, _CAME)),
        Form(_("Service runs"), 180, (_FAR,)),
    ),
    Kind.PROGRAMME: (
        Form(_("Call"), 45, (_PLAN, _HEARD)), Form(_("Programme runs"), 180, (_BEGINS, _FAR)),
        Form(_("Closing"), 30, (_DONE, _CAME)),
    ),
    Kind.SITE: (
        Form(_("Before opening"), 90, (_PLAN, _HEARD)),
        Form(_("Operation"), 365, (_BEGINS, _FAR, _CAME)), Form(_("Closing"), 90, (_PLAN, _DONE)),
    ),
}  # fmt: skip
