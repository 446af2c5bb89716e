"""What stands on a calendar, whatever it is: features give it, the calendar shows it as one.

A source is filled in when its app is ready. It answers for several people at once, in a fixed
number of queries, with what the one who looks may see.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from accord.foundation.accounts.models import User
from accord.foundation.kernel.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something on a day, or at a moment. ``key`` is the same whenever it is asked for.

    ``beside`` is the key of another kind's happening that says the same: where both are found,
    that one alone is shown. ``until`` is the end of what takes time of its own. Of what
    ``is_restricted`` to named people no words go out by a feed.
    """

    key: str
    title: str
    url: str
    when: date | datetime
    is_restricted: bool
    whom: str = ""
    is_done: bool = False
    beside: str = ""
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """One kind of happening, between two moments, of ``people``."""

    label: str | Promise
    icon: str
    order: int
    find: Callable[[User, Sequence[int], datetime, datetime], list[Happening]]


calendars: Registry[Source] = Registry("what stands on the calendar")


def found_between(
    user: User, people: Sequence[int], start: datetime, end: datetime, kinds: Sequence[str] = ()
) -> list[tuple[str, Happening]]:
    """Give the happenings with their kinds; what has no time of day first on each day."""
    found = [
        (kind, happening)
        for kind, source in sorted(calendars.items(), key=lambda pair: pair[1].order)
        if not kinds or kind in kinds
        for happening in source.find(user, people, start, end)
    ]
    keys = {happening.key for _kind, happening in found}
    found = [pair for pair in found if not pair[1].beside or pair[1].beside not in keys]
    return sorted(found, key=lambda pair: _order(pair[1]))


def _order(happening: Happening) -> tuple[str, str]:
    return happening.when.isoformat(), happening.title
