"""What becomes of a mailing, and of the copy that each of those it is for gets."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    DRAFT = "draft", pgettext_lazy("mailing", "draft")
    CHECKED = "checked", pgettext_lazy("mailing", "checked")
    SENDING = "sending", pgettext_lazy("mailing", "being sent")
    PAUSED = "paused", pgettext_lazy("mailing", "paused")
    DONE = "done", pgettext_lazy("mailing", "done")
    CANCELLED = "cancelled", pgettext_lazy("mailing", "cancelled")


class Copy(TextChoices):
    WAITING = "waiting", pgettext_lazy("copy", "waits")
    DEFERRED = "deferred", pgettext_lazy("copy", "put off: they heard from us often")
    LEAVING = "leaving", pgettext_lazy("copy", "on its way")
    SENT = "sent", pgettext_lazy("copy", "sent")
    FAILED = "failed", pgettext_lazy("copy", "not sent")
    BOUNCED = "bounced", pgettext_lazy("copy", "not delivered")
    PAPER = "paper", pgettext_lazy("copy", "on paper, not posted yet")
    POSTED = "posted", pgettext_lazy("copy", "posted")
    LEFT_OUT = "left-out", pgettext_lazy("copy", "left out")


class Reason(TextChoices):
    """Why somebody is left out."""

    EXCLUDED = "excluded", _("By choice")
    INACTIVE = "inactive", _("Set inactive")
    NOT_PERMITTED = "not-permitted", _("May not be contacted")
    ARRANGED = "arranged", _("Arranged otherwise")
    NO_CONSENT = "no-consent", _("No consent for this")
    OPTED_OUT = "opted-out", _("Said no to this")
    NO_ADDRESS = "no-address", _("No address")
    BOUNCED = "bounced", _("Address does not work")
    SAME_ADDRESS = "same-address", _("Same address as another")
    HOLES = "holes", _("A field would be empty")
    CANCELLED = "cancelled", _("The mailing was cancelled before")


OPEN: Final = (State.DRAFT, State.CHECKED)
BEGUN: Final = (State.SENDING, State.PAUSED)
ENDED: Final = (State.DONE, State.CANCELLED)
AHEAD: Final = (Copy.WAITING, Copy.DEFERRED)
REACHED: Final = (Copy.LEAVING, Copy.SENT, Copy.POSTED)
