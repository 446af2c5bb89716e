from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Max, Model, Q
from django.utils.translation import gettext as _

from accord.features.stakeholders import policies
from accord.features.stakeholders.actions._rhythm import keep_rhythm
from accord.features.stakeholders.events import ColleaguesNamedInNote
from accord.features.stakeholders.models import (
    Note,
    Party,
    TimelineMonth,
    TimelineReader,
    TimelineRow,
)
from accord.features.stakeholders.states import RowKind, Visibility
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.derived import Touched
from accord.foundation.journal.statements import run_each
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import storable
from accord.foundation.notices.mentions import has_mention


@dataclass(frozen=True)
class Telling:
    """What happened, in the words of the feature it belongs to.

    Other parties are ``named`` by key, never in words: not everybody who reads the row may see
    them.
    """

    kind: str
    verb: str
    subject: Model | None = None
    ref: str = ""
    title: str = ""
    text: str = ""
    channel: str = ""
    mood: int | None = None
    is_contact: bool = False
    visibility: str = Visibility.EVERYONE
    department_id: int | None = None
    readers: tuple[int, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    named: tuple[int, ...] = ()


def tell(
    *, by: Actor, record: Record, parties: Iterable[Party], telling: Telling, at: datetime
) -> list[TimelineRow]:
    """Write one row on the timeline of each party, within the change that it tells of."""
    subject = telling.subject
    data = {**telling.data, "named": list(telling.named)} if telling.named else telling.data
    told = [
        TimelineRow(
            party=party, at=at, kind=telling.kind, verb=telling.verb, by_id=by.pk,
            subject_type=subject._meta.label_lower if subject else "",  # noqa: SLF001
            subject_id=subject.pk if subject else None, subject_ref=telling.ref,
            title=telling.title[:300], text=telling.text, channel=telling.channel,
            mood=telling.mood, is_contact=telling.is_contact, visibility=telling.visibility,
            department_id=telling.department_id, data=data,
        )
        for party in parties
    ]  # fmt: skip
    record.add_many(told)
    readers = [
        TimelineReader(row=row, person_id=person) for row in told for person in telling.readers
    ]
    record.add_many(readers)
    return told


def keep_note(
    *, by: Actor, party: Party, text: str, at: datetime,
    visibility: str = Visibility.EVERYONE, readers: Sequence[User] = (),
) -> Note:  # fmt: skip
    """Keep words on a party byte for byte. Raises Invalid when no database can keep them."""
    if not text:
        raise Invalid(_("There is nothing to keep yet."), field="text")
    if not storable(text):
        raise Invalid(_("The note holds characters that can't be kept."), field="text")
    note = Note(
        party=party, text=text, by_id=by.pk, at=at, visibility=Visibility(visibility),
        department_id=getattr(by, "department_id", None),
    )  # fmt: skip
    with change(policies.NOTE, by=by, at=at) as record:
        policies.NOTE.demand(by, party)
        record.subject = note
        record.add(note)
        told = Telling(
            RowKind.NOTE, "noted", subject=note, text=text, visibility=visibility,
            department_id=note.department_id, readers=tuple(person.pk for person in readers),
        )  # fmt: skip
        tell(by=by, record=record, parties=[party], telling=told, at=at)
        if has_mention(text):
            record.publish(ColleaguesNamedInNote(at=at, note_id=note.pk, by_id=by.pk))
    return note


_MONTHS = TimelineMonth._meta.db_table  # noqa: SLF001
_COUNT = (
    f"INSERT INTO {_MONTHS} (month, kind, department_id, visibility, rows_count)"
    " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (month, kind, department_id, visibility)"
    f" DO UPDATE SET rows_count = {_MONTHS}.rows_count + excluded.rows_count"
)


def roll_up_timeline(*, touched: Touched, at: datetime, by: Actor | None = None) -> None:
    """Keep the counts by month, and each party's last contact, true to the rows."""
    del at, by
    counts: Counter[tuple[date, str, int, str]] = Counter()
    for row in touched.added:
        counts[_cell(row.at, row.kind, row.department_id, row.visibility)] += 1
    for _pk, row in touched.removed:
        counts[_cell(row["at"], row["kind"], row["department_id"], row["visibility"])] -= 1
    found = sorted(counts.items())
    run_each(_COUNT, [(str(month), *cell, n) for (month, *cell), n in found if n])
    _follow_contacts(touched)


def _cell(
    at: datetime, kind: str, department: int | None, visibility: str
) -> tuple[date, str, int, str]:
    return at.astimezone(UTC).date().replace(day=1), kind, department or 0, visibility


def _follow_contacts(touched: Touched) -> None:
    latest: dict[int, datetime] = {}
    for row in touched.added:
        if row.is_contact:
            latest[row.party_id] = max(row.at, latest.get(row.party_id, row.at))
    for party_id, moment in sorted(latest.items()):
        later = Q(last_contact_at__isnull=True) | Q(last_contact_at__lt=moment)
        Party.objects.filter(later, pk=party_id).update(last_contact_at=moment)
    stale = {row["party_id"] for _pk, row in touched.removed if row["is_contact"]}
    for _pk, before, after in touched.changed:
        stale |= {before["party_id"], after["party_id"]} if "party_id" in after else set()
    for party_id in sorted(stale):
        left = TimelineRow.objects.filter(party_id=party_id, is_contact=True)
        Party.objects.filter(pk=party_id).update(
            last_contact_at=left.aggregate(last=Max("at"))["last"]
        )
    keep_rhythm([*latest, *stale])
