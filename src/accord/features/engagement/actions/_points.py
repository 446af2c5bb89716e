"""What was discussed in a talk, point by point, and how each is followed up."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from accord.features.engagement import policies
from accord.features.engagement.actions._log import point_text
from accord.features.engagement.models import Interaction, Point
from accord.features.stakeholders.models import Party
from accord.features.tasks.actions import TaskDetails, add_task
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

MOST = 200


def note_point(
    *, by: Actor, talk: Interaction, text: str, at: datetime, needs_follow_up: bool = False
) -> Point:
    """Add a point behind the others. Raises Invalid when it says nothing or there are too many."""
    point = Point(interaction=talk, text=point_text(text), needs_follow_up=needs_follow_up)
    with change(policies.POINT, by=by, at=at, subject=talk) as record:
        points = Point.objects.filter(interaction=talk)
        if points.count() >= MOST:
            raise Invalid(_("This talk has 200 points already."), field="text")
        point.position = (points.aggregate(last=Max("position"))["last"] or 0) + 1
        record.add(point)
    return point


def change_point(
    *, by: Actor, point: Point, at: datetime, seen: int | None = None, **fields: Any
) -> Point:
    """Set the words of a point, or whether it is to be followed up."""
    if unknown := fields.keys() - {"text", "needs_follow_up"}:
        raise Invalid(_("These can't be set here: %s") % ", ".join(sorted(unknown)))
    if "text" in fields:
        fields["text"] = point_text(fields["text"])
    with change(policies.POINT, by=by, at=at, subject=point, seen=seen) as record:
        record.set(point, **fields)
    return point


def follow_up(
    *, by: Actor, point: Point, parties: Sequence[Party], owner_id: int, at: datetime,
    due_at: datetime | None = None,
) -> Point:  # fmt: skip
    """Have a task follow a point up; from then on the task says how the point stands.

    ``parties`` are who took part, as far as ``by`` may see them: the task is about the first, and
    as restricted as the talk.
    """
    talk = point.interaction
    with change(policies.POINT, by=by, at=at, subject=point) as record:
        if point.task_id is not None:
            raise Stale(_("A task follows this up already."))
        details = TaskDetails(
            point.text[:300], owner_id, party=parties[0] if parties else None, due_at=due_at,
            visibility=talk.visibility, department_id=talk.department_id,
        )  # fmt: skip
        task = add_task(by=by, details=details, at=at)
        record.set(point, task_id=task.pk, needs_follow_up=True, settled_at=None)
    point.task = task
    return point


def settle_point(*, by: Actor, point: Point, at: datetime) -> Point:
    """Say that a point needs nothing more."""
    return _settle(by, point, at, settled_at=at)


def reopen_point(*, by: Actor, point: Point, at: datetime) -> Point:
    return _settle(by, point, at, settled_at=None)


def _settle(by: Actor, point: Point, at: datetime, *, settled_at: datetime | None) -> Point:
    with change(policies.POINT, by=by, at=at, subject=point) as record:
        if point.task_id is not None:
            raise Stale(_("Its task says how this stands."))
        if not record.set(point, settled_at=settled_at, needs_follow_up=True):
            raise Stale(_("This point stands so already."))
    return point


def strike_point(*, by: Actor, point: Point, at: datetime) -> None:
    """Take a point away; a task that follows it up stays."""
    with change(policies.POINT, by=by, at=at, subject=point) as record:
        record.remove(point)
