"""What becomes of an escalation: somebody holds it, decides, and the stakeholder is answered."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    OPEN = "open", pgettext_lazy("escalation", "to be decided")
    DECIDED = "decided", pgettext_lazy("escalation", "decided, to be answered")
    ANSWERED = "answered", pgettext_lazy("escalation", "answered")
    WITHDRAWN = "withdrawn", pgettext_lazy("escalation", "withdrawn")


LEVELS: Final = {
    4: _("4 · practitioner"), 5: _("5 · lead"), 6: _("6 · manager"), 7: _("7 · executive"),
}  # fmt: skip
ONGOING: Final = (State.OPEN, State.DECIDED)
