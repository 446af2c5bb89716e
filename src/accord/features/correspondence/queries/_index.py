"""Who finds which mail by its words: the same people who may read it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accord.features.correspondence.models import Message
from accord.features.correspondence.states import State
from accord.features.engagement.models import Interaction, Participation
from accord.features.engagement.states import Channel
from accord.features.stakeholders.models import TimelineRow
from accord.features.stakeholders.queries import told_to
from accord.foundation.accounts.models import User
from accord.foundation.arrivals.models import Arrival
from accord.foundation.journal.derived import Touched

KIND = "engagement.interaction"


@dataclass(frozen=True)
class Known:
    """What is known of some messages beside themselves: by talk, and by department."""

    findable: Collection[int]
    talks: Mapping[int, Interaction]
    first: Mapping[int, int]
    readers: Mapping[int, Collection[int]]
    people: Mapping[int, Collection[int]]


def known_of(messages: Collection[Message]) -> Known:
    """Read what decides who finds each of ``messages``, at once for all."""
    arrivals = [each.arrival_id for each in messages]
    keys = [each.interaction_id for each in messages if each.interaction_id]
    departments = {
        each.department_id
        for each in messages
        if each.department_id and each.state == State.WAITING
    }
    found = Arrival.objects.filter(pk__in=arrivals, is_findable=True)
    return Known(
        set(found.values_list("pk", flat=True)),
        Interaction.objects.in_bulk(keys) if keys else {},
        _first_of(keys),
        told_to(KIND, keys) if keys else {},
        _people_of(departments),
    )


def _first_of(talks: Collection[int]) -> dict[int, int]:
    """Give of each talk the party that took part first."""
    found: dict[int, int] = {}
    if talks:
        rows = Participation.objects.filter(interaction__in=talks).order_by("pk")
        for talk, party in rows.values_list("interaction_id", "party_id"):
            found.setdefault(talk, party)
    return found


def _people_of(departments: Collection[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    if departments:
        rows = User.objects.filter(department__in=departments).order_by("pk")
        for department, person in rows.values_list("department_id", "pk"):
            found.setdefault(department, []).append(person)
    return found


def waiting_where_moved(touched: Touched) -> set[int]:
    """Give the mail that waits for a department somebody came to or left."""
    moved = {row.department_id for row in touched.added}
    for _pk, before, after in touched.changed:
        if "department_id" in before:
            moved |= {before["department_id"], after.get("department_id")}
    moved.discard(None)
    if not moved:
        return set()
    rows = Message.objects.filter(department__in=moved, state=State.WAITING)
    return set(rows.values_list("pk", flat=True))


def told_anew(touched: Touched) -> Iterable[int]:
    """Give the mail whose talk was told anew, to other people or with other parties."""
    talks: set[Any] = {
        before["subject_id"]
        for _pk, before in touched.removed
        if before["subject_type"] == KIND and before["channel"] == Channel.MAIL
    }
    moved = [pk for pk, before, _after in touched.changed if "party_id" in before]
    if moved:
        rows = TimelineRow.objects.filter(pk__in=moved, subject_type=KIND, channel=Channel.MAIL)
        talks.update(rows.values_list("subject_id", flat=True))
    if not talks:
        return set()
    return set(Message.objects.filter(interaction__in=talks).values_list("pk", flat=True))
