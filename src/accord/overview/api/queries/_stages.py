"""Checklists of stages, as the API tells them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings

from accord.features.initiatives.models import Initiative
from accord.features.stages import policies
from accord.features.stages import queries as stages
from accord.features.stages.models import Stage, Telling
from accord.features.stages.states import State
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import day_of
from accord.overview.api.queries._paging import Row
from accord.overview.api.queries._pieces import brief, one_of

_TELLING = (
    "words", "channel", "due_on", "state", "told_ref", "reason", "closed_on", "version",
)  # fmt: skip


def _today() -> date:
    return day_of(clock.now(), settings.HOUSE_TIME_ZONE)


def tallies(user: Any) -> list[Row]:
    """Count for each initiative with a checklist, most missed first."""
    return [
        {
            "initiative": one.initiative.ref, "name": one.initiative.name, "told": one.told,
            "missed": one.missed, "skipped": one.skipped, "ahead": one.ahead,
        }
        for one in stages.tallies(user, _today())
    ]  # fmt: skip


def checklist(user: Any, initiative: Initiative) -> Row:
    """Give each stage with what is told in it; what is open with what may have done it."""
    found = list(stages.stages_of(user, initiative))
    pending = [one for stage in found for one in stage.tellings.all() if one.state == State.OPEN]
    offers = stages.offers_for(user, initiative, pending) if policies.TICK.allows(user) else {}
    return {
        "initiative": initiative.ref,
        "stages": [
            {
                "id": stage.pk, "name": stage.name, "from_date": stage.from_date,
                "until_date": stage.until_date, "version": stage.version,
                "tellings": [
                    _telling(one, offers.get(one.pk, ())) for one in stage.tellings.all()
                ],
            }
            for stage in found
        ],
    }  # fmt: skip


def _telling(one: Telling, offers: Sequence[stages.Offer]) -> Row:
    return {
        "id": one.pk, **{name: getattr(one, name) for name in _TELLING},
        "audience": brief(one.audience), "owner": brief(one.owner),
        "is_missed": one.state == State.OPEN and one.due_on < _today(),
        "offers": [{"ref": each.ref, "words": each.words, "day": each.day} for each in offers],
    }  # fmt: skip


def stage_at(user: Any, initiative: Initiative, key: int) -> Stage:
    return one_of(stages.stages_of(user, initiative), pk=key)


def telling_at(user: Any, initiative: Initiative, key: int) -> Telling:
    return one_of(stages.visible_to(user).filter(stage__initiative=initiative), pk=key)
