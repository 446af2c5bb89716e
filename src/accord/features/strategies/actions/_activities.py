"""Activities: for whom, how often, by whom; started and stopped."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from accord.features.engagement.states import Channel
from accord.features.initiatives.states import Participation
from accord.features.stakeholders.models import Party
from accord.features.strategies import policies, queries
from accord.features.strategies.actions._strategies import check_money, going_on
from accord.features.strategies.actions._touches import drop_all, fill
from accord.features.strategies.models import Activity, Objective, Pick
from accord.features.strategies.states import (
    MOST_AUDIENCE,
    MOST_RHYTHM,
    ActivityState,
    State,
)
from accord.foundation.journal.words import because, plain, said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor


@dataclass(frozen=True)
class ActivityDetails:
    """What is done, for which segment, how, how often, between which days, by whom."""

    title: str
    from_date: date
    until_date: date
    channel: str = Channel.MEETING
    is_formal: bool = False
    participation: str = ""
    rhythm_days: int | None = None
    message: str = ""
    feedback: str = ""
    owner_id: int | None = None
    segment_id: int | None = None
    cost: Decimal | None = None
    spent: Decimal | None = None

    def columns(self) -> dict[str, Any]:
        """Give the fields as they are kept. Raises Invalid."""
        if self.until_date < self.from_date:
            raise Invalid(_("The last day lies before the first."), field="until_date")
        if self.rhythm_days is not None and not 0 < self.rhythm_days <= MOST_RHYTHM:
            raise Invalid(_("This goes from 1 to 730 days."), field="rhythm_days")
        for name, choices in (("channel", Channel), ("participation", Participation)):
            value = getattr(self, name)
            if value not in choices.values and (value or name == "channel"):
                raise Invalid(_("There is no such choice."), field=name)
        check_money(self.cost, "cost")
        check_money(self.spent, "spent")
        return {
            **asdict(self), "title": said(self.title, "title", 200),
            "message": plain(self.message, "message", 500),
            "feedback": plain(self.feedback, "feedback", 200),
        }  # fmt: skip


def add_activity(
    *, by: Actor, objective: Objective, details: ActivityDetails, at: datetime,
    parties: Sequence[Party] = (),
) -> Activity:  # fmt: skip
    """Plan what is done for an objective; touches come once it is started."""
    fields = details.columns()
    with going_on(policies.PLAN, by, objective.strategy, at) as record:
        activity = Activity(strategy=objective.strategy, objective=objective, **fields)
        record.add(activity)
        record.add_many([Pick(activity=activity, party=party) for party in parties])
    return activity


def change_activity(
    *, by: Actor, activity: Activity, details: ActivityDetails, at: datetime,
    seen: int | None = None,
) -> Activity:  # fmt: skip
    """Set the facts of an activity anew; touches that are open stay on their days."""
    fields = details.columns()
    with going_on(policies.PLAN, by, activity.strategy, at) as record:
        record.subject, record.seen = activity, seen
        record.set(activity, **fields)
        fill(record, activity, at)
    return activity


def address_parties(
    *, by: Actor, activity: Activity, parties: Sequence[Party], at: datetime
) -> list[Pick]:
    """Pick parties for an activity by hand; who is picked already stays so."""
    with going_on(policies.PLAN, by, activity.strategy, at) as record:
        there = set(
            Pick.objects.filter(activity=activity, party__in=parties).values_list(
                "party_id", flat=True
            )
        )
        new = [
            Pick(activity=activity, party=party)
            for party in dict.fromkeys(parties)
            if party.pk not in there
        ]
        if not new:
            raise Stale(_("All of them are picked already."))
        record.subject = activity
        record.add_many(new)
        fill(record, activity, at)
    return new


def drop_pick(*, by: Actor, pick: Pick, at: datetime) -> None:
    """Take a party out of an activity; its open touch is dropped with it."""
    activity = pick.activity
    with going_on(policies.PLAN, by, activity.strategy, at) as record:
        record.subject = activity
        record.remove(pick)
        fill(record, activity, at)


def start_activity(*, by: Actor, activity: Activity, at: datetime) -> Activity:
    """Start an activity: every party of its audience gets a touch. Raises Invalid, Stale."""
    with going_on(policies.PLAN, by, activity.strategy, at) as record:
        if activity.strategy.state != State.RUNNING:
            raise Stale(_("The strategy is to be approved first."))
        if activity.state == ActivityState.RUNNING:
            raise Stale(_("It is running already."))
        audience = queries.audience(activity, at)
        if not audience:
            raise Invalid(_("There is nobody it is for yet."))
        if len(audience) > MOST_AUDIENCE:
            raise Invalid(_("These are more than 2,000 parties; take a smaller segment."))
        record.set(activity, state=ActivityState.RUNNING, reason="")
        fill(record, activity, at, audience)
    return activity


def stop_activity(*, by: Actor, activity: Activity, reason: str, at: datetime) -> Activity:
    """Stop an activity and say why; what was still planned in it is dropped."""
    reason = because(reason)
    with going_on(policies.PLAN, by, activity.strategy, at) as record:
        if activity.state == ActivityState.STOPPED:
            raise Stale(_("It is stopped already."))
        record.set(activity, state=ActivityState.STOPPED, reason=reason)
        drop_all(record, [activity], reason, at)
    return activity
