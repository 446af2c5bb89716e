"""What is kept about a party here, and what follows it into another."""

from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.features.consultations.models import Answer, Consulted, Impact
from accord.features.consultations.queries._consultations import (
    answers_visible_to,
    asked_visible_to,
    impacts_visible_to,
)
from accord.features.stakeholders.queries import Held, Moving
from accord.foundation.journal.mentions import MARK


def _erased(answer: Answer, _at: datetime) -> dict[str, Any]:
    words = MARK if answer.words else ""
    return {"words": words, "name": "", "email": "", "aside": MARK if answer.aside else ""}


def _unlinked(row: Consulted, _at: datetime) -> dict[str, Any]:
    """Let the link that was given out lead nowhere."""
    return {
        "token": token_urlsafe(16), "told_ref": "", "told_by_mail": "",
        "excuse": MARK if row.excuse else "", "failure": MARK if row.failure else "",
    }  # fmt: skip


HELD = {
    "impacts": Held(
        label=_("How options bear on them"), model=Impact, order=353,
        becomes=lambda _row, _at: {"grounds": MARK},
        seen=lambda user, party: impacts_visible_to(user).filter(party=party),
        told={
            "option": ("option__words", _("Option")), "direction": ("direction", _("Direction")),
            "size": ("size", _("How much")), "grounds": ("grounds", _("Grounds")),
        },
    ),
    "asked": Held(
        label=_("Consultations they were asked in"), model=Consulted, order=354,
        becomes=_unlinked,
        seen=lambda user, party: asked_visible_to(user).filter(party=party),
        told={
            "consultation": ("consultation__question", _("Consultation")),
            "asked_at": ("asked_at", _("Asked")), "told_at": ("told_at", _("Told")),
            "told_how": ("told_how", _("How")), "excuse": ("excuse", _("Why not told")),
            "failure": ("failure", _("Why it did not arrive")),
        },
    ),
    "answers": Held(
        label=_("Their answers to consultations"), model=Answer, order=355, by="said_at",
        becomes=_erased,
        seen=lambda user, party: answers_visible_to(user).filter(party=party),
        told={
            "consultation": ("consultation__question", _("Consultation")),
            "said_at": ("said_at", _("When")), "words": ("words", _("What")),
            "name": ("name", _("Name")), "email": ("email", _("Address")),
        },
    ),
}  # fmt: skip
MOVING = {
    "impacts": Moving(model=Impact, twin=lambda row: row.option_id),
    "asked": Moving(model=Consulted, twin=lambda row: row.consultation_id),
    "answers": Moving(model=Answer),
}
