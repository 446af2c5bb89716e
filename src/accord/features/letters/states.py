"""What becomes of a letter, and of the copy that goes to each of those it is for."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    DRAFT = "draft", pgettext_lazy("letter", "draft")
    HELD = "held", pgettext_lazy("letter", "held")
    WAITING = "waiting", pgettext_lazy("letter", "about to leave")
    LEAVING = "leaving", pgettext_lazy("letter", "on its way")
    SENT = "sent", pgettext_lazy("letter", "sent")
    FAILED = "failed", pgettext_lazy("letter", "not sent")
    POSTED = "posted", pgettext_lazy("letter", "posted")


class Copy(TextChoices):
    WAITING = "waiting", pgettext_lazy("letter", "waits")
    LEAVING = "leaving", pgettext_lazy("letter", "on its way")
    SENT = "sent", pgettext_lazy("letter", "sent")
    FAILED = "failed", pgettext_lazy("letter", "not sent")
    BOUNCED = "bounced", pgettext_lazy("copy", "not delivered")
    POSTED = "posted", pgettext_lazy("copy", "posted")


class Kind(TextChoices):
    LETTER = "letter", _("Template of a letter")
    REPLY = "reply", _("Saved reply")


class Scope(TextChoices):
    """Who may use a template."""

    OWN = "own", _("Only me")
    DEPARTMENT = "department", _("My department")
    EVERYONE = "everyone", _("Everyone here")


LANGUAGES: Final = {
    "en": "English", "pl": "Polski", "et": "Eesti", "ru": "Русский", "zh-hans": "简体中文",
}  # fmt: skip
RECALLABLE: Final = (State.WAITING, State.HELD)
UNDERWAY: Final = (State.WAITING, State.HELD, State.LEAVING)
ENDED: Final = (State.SENT, State.FAILED, State.POSTED)
