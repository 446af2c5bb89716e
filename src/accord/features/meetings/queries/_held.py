"""Meetings with a party, for its whole file, its erasure, and its merging into another."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accord.features.meetings.models import Invitee, Verdict
from accord.features.meetings.queries._meetings import visible_to
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import Held, Moving
from accord.foundation.accounts.reach import points_at


def _invitations(user: Any, party: Party) -> QuerySet[Any]:
    return Invitee.objects.filter(points_at(visible_to(user), "meeting"), party=party)


def _said(user: Any, party: Party) -> QuerySet[Any]:
    return Verdict.objects.filter(
        points_at(visible_to(user), "line__meeting"), invitee__party=party
    )


def _left(_row: Any, _at: datetime) -> dict[str, Any]:
    return {"email": "", "words": "", "needs": ""}


HELD = {
    "meetings": Held(
        label=_("Meetings"), model=Invitee, order=336, becomes=_left, seen=_invitations,
        told={
            "ref": ("meeting__ref", _("Reference")), "title": ("meeting__title", _("What")),
            "at": ("meeting__starts_at", _("When")), "answer": ("answer", _("Answer")),
            "words": ("words", _("Words")),
        },
    ),
    "verdicts": Held(
        label=_("What they said of minutes"), model=Verdict, order=337, by="at",
        find=lambda party: Verdict.objects.filter(invitee__party=party),
        becomes=lambda _row, _at: {"words": ""}, seen=_said,
        told={
            "at": ("at", _("When")), "line": ("line__text", _("What")),
            "words": ("words", _("Words")),
        },
    ),
}  # fmt: skip
MOVING = Moving(model=Invitee)  # what both said stays: one meeting may then have them twice
