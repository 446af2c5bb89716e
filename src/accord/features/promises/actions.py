"""Every write on promises, in their first small form."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.features.promises import policies
from accord.features.promises.events import PromiseMade, PromiseSettled
from accord.features.promises.models import Promise
from accord.features.promises.states import MOVES, Side, State
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import RowKind
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import is_blank


@dataclass(frozen=True)
class PromiseDetails:
    """What was promised, by which side, until when, in which words."""

    words: str
    side: str = Side.WE
    owner_id: int | None = None
    due_at: datetime | None = None
    source: str = ""


def make_promise(*, by: Actor, party: Party, details: PromiseDetails, at: datetime) -> Promise:
    if is_blank(details.words):
        raise Invalid(_("Say what was promised."), field="words")
    promise = Promise(
        party=party, side=Side(details.side), words=details.words.strip()[:300],
        source=details.source, owner_id=details.owner_id or by.pk, due_at=details.due_at,
        made_at=at, department_id=party.department_id,
    )  # fmt: skip
    with change(policies.MAKE, by=by, at=at) as record:
        policies.MAKE.demand(by, party)
        promise.ref = reference("P", take_numbers("promise")[0])
        record.subject = promise
        record.add(promise)
        _tell(by, record, promise, f"promised-{promise.side}", at)
        record.publish(
            PromiseMade(
                at=at, promise_id=promise.pk, ref=promise.ref, words=promise.words,
                party_id=party.pk, owner_id=promise.owner_id, due_at=promise.due_at, by_id=by.pk,
            )
        )  # fmt: skip
    return promise


def keep_promise(*, by: Actor, promise: Promise, at: datetime) -> Promise:
    """Say that a promise was kept; past its moment that is late."""
    late = promise.due_at is not None and at > promise.due_at
    return _settle(by, promise, State.KEPT_LATE if late else State.KEPT, at)


def break_promise(*, by: Actor, promise: Promise, why: str, at: datetime) -> Promise:
    if is_blank(why):
        raise Invalid(_("Say why, so that others understand."), field="why")
    return _settle(by, promise, State.BROKEN, at, why)


def release_promise(*, by: Actor, promise: Promise, why: str, at: datetime) -> Promise:
    """Write down that the other side let go of a promise."""
    return _settle(by, promise, State.RELEASED, at, why)


def change_promise(
    *, by: Actor, promise: Promise, at: datetime, seen: int | None = None, **fields: Any
) -> Promise:
    if unknown := fields.keys() - {"words", "owner_id", "due_at"}:
        raise Invalid(_("These can't be set here: %s") % ", ".join(sorted(unknown)))
    with change(policies.CHANGE, by=by, at=at, subject=promise, seen=seen) as record:
        moved = "due_at" in fields and fields["due_at"] != promise.due_at
        record.set(promise, **fields)
        if moved:
            _tell(by, record, promise, "promise-moved", at)
    return promise


def _settle(by: Actor, promise: Promise, state: State, at: datetime, why: str = "") -> Promise:
    with change(policies.KEEP, by=by, at=at, subject=promise) as record:
        if state not in MOVES[State(promise.state)]:
            raise Stale(_("This promise is %s already.") % State(promise.state).label.lower())
        record.set(promise, state=state, settled_at=at)
        _tell(by, record, promise, f"promise-{state}", at, why)
        record.publish(
            PromiseSettled(
                at=at, promise_id=promise.pk, ref=promise.ref, party_id=promise.party_id,
                state=state, by_id=by.pk,
            )
        )  # fmt: skip
    return promise


def _tell(
    by: Actor, record: Record, promise: Promise, verb: str, at: datetime, why: str = ""
) -> None:
    told = Telling(
        RowKind.PROMISE, verb, subject=promise, ref=promise.ref, title=promise.words, text=why,
        visibility=promise.visibility, department_id=promise.department_id,
        data={"due_at": promise.due_at.isoformat()} if promise.due_at else {},
    )  # fmt: skip
    tell(by=by, record=record, parties=[promise.party], telling=told, at=at)
