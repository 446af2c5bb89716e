from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import IntegrityError

from accord.foundation.arrivals import policies
from accord.foundation.arrivals.models import Arrival, Reason, Sight, veiled
from accord.foundation.arrivals.queries import KIND
from accord.foundation.files.actions import keep_as_it_came
from accord.foundation.files.models import Attachment
from accord.foundation.jobs.actions import Order, enqueue
from accord.foundation.journal.change import change_many
from accord.foundation.kernel.rules import Actor
from accord.foundation.mail.reading.message import read
from accord.foundation.mail.reading.shapes import Incoming

FILE = "arrivals.file"
BATCH = 200
SENT_HERE = "Accord"
ONCE = frozenset({
    Reason.INTERNAL, Reason.AUTO_REPLY, Reason.BOUNCE, Reason.COMPLAINT, Reason.LOOP, Reason.ANSWER,
})  # fmt: skip


@dataclass(frozen=True)
class Way:
    """How messages reached us, and for whose eyes they are."""

    source: str
    owner_id: int
    sight: str = Sight.PRIVATE
    is_archive: bool = False
    department_id: int | None = None
    tags: str = ""
    is_findable: bool = True


@dataclass
class Taken:
    """How many messages there were, and how many of them were here already."""

    seen: int = 0
    known: int = 0

    @property
    def new(self) -> int:
        return self.seen - self.known


def take_in(
    *, by: Actor, letters: Iterable[bytes], way: Way, at: datetime,
    progress: Callable[[int, int | None], None] = lambda _done, _total: None,
) -> Taken:  # fmt: skip
    """Keep messages with their bytes; each once, however often it comes. Filing follows.

    One that is in the private mailboxes of two of us is kept for each: neither sees the other's.

    Once this returns nothing can lose them any more. Raises NotAllowed.
    """
    policies.TAKE.demand(by)
    taken = Taken()
    stream = iter(letters)
    while batch := list(islice(stream, BATCH)):
        fresh = _named([(read(raw), raw) for raw in batch])
        try:
            count = _keep(by, fresh, way, at)
        except IntegrityError:  # somebody else took one of them meanwhile
            count = _keep(by, fresh, way, at)
        taken.seen += len(batch)
        taken.known += len(batch) - count
        progress(taken.seen, None)
    return taken


def _named(batch: Sequence[tuple[Incoming, bytes]]) -> dict[str, tuple[Incoming, bytes]]:
    """Give each message by what it is known by: some machines give all of theirs one Message-ID.

    Where one of that name was erased, none comes back under another.
    """
    names = {
        name: key for key in (one.identity for one, _raw in batch) for name in (key, veiled(key))
    }
    there = Arrival.objects.filter(identity__in=names).values_list("identity", "subject")
    subjects = {names[name]: subject for name, subject in there}
    fresh: dict[str, tuple[Incoming, bytes]] = {}
    for message, raw in batch:
        name = message.identity
        if _is_another(subjects.setdefault(name, message.subject), message.subject):
            name = f"{name[:190]} sha256:{message.digest}"
        fresh.setdefault(name, (message, raw))
    return fresh


def _is_another(before: str, now: str) -> bool:
    """Tell whether two subjects are of two messages; a list or a filter may put words to one."""
    one, other = before.casefold(), now.casefold()
    return one not in other and other not in one


def _keep(by: Actor, fresh: dict[str, tuple[Incoming, bytes]], way: Way, at: datetime) -> int:
    names = [*fresh, *(_own(key, way) for key in fresh)]
    rows = Arrival.objects.filter(identity__in=[*names, *map(veiled, names)])
    there = {row.identity: row for row in rows}
    new: dict[str, tuple[Incoming, bytes]] = {}
    for key, pair in fresh.items():
        own = _own(key, way)
        if not {veiled(key), own, veiled(own)} & there.keys():
            first = there.get(key)
            if first is None or _is_anothers(first, way):
                new[key if first is None else own] = pair
    if not new:
        return 0
    with change_many(policies.TAKE, by=by, at=at, kind=Arrival) as record:
        arrivals = [_row(key, message, raw, way, at) for key, (message, raw) in new.items()]
        record.add_many(arrivals)
        record.add_many(_attached(arrivals, [raw for _message, raw in new.values()], way, at))
        enqueue(by=by, order=Order(FILE), at=at)
    return len(new)


def _own(key: str, way: Way) -> str:
    """Give what a message is known by that is in another's private mailbox as well."""
    return f"{key[:230]} for:{way.owner_id}"


def _is_anothers(first: Arrival, way: Way) -> bool:
    """Tell whether a message is here for another's eyes alone, so that its owner has none of it.

    What a report, a machine or a colleague wrote is the same for all of us, and taken once; so is
    what we sent from here.
    """
    is_private = first.sight == way.sight == Sight.PRIVATE
    is_one_persons = first.department_id is None and way.department_id is None
    is_for_all = first.reason in ONCE or first.source == SENT_HERE
    return is_private and is_one_persons and not is_for_all and first.owner_id != way.owner_id


def _row(key: str, message: Incoming, raw: bytes, way: Way, at: datetime) -> Arrival:
    return Arrival(
        identity=key, source=way.source[:200], owner_id=way.owner_id,
        sight=Sight(way.sight), is_archive=way.is_archive, is_findable=way.is_findable,
        taken_at=at, size=len(raw),
        department_id=way.department_id, tags=way.tags,
        sender=message.sender.address, subject=message.subject,
    )  # fmt: skip


def _attached(
    arrivals: Sequence[Arrival], bodies: Sequence[bytes], way: Way, at: datetime
) -> list[Attachment]:
    blobs = keep_as_it_came(bodies=bodies, media_type="message/rfc822", at=at)
    return [
        Attachment(
            blob=blob, kind=KIND, object_id=arrival.pk, name="message.eml", by_id=way.owner_id,
            at=at,
        )
        for arrival, blob in zip(arrivals, blobs, strict=True)
    ]  # fmt: skip
