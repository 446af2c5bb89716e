"""What somebody owes, whatever it is: features give it, the home page shows it as one list.

A source is filled in when its app is ready. It answers for several people at once (whoever stands
in for others sees theirs too), in a fixed number of queries.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accord.foundation.accounts.models import User
from accord.foundation.kernel.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Whom:
    """The one that something is owed to."""

    key: int
    ref: str
    name: str
    kind: str
    sub: str
    url: str
    colour: int


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One thing owed. ``due`` is a day or a moment, ``ends_at`` the moment it is late from.

    ``done`` takes a POST; ``snooze``, ``hand_over`` and ``reply`` open a form. An empty one
    can't be done here.
    """

    kind: str
    ref: str
    title: str
    url: str
    icon: str
    owner_id: int
    due: date | datetime | None
    ends_at: datetime | None
    since: datetime
    whom: Whom | None
    done: str = ""
    snooze: str = ""
    hand_over: str = ""
    reply: str = ""
    snoozed_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """Something with a time on somebody's day."""

    at: datetime
    title: str
    url: str
    whom: Whom | None = None
    is_done: bool = False


@dataclass(frozen=True, kw_only=True)
class Source:
    """``owed`` is what is open, ``settled`` when what was settled since a moment had been due."""

    owed: Callable[[User, Sequence[int]], list[Owed]]
    settled: Callable[[User, Sequence[int], datetime], list[datetime]]
    appointments: Callable[[User, Sequence[int], datetime, datetime], list[Appointment]] | None = (
        None
    )


sources: Registry[Source] = Registry("what is owed")


def owed_by(user: User, people: Sequence[int]) -> list[Owed]:
    """Give everything that ``people`` owe, as far as ``user`` may see it."""
    return [thing for source in sources for thing in source.owed(user, people)]


def settled_since(user: User, people: Sequence[int], since: datetime) -> list[datetime]:
    return [due for source in sources for due in source.settled(user, people, since)]


def appointments_of(
    user: User, people: Sequence[int], start: datetime, end: datetime
) -> list[Appointment]:
    """Give what has a time between two moments, in order."""
    found: list[Appointment] = []
    for source in sources:
        if source.appointments is not None:
            found += source.appointments(user, people, start, end)
    return sorted(found, key=lambda appointment: (appointment.at, appointment.title))


def whom(record: Any, url: str) -> Whom:
    """Describe a record with a reference, a name, a kind and a colour."""
    return Whom(
        key=record.pk, ref=record.ref, name=record.name, kind=record.kind,
        sub=record.headline or record.locality, url=url, colour=record.colour,
    )  # fmt: skip
