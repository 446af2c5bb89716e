"""What comes first of everything that is owed, over all initiatives, and why it does.

Each thing has points for how pressing it is, to whom it is owed, and what was promised; what has
most comes first. The reasons stand beside it, so that anybody can check the order.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from accord.features.stakeholders.states import Tier
from accord.foundation.ui.owed import Owed
from accord.overview.home.panels._list import SHOWN, Group, rows_of
from accord.overview.home.queries import Desk

LATE, MOST_LATE = 50, 30  # for being late, and one more for each day up to this
TODAY = 45
SOON: Final = ((3, 30), (7, 20), (30, 10))  # due within so many days
OLD, OLD_DAYS = 5, 30  # without a date, but waiting for so long
TIERS: Final = {Tier.KEY: 20, Tier.ACTIVE: 10}
PROMISED = 10


def first_of(desk: Desk, tiers: Mapping[int, str]) -> list[Group]:
    """Give one list, what comes first at its top; ``tiers`` are those of whom things are owed."""
    judged = [
        (_points(desk, row.thing, tiers), row.thing.ref, row) for row in rows_of(desk, desk.things)
    ]
    judged.sort(key=lambda one: -one[0])
    rows = [replace(row, why=_why(row.thing, tiers)) for _points, _ref, row in judged[:SHOWN]]
    return [Group("first", _("What comes first"), None, rows, len(judged))] if rows else []


def _points(desk: Desk, thing: Owed, tiers: Mapping[int, str]) -> int:
    given = PROMISED if thing.kind == "promise" else 0
    if thing.whom is not None:
        given += TIERS.get(Tier(tiers[thing.whom.key]), 0) if tiers.get(thing.whom.key) else 0
    return given + _pressing(desk, thing)


def _pressing(desk: Desk, thing: Owed) -> int:
    day = desk.due_day(thing)
    if day is None:
        return OLD if (desk.at - thing.since).days >= OLD_DAYS else 0
    ahead = (day - desk.today).days
    if desk.is_late(thing):
        return LATE + min(MOST_LATE, -ahead)
    if ahead <= 0:
        return TODAY
    return next((points for days, points in SOON if ahead <= days), 0)


def _why(thing: Owed, tiers: Mapping[int, str]) -> str:
    said = [_("promised")] if thing.kind == "promise" else []
    tier = tiers.get(thing.whom.key) if thing.whom is not None else None
    if tier == Tier.KEY:
        said.append(_("key stakeholder"))
    elif tier == Tier.ACTIVE:
        said.append(_("active stakeholder"))
    return " · ".join(said)
