"""Why to write first, what may become of it, and the words to begin with."""

from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SOON: Final = 7
RECENT: Final = 14
SHOWN: Final = 7
ON_HOME: Final = 3


class Kind(models.TextChoices):
    TROUBLE = "trouble", pgettext_lazy("nudge", "After trouble")
    MILESTONE = "milestone", pgettext_lazy("nudge", "Ahead")
    SILENCE = "silence", pgettext_lazy("nudge", "Silence")
    NEWS = "news", pgettext_lazy("nudge", "Good news")


class State(models.TextChoices):
    SNOOZED = "snoozed", pgettext_lazy("nudge", "Later")
    DISMISSED = "dismissed", pgettext_lazy("nudge", "Dismissed")
    STARTED = "started", pgettext_lazy("nudge", "Begun")


class Why(models.TextChoices):
    """Why somebody does not write; chosen, so that nothing is kept in words about a party."""

    DONE = "done", _("They know already")
    ELSEWHERE = "elsewhere", _("Somebody else tells them")
    UNWANTED = "unwanted", _("They would not want it")
    WRONG = "wrong", _("This is not so")


_SORRY = _("I am writing to you about what went wrong. We are sorry about it. What we do now:")
# Subject, words to somebody we know well, words to all others and after trouble.
WORDS: Final[dict[str, tuple[Any, Any, Any]]] = {
    Kind.TROUBLE: (
        _("What went wrong, and what we do now"),
        _SORRY,
        _SORRY,
    ),
    Kind.MILESTONE: (
        _("What comes next"),
        _("a word before you have to ask: what comes next, and when:"),
        _("I would like to inform you in good time of what comes next, and when:"),
    ),
    Kind.SILENCE: (
        _("How are things with you?"),
        _("it has been a while. How are things with you, and is there anything you need from us?"),
        _("It has been some time since we were in contact. May I ask how matters stand, and "
          "whether there is anything you need from us?"),
    ),
    Kind.NEWS: (
        _("Good news"),
        _("I have good news for you:"),
        _("I am glad to be able to tell you:"),
    ),
}  # fmt: skip
