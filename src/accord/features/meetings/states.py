"""The life of a meeting, and what its parts can be."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """The life of one meeting; nothing is sent of a draft."""

    DRAFT = "draft", pgettext_lazy("meeting", "Draft")
    INVITED = "invited", pgettext_lazy("meeting", "Invited")
    RUNNING = "running", pgettext_lazy("meeting", "Running")
    FINISHED = "finished", pgettext_lazy("meeting", "Finished")
    CLOSED = "closed", pgettext_lazy("meeting", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")


MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.INVITED, State.RUNNING, State.CANCELLED}),
    State.INVITED: frozenset({State.RUNNING, State.CANCELLED}),
    State.RUNNING: frozenset({State.FINISHED, State.CANCELLED}),
    State.FINISHED: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
    State.CANCELLED: frozenset(),
}
AHEAD = frozenset({State.DRAFT, State.INVITED})
BEHIND = frozenset({State.FINISHED, State.CLOSED})


class Answer(models.TextChoices):
    NONE = "none", _("no answer yet")
    YES = "yes", _("comes")
    MAYBE = "maybe", _("may come")
    NO = "no", _("does not come")


class ItemKind(models.TextChoices):
    INFORMATION = "information", _("Information")
    DISCUSSION = "discussion", _("Discussion")
    DECISION = "decision", _("Decision")


class LineKind(models.TextChoices):
    """What a line of the minutes is; a heading only names the item that follows."""

    HEADING = "heading", _("Heading")
    NOTE = "note", _("Note")
    DECISION = "decision", _("Decision")
    TASK = "task", _("Task")
    WE = "we", _("We promise")
    THEY = "they", _("They promise")
    QUESTION = "question", _("Open point")


class Rhythm(models.TextChoices):
    WEEK = "week", pgettext_lazy("rhythm", "every week")
    MONTH = "month", pgettext_lazy("rhythm", "every month")
    QUARTER = "quarter", _("every quarter")
