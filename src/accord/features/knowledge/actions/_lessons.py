from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.knowledge import policies
from accord.features.knowledge.models import Note, Reuse
from accord.features.knowledge.states import Kind, State
from accord.features.tasks.actions import TaskDetails, add_task
from accord.foundation.journal.change import change
from accord.foundation.journal.words import said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import parse
from accord.foundation.kernel.rules import Actor


def correct(
    *, by: Actor, note: Note, title: str, owner_id: int, due_at: datetime | None, at: datetime
) -> Note:
    """Give somebody the task that mends the cause; its state stands in the lesson.

    Raises Stale when there is one.
    """
    title = said(title, "title", 200)
    with change(policies.CORRECT, by=by, at=at, subject=note) as record:
        if note.kind != Kind.LESSON:
            raise Invalid(_("Only a lesson has something to mend."))
        if note.correction_id is not None:
            raise Stale(_("There is a task for it already."))
        details = TaskDetails(title, owner_id, due_at=due_at, origin_ref=note.ref)
        record.set(note, correction=add_task(by=by, details=details, at=at))
    return note


def say_fit(*, by: Actor, note: Note, about: str, is_useful: bool, at: datetime) -> Reuse:
    """Say that a lesson was useful at a record, or does not fit there; said anew, it counts."""
    if parse(about) is None:
        raise Invalid(_("There is no such record."), field="about")
    with change(policies.REUSE, by=by, at=at, subject=note) as record:
        if note.kind != Kind.LESSON or note.state != State.PUBLISHED:
            raise Stale(_("This is no lesson that holds."))
        there = Reuse.objects.filter(note=note, about=about).first()
        if there is None:
            there = Reuse(note=note, about=about, is_useful=is_useful, by_id=by.pk, at=at)
            record.add(there)
        else:
            record.set(there, is_useful=is_useful, by_id=by.pk, at=at)
    return there
