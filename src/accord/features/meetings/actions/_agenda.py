"""What is to be spoken of: put down, put in order, proposed by those invited, made a task."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from accord.features.meetings import policies, queries
from accord.features.meetings.models import AgendaItem, Invitee, Meeting
from accord.features.meetings.queries import Proposal
from accord.features.meetings.states import AHEAD, ItemKind, State
from accord.features.tasks.actions import TaskDetails, add_task
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import change
from accord.foundation.journal.words import said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

MOST_ITEMS = 60
MOST_MINUTES = 480
MOST_PROPOSED = 5


@dataclass(frozen=True)
class ItemDetails:
    """One item: its words, its minutes, what it is for, who speaks first."""

    title: str
    minutes: int = 10
    kind: str = ItemKind.DISCUSSION
    presenter: User | None = None


def add_item(*, by: Actor, meeting: Meeting, details: ItemDetails, at: datetime) -> AgendaItem:
    """Put an item behind the others. Raises: Invalid; Stale once the meeting is over."""
    made = AgendaItem(meeting=meeting, **_checked(details))
    with change(policies.PLAN, by=by, at=at, subject=meeting) as record:
        _demand_room(meeting)
        made.position = _last(meeting) + 1
        record.add(made)
    return made


def take_up(
    *, by: Actor, meeting: Meeting, proposals: Sequence[Proposal], at: datetime
) -> list[AgendaItem]:
    """Put on the agenda what waits between us, in the order given."""
    with change(policies.PLAN, by=by, at=at, subject=meeting) as record:
        _demand_room(meeting, len(proposals))
        place = _last(meeting)
        made = [
            AgendaItem(
                meeting=meeting, position=place + n, title=one.title, kind=one.kind,
                origin_ref=one.origin_ref,
            )
            for n, one in enumerate(proposals, 1)
        ]  # fmt: skip
        record.add_many(made)
    return made


def change_item(
    *, by: Actor, item: AgendaItem, details: ItemDetails, at: datetime, seen: int | None = None
) -> AgendaItem:
    """Set an item's facts; what was only proposed stands on the agenda from then on."""
    fields = _checked(details)
    with change(policies.PLAN, by=by, at=at, subject=item, seen=seen) as record:
        if item.is_proposed:
            fields |= {"is_proposed": False, "position": _last(item.meeting) + 1}
        record.set(item, **fields)
    return item


def move_item(*, by: Actor, item: AgendaItem, up: bool, at: datetime) -> AgendaItem:
    """Change places with the neighbour above or below; at the end nothing moves."""
    with change(policies.PLAN, by=by, at=at, subject=item.meeting) as record:
        items = [one for one in queries.agenda_of(item.meeting) if not one.is_proposed]
        order = [one.pk for one in items]
        if item.pk not in order:
            raise Stale(_("This is not on the agenda yet."))
        here = order.index(item.pk)
        there = here - 1 if up else here + 1
        if 0 <= there < len(items):
            items[here], items[there] = items[there], items[here]
        for place, one in enumerate(items, 1):
            record.set(one, position=place)
    return item


def drop_item(*, by: Actor, item: AgendaItem, at: datetime) -> None:
    """Take an item off; a task that was made of it stays."""
    with change(policies.PLAN, by=by, at=at, subject=item.meeting) as record:
        record.remove(item)


def make_task(
    *, by: Actor, item: AgendaItem, owner_id: int, at: datetime, due_at: datetime | None = None
) -> AgendaItem:
    """Have a task see to an item, before the meeting or in its place."""
    meeting = item.meeting
    parties = queries.parties_in(meeting)
    with change(policies.PLAN, by=by, at=at, subject=item) as record:
        if item.task_id is not None:
            raise Stale(_("A task sees to this already."))
        details = TaskDetails(
            item.title, owner_id, party=parties[0] if len(parties) == 1 else None, due_at=due_at,
            visibility=meeting.visibility, department_id=meeting.department_id,
            origin_ref=meeting.ref,
        )  # fmt: skip
        record.set(item, task=add_task(by=by, details=details, at=at))
    return item


def propose_item(*, by: Actor, invitee: Invitee, title: str, at: datetime) -> AgendaItem:
    """Let somebody invited ask for an item; the chair takes it up or not."""
    made = AgendaItem(
        meeting=invitee.meeting, title=said(title, "title", 300), is_proposed=True,
        proposed_by=invitee,
    )  # fmt: skip
    with change(policies.ANSWER, by=by, at=at, subject=invitee) as record:
        _demand_room(invitee.meeting)
        mine = AgendaItem.objects.filter(proposed_by=invitee, is_proposed=True).count()
        if mine >= MOST_PROPOSED:
            raise Invalid(_("You proposed five items already."), field="title")
        record.add(made)
    return made


def _checked(details: ItemDetails) -> dict[str, object]:
    if not 0 < details.minutes <= MOST_MINUTES:
        raise Invalid(_("Give minutes between 1 and 480."), field="minutes")
    return {
        "title": said(details.title, "title", 300), "minutes": details.minutes,
        "kind": ItemKind(details.kind), "presenter": details.presenter,
    }  # fmt: skip


def _last(meeting: Meeting) -> int:
    there = AgendaItem.objects.filter(meeting=meeting)
    return there.aggregate(last=Max("position"))["last"] or 0


def _demand_room(meeting: Meeting, new: int = 1) -> None:
    if meeting.state not in {*AHEAD, State.RUNNING}:
        raise Stale(_("This meeting is %s already.") % State(meeting.state).label.lower())
    if AgendaItem.objects.filter(meeting=meeting).count() + new > MOST_ITEMS:
        raise Invalid(_("An agenda holds up to 60 items."), field="title")
