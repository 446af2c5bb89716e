"""What planned contacts show on pages that are not theirs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.initiatives.models import Initiative
from accord.features.strategies import policies, queries
from accord.features.strategies.models import Activity, Strategy, Touch
from accord.features.strategies.states import DeliverableState, State, TouchState
from accord.foundation.accounts.models import User
from accord.foundation.journal.derived import Touched
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import day_of, last_second, stretch
from accord.foundation.kernel.text import visible
from accord.foundation.search.documents import BEST, EVERYONE, LAST, Document
from accord.foundation.search.reading import children_of, rows_of
from accord.foundation.search.sources import Source as Search
from accord.foundation.search.sources import Watch
from accord.foundation.ui import addresses
from accord.foundation.ui.calendar import Happening
from accord.foundation.ui.icons import CHANNELS
from accord.foundation.ui.menu import Count, door
from accord.foundation.ui.owed import Owed, whom
from accord.foundation.ui.pages import Request, piece

WEEK = 7
MOST = 20


def activity_address(activity: Activity, verb: str = "activity") -> str:
    given = {"ref": activity.strategy.ref, "pk": activity.pk}
    return addresses.to(f"strategies:{verb}", kwargs=given)


def touch_address(touch: Touch, verb: str) -> str:
    return addresses.to(f"strategies:{verb}", kwargs={"pk": touch.pk})


def _today() -> date:
    return day_of(clock.now(), settings.HOUSE_TIME_ZONE)


def of_initiative(request: Request, initiative: Initiative) -> str:
    """Draw the strategies of an initiative, and the way to draft one."""
    found = queries.in_order(request.user).filter(initiative=initiative)[:MOST]
    add = addresses.to("strategies:add")
    context = {
        "rows": [
            {
                "name": visible(one.name), "state": State(one.state).label,
                "href": addresses.to("strategies:detail", kwargs={"ref": one.ref}),
                "tone": "ok" if one.state == State.RUNNING else "",
            }
            for one in found
        ],
        "add": f"{add}?initiative={initiative.ref}" if policies.ADD.allows(request.user) else "",
    }  # fmt: skip
    return piece(request, "strategies/panel_initiative.html", context)


def owed(user: User, people: Sequence[int]) -> list[Owed]:
    """Give the contacts that are planned for this week, and those that are late."""
    may, log = policies.TOUCH.allows(user), door("log")
    found = queries.owed_by(user, people, _today() + timedelta(days=WEEK))
    return [_owed(touch, log, may=may) for touch in found]


def _owed(touch: Touch, log: str, *, may: bool) -> Owed:
    party, activity = touch.party, touch.activity
    record = addresses.to("stakeholders:detail", kwargs={"ref": party.ref})
    return Owed(
        kind="touch", ref=activity.strategy.ref, title=visible(activity.title),
        url=activity_address(activity), icon=CHANNELS[activity.channel], owner_id=touch.owner_id,
        due=touch.due_on, ends_at=last_second(touch.due_on, settings.HOUSE_TIME_ZONE),
        since=touch.made_at, whom=whom(party, record),
        snooze=touch_address(touch, "touch-move") if may else "",
        reply=f"{log}?about={party.ref}" if may and log else "",
    )  # fmt: skip


def settled(user: User, people: Sequence[int], since: datetime) -> list[datetime]:
    found = queries.settled_by(user, people, day_of(since, settings.HOUSE_TIME_ZONE))
    days = found.values_list("due_on", flat=True)
    return [last_second(day, settings.HOUSE_TIME_ZONE) for day in days]


def happenings(
    user: User, people: Sequence[int], start: datetime, end: datetime
) -> list[Happening]:
    """Give planned contacts and deliverables between two moments, for the calendar."""
    zone = settings.HOUSE_TIME_ZONE
    days = day_of(start, zone), day_of(end, zone)
    touches = [
        Happening(
            key=f"touch-{touch.pk}", title=visible(touch.activity.title),
            url=activity_address(touch.activity), when=touch.due_on,
            whom=visible(touch.party.name), is_done=touch.state == TouchState.DONE,
            is_restricted=touch.party.visibility == "named",
        )
        for touch in queries.due_between(user, people, *days)
    ]  # fmt: skip
    handed = [
        Happening(
            key=f"deliverable-{one.pk}", title=_("Hand over: %(what)s") % {
                "what": visible(one.words)
            },
            url=activity_address(one.activity), when=one.due_on,
            is_done=one.state == DeliverableState.DELIVERED, is_restricted=False,
        )
        for one in queries.deliverables_between(user, people, *days)
    ]  # fmt: skip
    return touches + handed


def waiting(user: User) -> Count:
    """Count my late touches, for the sidebar."""
    late = queries.owed_by(user, [user.pk], _today() - timedelta(days=1)).count()
    return Count(late, hot=bool(late))


def documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    """Give what the index keeps: names, activities and purpose, for whoever reads; ended last."""
    zone = settings.HOUSE_TIME_ZONE
    activities = children_of(Activity, "strategy_id", keys, touched, "strategies.strategy")
    for row in rows_of(Strategy, keys, touched):
        yield Document(
            kind="strategy", object_id=row.pk, ref=row.ref, title=row.name, look="goal",
            names=(row.name,), others=tuple(one.title for one in activities[row.pk]),
            texts=tuple(filter(None, (row.purpose, row.research, row.outcome))),
            at=row.approved_at or stretch(row.from_date, row.from_date, zone)[0],
            visibility=EVERYONE,
            rank=LAST if row.state == State.ENDED else BEST, owner_ids=(row.owner_id,),
        )  # fmt: skip


source = Search(
    number=35,
    label=gettext_lazy("Strategies"),
    model="strategies.strategy",
    rule=policies.VIEW,
    build=documents,
    address=lambda ref, _key: addresses.to("strategies:detail", kwargs={"ref": ref}),
    watches={
        "strategies.strategy": Watch(),
        "strategies.activity": Watch(column="strategy_id", columns=frozenset({"title"})),
    },
    prefix="ST",
    icon="goal",
    has_texts=True,
)
