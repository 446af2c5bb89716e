"""The questions of pulses and their scales, the ways to ask, and what becomes of a pulse."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

AGAIN_DAYS: Final = 90
"""Days in which nobody is asked twice, unless the house sets more."""
OPEN_DAYS: Final = 30
FEWEST: Final = 5
MOST_QUESTIONS: Final = 3
TOP: Final = 2
"""Steps of a scale, from its top, that count as content."""


class State(models.TextChoices):
    ASKED = "asked", pgettext_lazy("pulse", "asked")
    ANSWERED = "answered", pgettext_lazy("pulse", "answered")
    DECLINED = "declined", pgettext_lazy("pulse", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("pulse", "withdrawn")


class Way(models.TextChoices):
    LINK = "link", _("By mail, with a link of their own")
    IN_PERSON = "in-person", _("In person: you write the answers down")


@dataclass(frozen=True)
class Question:
    """One question with its scale; ``low`` and ``high`` say what its ends mean."""

    words: Any
    least: int
    most: int
    low: Any
    high: Any

    @property
    def steps(self) -> range:
        return range(self.least, self.most + 1)


QUESTIONS: Final[dict[str, Question]] = {
    "heard": Question(
        _("Did you feel heard?"), 1, 5,
        pgettext_lazy("felt heard", "not at all"), pgettext_lazy("felt heard", "fully"),
    ),
    "clear": Question(
        _("Is it clear to you what happens next?"), 1, 5,
        pgettext_lazy("is clear", "not at all"), pgettext_lazy("is clear", "fully"),
    ),
    "solved": Question(
        _("Was what you came with dealt with?"), 1, 5,
        pgettext_lazy("was dealt with", "not at all"), pgettext_lazy("was dealt with", "fully"),
    ),
    "effort": Question(
        _("How easy was it to reach the right person?"), 1, 5,
        pgettext_lazy("easy", "very hard"), pgettext_lazy("easy", "very easy"),
    ),
    "trust": Question(
        _("How much do you trust us to do what we say?"), 0, 10,
        pgettext_lazy("trust", "not at all"), pgettext_lazy("trust", "completely"),
    ),
}  # fmt: skip
USUAL: Final = ("heard", "clear", "trust")
