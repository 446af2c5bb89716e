"""A water utility raises a dam: told by the actions everybody uses, and taken back again."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from django.utils.translation import gettext as _

from accord.foundation.accounts.actions import deactivate
from accord.foundation.accounts.queries import colleagues
from accord.foundation.journal.change import change
from accord.foundation.journal.queries import entries_between, last_entry, newest_of
from accord.foundation.journal.undo import Undone, undo_entries
from accord.foundation.kernel.errors import Stale
from accord.foundation.kernel.rules import Actor
from accord.overview.demo import policies
from accord.overview.demo.actions._alignment import aligned
from accord.overview.demo.actions._cast import MAIL, PASSWORD, Cast, gather
from accord.overview.demo.actions._conduct import hard
from accord.overview.demo.actions._consultations import consulted
from accord.overview.demo.actions._crowd import crowd
from accord.overview.demo.actions._discussions import discussed
from accord.overview.demo.actions._escalations import escalated
from accord.overview.demo.actions._feedback import fed_back
from accord.overview.demo.actions._governance import governance
from accord.overview.demo.actions._growth import growth
from accord.overview.demo.actions._health import judged, scored
from accord.overview.demo.actions._keymessages import keymessages
from accord.overview.demo.actions._keyplans import keyplans
from accord.overview.demo.actions._knowledge import told_notes
from accord.overview.demo.actions._letters import written
from accord.overview.demo.actions._mail import lettered
from accord.overview.demo.actions._mailings import mailed
from accord.overview.demo.actions._meetings import gathered
from accord.overview.demo.actions._networks import measured, meetings
from accord.overview.demo.actions._places import places
from accord.overview.demo.actions._pulses import pulsed
from accord.overview.demo.actions._segments import segments
from accord.overview.demo.actions._stages import stages
from accord.overview.demo.actions._stakes import stakes
from accord.overview.demo.actions._standards import standards
from accord.overview.demo.actions._story import story
from accord.overview.demo.actions._strategies import strategies, touched
from accord.overview.demo.actions._ties import tied
from accord.overview.demo.actions._tradeoffs import tradeoffs
from accord.overview.demo.actions._wants import wanted
from accord.overview.demo.actions._workshops import workshops

__all__ = ["MAIL", "PASSWORD", "is_told", "remove_demo", "tell_demo"]

Progress = Callable[[int, int], None]


def _quietly(done: int, total: int) -> None:
    del done, total


def is_told(*, by: Actor, at: datetime) -> bool:
    """Tell whether the demo is here: told, and not taken back since."""
    del by, at
    told = newest_of(policies.TELL.name)
    removed = newest_of(policies.REMOVE.name)
    return told is not None and (removed is None or removed.pk < told.pk)


def tell_demo(*, by: Actor, at: datetime, progress: Progress = _quietly) -> None:
    """Tell the story up to ``at``: the people, some 640 stakeholders, 18 months of what passed."""
    if is_told(by=by, at=at):
        raise Stale(_("The demo is here already."))
    policies.TELL.demand(by)
    first = last_entry() + 1
    cast: Cast = gather(by=by, at=at)
    parts = (
        crowd,
        story,
        segments,
        places,
        tied,
        stakes,
        judged,
        workshops,
        meetings,
        tradeoffs,
        keyplans,
        escalated,
        hard,
        aligned,
        wanted,
        told_notes,
        fed_back,
        growth,
        lettered,
        written,
        mailed,
        gathered,
        governance,
        consulted,
        keymessages,
        stages,
        discussed,
        standards,
        strategies,
        touched,
        pulsed,
    )
    told = [step for part in parts for step in part(cast, at)]
    steps = sorted(told, key=lambda step: step[0])
    for number, (moment, act) in enumerate(steps, 1):
        act(moment)
        progress(number, len(steps))
    scored(by=by, at=at)
    measured(by=by, at=at)
    with change(policies.TELL, by=by, at=at) as record:
        record.kind = "demo"
        record.note(first=first, last=last_entry())


def remove_demo(*, by: Actor, at: datetime) -> Undone:
    """Take the whole story back; what somebody changed since stays and is named."""
    told = newest_of(policies.TELL.name)
    if told is None or not is_told(by=by, at=at):
        raise Stale(_("The demo is not here."))
    with change(policies.REMOVE, by=by, at=at) as record:
        record.kind = "demo"
        entries = entries_between(told.details["first"], told.details["last"])
        done = undo_entries(by=by, entries=entries, at=at, whole=True)
        for person in colleagues().filter(email__endswith=MAIL):
            with suppress(Stale):  # the last administrator stays, so that somebody can go on
                deactivate(by=by, person=person, at=at)
        record.note(rows=done.rows_count, kept=len(done.kept))
    measured(by=by, at=at)
    return done
