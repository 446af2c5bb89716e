"""Every write on promises."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.promises import policies, queries
from accord.features.promises.events import PromiseHandedOver, PromiseMade, PromiseSettled
from accord.features.promises.models import Promise
from accord.features.promises.states import MOVES, Side, State
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to
from accord.features.stakeholders.states import RowKind, Visibility
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import because, plain, said
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor


@dataclass(frozen=True)
class PromiseDetails:
    """What was promised, by which side, until when, in which words, for whose eyes."""

    words: str
    side: str = Side.WE
    owner_id: int | None = None
    due_at: datetime | None = None
    source: str = ""
    visibility: str = Visibility.EVERYONE
    department_id: int | None = None
    reader_ids: tuple[int, ...] = ()
    their_owner: str = ""


def make_promise(*, by: Actor, party: Party, details: PromiseDetails, at: datetime) -> Promise:
    """Write down what one side promised the other. Raises: NotAllowed; Invalid without words."""
    words = _words(details.words)
    plain(details.source, "source")
    theirs = plain(details.their_owner, "their_owner", 120)
    promise = Promise(
        party=party, side=Side(details.side), words=words, source=details.source,
        owner_id=details.owner_id or by.pk, due_at=details.due_at, made_at=at,
        their_owner=theirs if details.side == Side.THEY else "",
        visibility=Visibility(details.visibility),
        department_id=details.department_id or party.department_id,
    )  # fmt: skip
    with change(policies.MAKE, by=by, at=at) as record:
        policies.MAKE.demand(by, party)
        promise.ref = reference("P", take_numbers("promise")[0])
        record.subject = promise
        record.add(promise)
        _tell(by, record, promise, f"promised-{promise.side}", at, readers=details.reader_ids)
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
    return _settle(by, promise, State.BROKEN, at, because(why, "why"))


def release_promise(*, by: Actor, promise: Promise, why: str, at: datetime) -> Promise:
    """Write down that the other side let go of a promise."""
    return _settle(by, promise, State.RELEASED, at, why.strip()[:300])


def reopen_promise(*, by: Actor, promise: Promise, why: str, at: datetime) -> Promise:
    """Take a promise up again that was thought to be settled."""
    why = because(why, "why")
    with change(policies.KEEP, by=by, at=at, subject=promise) as record:
        _check_move(promise, State.AGREED)
        record.set(promise, state=State.AGREED, settled_at=None, reason=why)
        _tell(by, record, promise, "promise-reopened", at, why)
    return promise


def change_promise(
    *, by: Actor, promise: Promise, at: datetime, seen: int | None = None, **fields: Any
) -> Promise:
    """Set words, owner of either side or moment. ``seen`` is the version that the person read."""
    if unknown := fields.keys() - {"words", "owner_id", "their_owner", "due_at"}:
        raise Invalid(_("These can't be set here: %s") % ", ".join(sorted(unknown)))
    if "words" in fields:
        fields["words"] = _words(fields["words"])
    if "their_owner" in fields:
        theirs = plain(fields["their_owner"], "their_owner", 120)
        fields["their_owner"] = theirs if promise.side == Side.THEY else ""
    with change(policies.CHANGE, by=by, at=at, subject=promise, seen=seen) as record:
        moved = "due_at" in fields and fields["due_at"] != promise.due_at
        record.set(promise, **fields)
        if moved:
            _tell(by, record, promise, "promise-moved", at)
    return promise


def move_promise(
    *, by: Actor, promise: Promise, due_at: datetime, why: str, at: datetime,
    seen: int | None = None,
) -> Promise:  # fmt: skip
    """Agree on another date, and say why. Raises Invalid when it lies behind us."""
    why = because(why, "why")
    if due_at <= at:
        raise Invalid(_("This date has passed already."), field="due_at")
    with change(policies.CHANGE, by=by, at=at, subject=promise, seen=seen) as record:
        _check_open(promise)
        before = promise.due_at
        record.set(promise, due_at=due_at, reason=why, snoozed_until=None)
        _tell(by, record, promise, "promise-moved", at, why, was=before)
    return promise


def hand_over_promise(
    *, by: Actor, promise: Promise, to: User, at: datetime, words: str = ""
) -> Promise:
    """Give a promise to another owner; ``words`` are for them."""
    if not to.is_active:
        raise Invalid(_("%s no longer works here.") % to, field="to")
    if not visible_to(to).filter(pk=promise.party_id).exists():
        raise Invalid(_("%s may not see this stakeholder.") % to, field="to")
    with change(policies.HAND_OVER, by=by, at=at, subject=promise) as record:
        _check_open(promise)
        before = promise.owner_id
        if not record.set(promise, owner_id=to.pk, snoozed_until=None):
            raise Invalid(_("%s owns this already.") % to, field="to")
        _tell(by, record, promise, "promise-handed-over", at, words.strip())
        record.publish(
            PromiseHandedOver(
                at=at, promise_id=promise.pk, ref=promise.ref, words=promise.words,
                party_id=promise.party_id, from_id=before, to_id=to.pk, by_id=by.pk,
            )
        )  # fmt: skip
    return promise


def snooze_promise(
    *, by: Actor, promise: Promise, until: date, reason: str, at: datetime
) -> Promise:
    """Put a promise out of sight until a day; never past the day it is due."""
    reason = because(reason)
    if until <= day_of(at, settings.HOUSE_TIME_ZONE):
        raise Invalid(_("Choose a day after today."), field="until")
    with change(policies.SNOOZE, by=by, at=at, subject=promise) as record:
        _check_open(promise)
        if (day := _day(promise)) is not None and until > day:
            raise Invalid(_("It is due before that; agree on another date instead."), field="until")
        record.set(promise, snoozed_until=until, reason=reason)
    return promise


def _words(words: str) -> str:
    return said(words, "words", why=_("Say what was promised."))[:300]


def _day(promise: Promise) -> date | None:
    due = promise.due
    return day_of(due, settings.HOUSE_TIME_ZONE) if isinstance(due, datetime) else due


def _check_open(promise: Promise) -> None:
    if promise.state != State.AGREED:
        raise Stale(_("This promise is %s already.") % State(promise.state).label.lower())


def _check_move(promise: Promise, state: State) -> None:
    if state not in MOVES[State(promise.state)]:
        raise Stale(_("This promise is %s already.") % State(promise.state).label.lower())


def _settle(by: Actor, promise: Promise, state: State, at: datetime, why: str = "") -> Promise:
    with change(policies.KEEP, by=by, at=at, subject=promise) as record:
        _check_move(promise, state)
        told = {"reason": why} if why else {}
        record.set(promise, state=state, settled_at=at, snoozed_until=None, **told)
        _tell(by, record, promise, f"promise-{state}", at, why)
        record.publish(
            PromiseSettled(
                at=at, promise_id=promise.pk, ref=promise.ref, party_id=promise.party_id,
                state=state, by_id=by.pk,
            )
        )  # fmt: skip
    return promise


def _tell(
    by: Actor, record: Record, promise: Promise, verb: str, at: datetime, why: str = "", *,
    was: datetime | None = None, readers: tuple[int, ...] = (),
) -> None:  # fmt: skip
    readers = readers or queries.readers_of(promise)
    dates = {"due_at": promise.due_at, "was": was}
    told = Telling(
        RowKind.PROMISE, verb, subject=promise, ref=promise.ref, title=promise.words, text=why,
        visibility=promise.visibility, department_id=promise.department_id, readers=readers,
        data={name: moment.isoformat() for name, moment in dates.items() if moment},
    )  # fmt: skip
    tell(by=by, record=record, parties=[promise.party], telling=told, at=at)
