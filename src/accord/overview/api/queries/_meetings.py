"""Meetings, as the API tells them."""

from typing import Any

from accord.features.meetings import queries as meetings
from accord.features.meetings.models import AgendaItem, Invitee, Meeting
from accord.features.tasks.queries import visible_to as tasks_visible_to
from accord.overview.api.queries._paging import Page, Row, Span, page_of
from accord.overview.api.queries._pieces import brief, one_of


def meeting_at(user: Any, ref: str) -> Meeting:
    """Find a meeting. Raises Problem 404 where there is none such."""
    return one_of(meetings.visible_to(user), ref=ref)


def meeting_list(user: Any, span: Span) -> Page:
    rows, after = page_of(meetings.visible_to(user), [], span)
    found = meetings.visible_to(user).in_bulk([row["pk"] for row in rows])
    return [_row(found[row["pk"]]) for row in rows], after


def agenda_item_at(meeting: Meeting, key: int) -> AgendaItem:
    return one_of(meetings.items_of(meeting), pk=key)


def invitee_at(user: Any, meeting: Meeting, key: int) -> Invitee:
    return one_of(meetings.asked_of(user, meeting), pk=key)


def meeting(user: Any, found: Meeting) -> Row:
    """Give a meeting with who is asked, its agenda and its minutes as they stand."""
    said = meetings.verdicts_of(found)
    agenda = list(meetings.agenda_of(found))
    seen = tasks_visible_to(user).filter(pk__in=[one.task_id for one in agenda if one.task_id])
    tasks = set(seen.values_list("pk", flat=True))
    return {
        **_row(found),
        "purpose": found.purpose, "place": found.place, "taker": brief(found.taker),
        "visibility": found.visibility, "talk": found.talk.ref if found.talk else "",
        "rhythm": found.series.rhythm if found.series and not found.series.ended_at else "",
        "notes": found.notes, "issue": found.issue, "answer_by": found.answer_by,
        "invitees": [_invitee(one) for one in meetings.invitees_of(user, found)],
        "agenda": [
            {
                "id": one.pk, "title": one.title, "minutes": one.minutes, "kind": one.kind,
                "origin": one.origin_ref, "is_proposed": one.is_proposed,
                "presenter": brief(one.presenter), "version": one.version,
                "task": one.task.ref if one.task and one.task_id in tasks else "",
            }
            for one in agenda
        ],
        "lines": [
            {
                "kind": line.kind, "text": line.text, "is_inside": line.is_inside,
                "made": line.made_ref,
                "confirmed": sum(one.is_confirmed for one in said.get(line.pk, [])),
                "disputed": sum(not one.is_confirmed for one in said.get(line.pk, [])),
            }
            for line in meetings.lines_of(found)
        ],
        "decisions": [one.words for one in meetings.decisions_of(found)],
    }  # fmt: skip


def _row(found: Meeting) -> Row:
    return {
        "ref": found.ref, "title": found.title, "starts_at": found.starts_at,
        "ends_at": found.ends_at, "state": found.state, "chair": brief(found.chair),
        "version": found.version,
    }  # fmt: skip


def _invitee(one: Invitee) -> Row:
    return {
        "id": one.pk, "person": brief(one.person), "answer": one.answer, "words": one.words,
        "came": one.came,
        "party": {"ref": one.party.ref, "name": one.party.name} if one.party else None,
    }  # fmt: skip
