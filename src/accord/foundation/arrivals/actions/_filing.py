from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from accord.foundation.accounts.models import User
from accord.foundation.arrivals import policies
from accord.foundation.arrivals.filers import Ending, filers
from accord.foundation.arrivals.models import Arrival, Reason, State
from accord.foundation.arrivals.queries import raw_of
from accord.foundation.files.queries import attachments_of
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Refusal, Stale
from accord.foundation.kernel.rules import Actor
from accord.foundation.mail.reading.message import read

MOST_TRIES = 3
BATCH = 500


def file_new(*, by: Actor, at: datetime, go_on: Callable[[int], None] = lambda _done: None) -> int:
    """File all that came and was not looked at; each message in a transaction of its own."""
    del by
    done, last = 0, 0
    while keys := list(
        Arrival.objects.filter(state=State.NEW, pk__gt=last)
        .order_by("pk")
        .values_list("pk", flat=True)[:BATCH]
    ):
        for key in keys:
            arrival = Arrival.objects.select_related("owner").get(pk=key)
            file_one(by=arrival.owner, arrival=arrival, at=at)
            done, last = done + 1, key
            go_on(done)
    return done


def file_one(*, by: Actor, arrival: Arrival, at: datetime) -> Arrival:
    """Let the features say what becomes of a message; what they write and its end are one."""
    try:
        with change(policies.SETTLE, by=by, at=at, subject=arrival) as record:
            if arrival.state == State.NEW:
                ending = _asked(arrival, at)
                record.set(arrival, state=ending.state, reason=ending.reason, error="")
            record.note(state=arrival.state, reason=arrival.reason)
    except Refusal as refusal:
        _wait(arrival, by, Reason.REFUSED, str(refusal), at)
    except Exception as fault:  # noqa: BLE001 -- no message may keep the others from being filed
        _wait(arrival, by, Reason.FAILED, f"{type(fault).__name__}: {fault}", at)
    return arrival


def _asked(arrival: Arrival, at: datetime) -> Ending:
    message = read(raw_of(arrival))
    for filer in sorted(filers, key=lambda filer: filer.order):
        ending = filer.file(arrival, message, at)
        if ending is not None:
            return ending
    return Ending(State.WAITING, Reason.NOBODY)


def _wait(arrival: Arrival, by: Actor, reason: Reason, error: str, at: datetime) -> None:
    """Note why it could not be filed; it is tried again some times, then waits for somebody."""
    fresh = Arrival.objects.get(pk=arrival.pk)
    is_last = reason == Reason.REFUSED or fresh.tries + 1 >= MOST_TRIES
    ending = {"state": State.WAITING, "reason": reason} if is_last else {}
    with change(policies.SETTLE, by=by, at=at, subject=arrival) as record:
        record.set(arrival, tries=arrival.tries + 1, error=error[:2000], **ending)


def settle(*, by: Actor, arrival: Arrival, ending: Ending, at: datetime) -> None:
    """Say by hand what becomes of a message, within the change that does it."""
    with change(policies.SETTLE, by=by, at=at, subject=arrival) as record:
        record.set(arrival, state=ending.state, reason=ending.reason, error="")
        record.note(state=ending.state, reason=ending.reason)


def hand_on(*, by: Actor, arrival: Arrival, to: User, at: datetime) -> None:
    """Make a message somebody else's, within the change that gives it to them."""
    with change(policies.SETTLE, by=by, at=at, subject=arrival) as record:
        record.set(arrival, owner_id=to.pk)
        record.note(to=to.pk)


def try_again(*, by: Actor, arrival: Arrival, at: datetime) -> Arrival:
    """Look anew at a message that was not filed. Raises: NotAllowed; Stale when it is filed."""
    with change(policies.RETRY, by=by, at=at, subject=arrival) as record:
        if arrival.state == State.FILED:
            raise Stale(_("This message is filed already."))
        if not attachments_of(arrival).exists():
            raise Stale(_("Nothing of it is kept any more."))
        record.set(arrival, state=State.NEW, reason="", tries=0, error="")
    owner = User.objects.get(pk=arrival.owner_id)
    return file_one(by=owner, arrival=arrival, at=at)
