"""What is owed, needed, planned and said, as the API tells it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accord.features.engagement import queries as engagement
from accord.features.engagement.models import Interaction, Participation, Point
from accord.features.initiatives import queries as initiatives
from accord.features.needs import queries as needs
from accord.features.promises import queries as promises
from accord.features.stakeholders import queries as stakeholders
from accord.features.tasks import queries as tasks
from accord.features.tasks.models import ChecklistItem, Dependency, Task
from accord.foundation.accounts.reach import points_at
from accord.overview.api.errors import missing
from accord.overview.api.queries._paging import Page, Row, Span, page_of
from accord.overview.api.queries._pieces import columns_of, named, one_of, seen_parties


@dataclass(frozen=True)
class Sort:
    """One sort of record: which may be seen, what is told of each, what it can be asked by."""

    visible_to: Callable[[Any], QuerySet[Any]]
    plain: Sequence[str]
    people: Sequence[str] = ("owner", "department")
    has_party: bool = True
    filters: Sequence[str] = ("state", "owner_id")


SORTS = {
    "promises": Sort(
        promises.visible_to,
        (
            "ref", "side", "words", "source", "their_owner", "due_at", "made_at", "state",
            "settled_at", "reason",
            "snoozed_until", "visibility", "version",
        ),
        filters=("state", "side", "owner_id"),
    ),
    "needs": Sort(
        needs.visible_to,
        (
            "ref", "words", "quotation", "state", "heard_at", "kind", "confidence",
            "confirmed_on", "visibility", "version",
        ),
        ("department",),
        filters=("state", "kind", "confidence"),
    ),
    "tasks": Sort(
        tasks.visible_to,
        (
            "ref", "title", "channel", "due_at", "state", "done_at", "reason", "snoozed_until",
            "visibility", "made_at", "effort_minutes", "repeat_every",
            "repeat_unit", "version",
        ),
    ),
    "initiatives": Sort(
        initiatives.visible_to,
        ("ref", "name", "kind", "from_date", "until_date", "is_active", "version"),
        has_party=False,
        filters=("kind", "owner_id", "department_id", "is_active"),
    ),
    "interactions": Sort(
        engagement.visible_to,
        (
            "ref", "at", "channel", "direction", "is_formal", "text", "mood", "minutes",
            "logged_at", "visibility", "version",
        ),
        ("logged_by", "department"),
        has_party=False,
        filters=("channel",),
    ),
}  # fmt: skip


def records(user: Any, name: str, asked: Mapping[str, Any], span: Span) -> Page:
    """Give a page of one sort of record, as far as one may see them, in the order of making."""
    sort = SORTS[name]
    found = sort.visible_to(user)
    found = found.filter(**{key: asked[key] for key in sort.filters if asked.get(key) is not None})
    if asked.get("party"):
        found = _about(user, name, found, asked["party"])
    rows, after = page_of(found, _columns(sort), span)
    return _told(user, name, rows), after


def _about(user: Any, name: str, found: QuerySet[Any], ref: str) -> QuerySet[Any]:
    party = stakeholders.visible_to(user).filter(ref=ref).first()
    if party is None:
        return found.none()
    if name == "interactions":
        return found.filter(pk__in=Participation.objects.filter(party=party).values("interaction"))
    return found.filter(party=party)


def record(user: Any, name: str, ref: str) -> Row:
    """Tell one record. Raises Problem 404 for what one may not see, too."""
    sort = SORTS[name]
    found = sort.visible_to(user).none() if "\x00" in ref else sort.visible_to(user)
    rows = list(found.filter(ref=ref).values("pk", *_columns(sort))[:1])
    if not rows:
        raise missing()
    return _told(user, name, rows)[0]


def record_at(user: Any, name: str, ref: str) -> Any:
    """Find the row of a record that is to be changed."""
    return one_of(SORTS[name].visible_to(user), ref=ref)


def outcomes(user: Any, ref: str) -> Row:
    """Give the references of what came of a talk."""
    talk: Interaction = record_at(user, "interactions", ref)
    found = engagement.outcomes_of(user, talk)
    return {
        "promises": [promise.ref for promise in found.promises],
        "needs": [need.ref for need in found.needs],
        "points": [
            {
                "id": point.pk, "text": point.text, "state": point.state,
                "task": point.task.ref if point.task else None, "version": point.version,
            }
            for point in engagement.points_of(talk)
        ],
        "attendees": [
            {"id": person.pk, "name": person.name} for person in engagement.attendees_of(talk)
        ],
        "initiative": talk.initiative.ref if talk.initiative else None,
    }  # fmt: skip


def task_parts(user: Any, ref: str) -> Row:
    """Give the steps of a task, what it waits for, and the task that it continues."""
    task: Task = record_at(user, "tasks", ref)
    needed, _behind, _hidden = tasks.dependencies_of(user, task)
    before = tasks.visible_to(user).filter(pk=task.continues_id or 0).first()
    return {
        "steps": [
            {"id": item.pk, "text": item.text, "done_at": item.done_at, "version": item.version}
            for item in tasks.items_of(task)
        ],
        "waits_for": [each.needs.ref for each in needed],
        "continues": before.ref if before else None,
    }


def step_at(user: Any, ref: str, key: int) -> ChecklistItem:
    """Find a step of a task that one may see."""
    return one_of(tasks.steps_of(record_at(user, "tasks", ref)), pk=key)


def wait_of(user: Any, ref: str, other: str) -> Dependency:
    """Find what has a task wait for another that one may see."""
    found = tasks.waits_of(record_at(user, "tasks", ref))
    return one_of(found, needs=record_at(user, "tasks", other))


def point_at(user: Any, ref: str, key: int) -> Point:
    """Find a point of a talk that one may see."""
    talk: Interaction = record_at(user, "interactions", ref)
    return one_of(Point.objects.select_related("interaction", "task"), interaction=talk, pk=key)


def as_it_stands(user: Any, talk: Interaction) -> Row:
    """Give a talk as it would be corrected to itself."""
    plain = ("text", "channel", "direction", "is_formal", "mood", "minutes", "visibility")
    return {
        **{name: getattr(talk, name) for name in plain},
        "happened_at": talk.at,
        "initiative_id": talk.initiative_id,
        "parties": tuple(engagement.parties_of(user, talk)),
        "attendee_ids": tuple(person.pk for person in engagement.attendees_of(talk)),
        "reader_ids": tuple(engagement.readers_of(talk)),
    }


def hidden_from(user: Any, talk: Interaction) -> list[int]:
    return engagement.hidden_from(user, talk)


def _columns(sort: Sort) -> list[str]:
    return [*sort.plain, *columns_of(*sort.people), *(["party_id"] if sort.has_party else [])]


def _told(user: Any, name: str, rows: list[Row]) -> list[Row]:
    sort = SORTS[name]
    parties = seen_parties(user, [row["party_id"] for row in rows]) if sort.has_party else {}
    spoke = took_part(user, [row["pk"] for row in rows]) if name == "interactions" else {}
    told = []
    for row in rows:
        one = {key: row[key] for key in sort.plain}
        one |= {key: named(row, key) for key in sort.people}
        if sort.has_party:
            one["party"] = parties.get(row["party_id"])
        if name == "interactions":
            one["parties"] = spoke.get(row["pk"], [])
        told.append(one)
    return told


def took_part(user: Any, keys: list[int]) -> dict[int, list[Row]]:
    found = Participation.objects.filter(
        points_at(stakeholders.visible_to(user), "party"), interaction__in=keys
    ).order_by("pk")
    told: dict[int, list[Row]] = {}
    for talk, ref, name in found.values_list("interaction_id", "party__ref", "party__name"):
        told.setdefault(talk, []).append({"ref": ref, "name": name})
    return told
