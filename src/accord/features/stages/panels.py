"""What checklists of stages show at initiatives, and on My day of who is to tell."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings

from accord.features.initiatives.models import Initiative
from accord.features.stages import queries
from accord.features.stages.models import Telling
from accord.features.stages.states import WEEK
from accord.foundation.accounts.models import User
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import day_of, last_second
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses
from accord.foundation.ui.owed import Owed
from accord.foundation.ui.pages import Request, piece


def checklist(initiative: Initiative) -> str:
    return addresses.to("stages:checklist", kwargs={"ref": initiative.ref})


def telling_address(telling: Telling, verb: str) -> str:
    return addresses.to(f"stages:{verb}", kwargs={"pk": telling.pk})


def of_initiative(request: Request, initiative: Initiative) -> str:
    """Draw how much of the checklist was told and missed."""
    today = day_of(clock.now(), settings.HOUSE_TIME_ZONE)
    found = queries.tallies(request.user, today, [initiative.pk])
    context = {"tally": found[0] if found else None, "href": checklist(initiative)}
    return piece(request, "stages/panel_initiative.html", context)


def owed(user: User, people: Sequence[int]) -> list[Owed]:
    """Give what is to be told this week, and what was missed."""
    today = day_of(clock.now(), settings.HOUSE_TIME_ZONE)
    found = queries.owed_by(user, people, today + timedelta(days=WEEK))
    return [_owed(one) for one in found]


def _owed(one: Telling) -> Owed:
    initiative = one.stage.initiative
    return Owed(
        kind="telling", ref=initiative.ref, title=visible(f"{one.words} ({initiative.name})"),
        url=checklist(initiative), icon="megaphone", owner_id=one.owner_id, due=one.due_on,
        ends_at=last_second(one.due_on, settings.HOUSE_TIME_ZONE), since=one.added_at, whom=None,
    )  # fmt: skip


def settled(user: User, people: Sequence[int], since: datetime) -> list[datetime]:
    found = queries.settled_by(user, people, day_of(since, settings.HOUSE_TIME_ZONE))
    days = found.values_list("due_on", flat=True)
    return [last_second(day, settings.HOUSE_TIME_ZONE) for day in days]
