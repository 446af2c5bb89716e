"""A talk is put right: its words, when and how it was, who took part, who may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from accord.features.engagement import policies
from accord.features.engagement.actions._log import check_minutes, check_talk, tell_of
from accord.features.engagement.events import ColleaguesNamed
from accord.features.engagement.models import Attendee, Interaction, Participation
from accord.features.engagement.states import Channel, Direction, Mood
from accord.features.stakeholders.models import Party, TimelineReader, TimelineRow
from accord.features.stakeholders.states import UNFINDABLE, Visibility
from accord.foundation.journal.change import Record, change
from accord.foundation.kernel.rules import Actor
from accord.foundation.notices.mentions import has_mention


@dataclass(frozen=True, kw_only=True)
class Correction:
    """How a talk should have been logged. ``parties`` are those whom the writer may see."""

    text: str
    channel: str
    direction: str
    happened_at: datetime
    parties: tuple[Party, ...]
    is_formal: bool = False
    mood: int | None = None
    minutes: int | None = None
    initiative_id: int | None = None
    attendee_ids: tuple[int, ...] = ()
    visibility: str = Visibility.EVERYONE
    reader_ids: tuple[int, ...] = ()


def correct_interaction(
    *, by: Actor, talk: Interaction, details: Correction, hidden: Sequence[int], at: datetime,
    seen: int | None = None,
) -> Interaction:  # fmt: skip
    """Put a talk right; timelines say it as it is now, the history as it was.

    ``hidden`` are the keys of who took part and may not be seen by ``by``: they stay.
    Raises: Invalid when nobody is left, nothing is said or it lies ahead; Conflict.
    """
    stay = list(Party.objects.filter(pk__in=hidden))
    check_talk([*details.parties, *stay], details.text, details.happened_at, at)
    check_minutes(details.minutes)
    with change(policies.CORRECT, by=by, at=at, subject=talk, seen=seen) as record:
        is_told = record.set(talk, **_facts(details))
        if is_told and has_mention(talk.text):
            record.publish(ColleaguesNamed(at=at, interaction_id=talk.pk, by_id=by.pk))
        parties = [*details.parties, *stay]
        moved = _become(
            record, "parties", Participation.objects.filter(interaction=talk), "party_id",
            [party.pk for party in parties],
            lambda key: Participation(interaction=talk, party_id=key),
        )  # fmt: skip
        _become(
            record, "attendees", Attendee.objects.filter(interaction=talk), "person_id",
            details.attendee_ids, lambda key: Attendee(interaction=talk, person_id=key),
        )  # fmt: skip
        read = _readers(talk) != set(details.reader_ids)
        if read:
            record.claim_parts("readers", TimelineReader)
        if is_told or moved or read:
            _tell_again(by, record, talk, parties, details.reader_ids)
    return talk


def _facts(details: Correction) -> dict[str, Any]:
    return {
        "text": details.text,
        "channel": Channel(details.channel),
        "direction": Direction(details.direction),
        "at": details.happened_at,
        "is_formal": details.is_formal,
        "mood": None if details.mood is None else Mood(details.mood),
        "minutes": details.minutes,
        "initiative_id": details.initiative_id,
        "visibility": Visibility(details.visibility),
    }


def _become(
    record: Record, name: str, rows: QuerySet[Any], column: str, wanted: Sequence[int], make: Any
) -> bool:
    """Have a set of rows name just ``wanted``; tells whether that changed anything."""
    there = {getattr(row, column): row for row in rows}
    gone: list[Model] = [row for key, row in there.items() if key not in wanted]
    new = [make(key) for key in dict.fromkeys(wanted) if key not in there]
    return record.set_parts(name, gone=gone, new=new)


def _rows(talk: Interaction) -> QuerySet[TimelineRow]:
    return TimelineRow.objects.filter(subject_type="engagement.interaction", subject_id=talk.pk)


def _readers(talk: Interaction) -> set[int]:
    found = TimelineReader.objects.filter(row__in=_rows(talk))
    return set(found.values_list("person_id", flat=True))


def _tell_again(
    by: Actor, record: Record, talk: Interaction, parties: Sequence[Party], readers: Sequence[int]
) -> None:
    """Take the rows of a talk from the timelines and write them anew, as told by its writer."""
    rows = list(_rows(talk).order_by("pk"))
    record.remove_many(list(TimelineReader.objects.filter(row__in=rows).order_by("pk")))
    record.remove_many(rows)
    outcomes = rows[0].data.get("outcomes", []) if rows else []
    writer = talk.logged_by or by
    tell_of(
        by=writer, record=record, talk=talk, parties=parties, readers=readers, outcomes=outcomes,
        at=talk.at, is_findable=not any(UNFINDABLE in row.data for row in rows),
    )  # fmt: skip
