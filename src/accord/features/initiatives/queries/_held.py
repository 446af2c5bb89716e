"""What is kept about a party here: told in its whole file, taken away by its erasure."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accord.features.initiatives.models import Assessment, RedLine, Stake
from accord.features.initiatives.states import SCALE_LABELS
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import Held, Moving


def _assessments(party: Party) -> QuerySet[Any]:
    return Assessment.objects.filter(stake__party=party)


def _shown(_user: Any, party: Party) -> QuerySet[Any]:
    """Leave out what was said in rounds that are still blind."""
    return _assessments(party).exclude(round__isnull=False, round__shown_at=None)


def _red_lines(party: Party) -> QuerySet[Any]:
    return RedLine.objects.filter(stake__party=party)


# In this order they go: what points at a stake first.
HELD = {
    "assessments": Held(
        label=_("Assessments"), model=Assessment, order=322, by="at", find=_assessments,
        seen=_shown,
        told={
            "initiative": ("stake__initiative__name", _("Initiative")), "at": ("at", _("When")),
            **{name: (name, label) for name, label in SCALE_LABELS.items()},
            "engagement": ("engagement", _("Level of engagement")),
            "reason": ("reason", _("Reason")),
        },
    ),
    "red_lines": Held(
        label=_("Red lines"), model=RedLine, order=324, find=_red_lines,
        told={
            "initiative": ("stake__initiative__name", _("Initiative")),
            "issue": ("issue", _("Issue")), "stance": ("stance", _("Stance")),
            "words": ("words", _("What they will not accept")),
        },
    ),
    "stakes": Held(
        label=_("Stakes"), model=Stake, order=320, by="added_at",
        told={
            "initiative": ("initiative__name", _("Initiative")), "role": ("role", _("Role")),
            "wanted": ("wanted", _("Level wanted")), "evidence": ("evidence", _("Evidence")),
        },
    ),
}  # fmt: skip

# What the stake of a party takes from that of a party merged into it, where it says nothing.
_TAKEN = ("role", "owner_id", "wanted", "wanted_by", "participation", "evidence")


def _joined(stake: Stake, merged: Stake) -> dict[str, Any]:
    """Give what a stake becomes that another in the same initiative goes into: either goes on."""
    ends = (stake.ended_at, merged.ended_at)
    fields = {
        name: getattr(merged, name)
        for name in _TAKEN
        if getattr(merged, name) and not getattr(stake, name)
    }
    return {
        **fields,
        "added_at": min(stake.added_at, merged.added_at),
        "ended_at": max(end for end in ends if end) if all(ends) else None,
    }


MOVING = Moving(model=Stake, twin=lambda row: row.initiative_id, join=_joined)
