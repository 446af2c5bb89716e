"""What was found in a note, as it is offered: ticked, and corrected by whoever wrote it.

Each thing found has a key made of the sentence it stands in, so that a correction stays with it
while the note is written on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from hashlib import blake2s
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time

from accord.features.engagement import queries
from accord.features.needs.models import Need
from accord.features.promises.actions import PromiseDetails
from accord.features.promises.states import Side
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import days_off
from accord.foundation.kernel.days import last_second
from accord.foundation.kernel.text import is_blank


@dataclass(frozen=True)
class PersonChoice:
    party: Party
    is_on: bool


@dataclass(frozen=True)
class PromiseChoice:
    key: str
    is_on: bool
    words: str
    side: str
    day: date | None
    clock: time | None
    owner_id: int
    source: str
    off: str = ""  # what day off its day is

    @property
    def due(self) -> date | datetime | None:
        if self.day is None or self.clock is None:
            return self.day
        return datetime.combine(self.day, self.clock, tzinfo=timezone.get_current_timezone())

    def details(self) -> PromiseDetails:
        due = self.due
        if due is not None and not isinstance(due, datetime):
            due = last_second(due, settings.HOUSE_TIME_ZONE)
        return PromiseDetails(
            self.words, side=self.side, owner_id=self.owner_id, due_at=due, source=self.source
        )


@dataclass(frozen=True)
class NeedChoice:
    key: str
    is_on: bool
    words: str
    source: str


@dataclass(frozen=True)
class HeardChoice:
    need: Need
    is_on: bool


@dataclass(frozen=True)
class PointChoice:
    key: str
    is_on: bool
    words: str
    is_open: bool


@dataclass(frozen=True)
class Found:
    """Everything a note says, with what the person made of it."""

    reading: queries.Reading
    people: list[PersonChoice]
    promises: list[PromiseChoice]
    needs: list[NeedChoice]
    heard: list[HeardChoice]
    points: list[PointChoice]

    @property
    def parties(self) -> list[Party]:
        return [person.party for person in self.people if person.is_on]

    @property
    def is_empty(self) -> bool:
        return not (self.people or self.promises or self.needs or self.heard or self.points)


def found_in(user: Any, text: str, *, sent: QueryDict, about: Party | None, today: date) -> Found:
    """Read ``text``, then put what was ticked and corrected in what was ``sent`` over it."""
    people = _people(user, text, sent, about)
    reading = queries.read(text, today=today, names=[person.party.name for person in people])
    parties = [person.party for person in people if person.is_on]
    known = queries.needs_spoken_of(user, text, parties)
    promises = [_promise(found, key, sent, user) for key, found in _keyed("p", reading.promises)]
    return Found(
        reading,
        people,
        _with_days_off(promises),
        [
            _need(found, key, sent)
            for key, found in _keyed("n", reading.needs)
            if not queries.says_the_same(found.words, known)
        ],
        [HeardChoice(need, is_on=_is_on(sent, "heard", need.ref)) for need in known],
        [
            PointChoice(key, _is_on(sent, "point", key), found.words, found.is_open)
            for key, found in _keyed("d", reading.points)
        ],
    )


def _is_on(sent: QueryDict, name: str, key: str, *, otherwise: bool = True) -> bool:
    """Tell whether a box is ticked; one that was not shown yet is as it would be shown."""
    shown = key in sent.getlist(f"{name}-shown")
    return key in sent.getlist(name) if shown else otherwise


def _people(user: Any, text: str, sent: QueryDict, about: Party | None) -> list[PersonChoice]:
    found = [person for person in queries.people_in(user, text) if person.party != about]
    sure = [PersonChoice(about, _is_on(sent, "party", about.ref))] if about else []
    return sure + [
        PersonChoice(
            person.party, _is_on(sent, "party", person.party.ref, otherwise=person.is_sure)
        )
        for person in sorted(found, key=lambda person: not person.is_sure)
    ]


def _keyed(kind: str, found: Sequence[Any]) -> Iterable[tuple[str, Any]]:
    """Give each thing a key by its sentence, and its number among those of that sentence."""
    counts: dict[str, int] = {}
    for thing in found:
        number = counts[thing.source] = counts.get(thing.source, 0) + 1
        digest = blake2s(thing.source.encode("utf-8", "replace"), digest_size=5).hexdigest()
        yield f"{kind}{digest}{number}", thing


def _promise(found: queries.FoundPromise, key: str, sent: QueryDict, user: Any) -> PromiseChoice:
    said = {name: sent.get(f"{key}-{name}", "") for name in ("words", "side", "day", "clock")}
    shown = key in sent.getlist("promise-shown")
    owner = sent.get(f"{key}-owner", "")
    return PromiseChoice(
        key=key,
        is_on=_is_on(sent, "promise", key),
        words=found.words if is_blank(said["words"]) else said["words"],
        side=said["side"] if said["side"] in Side.values else found.side,
        day=_read(parse_date, said["day"]) if shown else found.day,
        clock=_read(parse_time, said["clock"]) if shown else found.clock,
        owner_id=int(owner) if owner.isdecimal() else user.pk,
        source=found.source,
    )


def _with_days_off(promises: list[PromiseChoice]) -> list[PromiseChoice]:
    days = [promise.day for promise in promises if promise.day is not None]
    off = days_off(min(days), max(days)) if days else {}
    return [replace(one, off=off.get(one.day, "") if one.day else "") for one in promises]


def _read(parse: Any, words: str) -> Any:
    try:
        return parse(words)
    except ValueError:
        return None


def _need(found: queries.FoundNeed, key: str, sent: QueryDict) -> NeedChoice:
    words = sent.get(f"{key}-words", "")
    return NeedChoice(
        key, _is_on(sent, "need", key), found.words if is_blank(words) else words, found.source
    )
