from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """The life of one promise (ISO 10001; the first states of it)."""

    AGREED = "agreed", _("Agreed")
    KEPT = "kept", _("Kept")
    KEPT_LATE = "kept-late", _("Kept late")
    BROKEN = "broken", _("Broken")
    RELEASED = "released", _("Released")


MOVES: dict[State, frozenset[State]] = {
    State.AGREED: frozenset({State.KEPT, State.KEPT_LATE, State.BROKEN, State.RELEASED}),
    State.KEPT: frozenset({State.AGREED}),
    State.KEPT_LATE: frozenset({State.AGREED}),
    State.BROKEN: frozenset({State.AGREED}),
    State.RELEASED: frozenset(),
}


class Side(models.TextChoices):
    WE = "we", _("We owe")
    THEY = "they", _("They owe")
