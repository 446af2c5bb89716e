from typing import Any

from ninja import Query, Router

from accord.features.meetings import actions, policies
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import meetings as f
from accord.overview.api.forms import shapes
from accord.overview.api.views._lookups import named_initiative, named_party, people, somebody
from accord.overview.api.views._operation import Request, held, reads, writes

router = Router(tags=["meetings"])


@reads(router, "/meetings", policies.VIEW, f.MeetingsTold)
def list_meetings(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.meeting_list(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/meetings/{ref}", policies.VIEW, f.MeetingTold)
def get_meeting(request: Request, ref: str) -> Any:
    return queries.meeting(request.user, queries.meeting_at(request.user, ref))


@writes(router, "POST", "/meetings", policies.PLAN, f.MeetingTold, 201)
def plan_meeting(request: Request, given: f.MeetingGiven) -> Any:
    """Draft a meeting with those who are to come; nothing is sent."""
    initiative = None
    if given.initiative:
        initiative = named_initiative(request.user, given.initiative, "initiative")
    details = actions.MeetingDetails(
        given.title, given.starts_at, given.ends_at, somebody(given.chair_id, "chair_id"),
        given.purpose, given.place, initiative=initiative, visibility=given.visibility,
        taker=somebody(given.taker_id, "taker_id") if given.taker_id else None,
    )  # fmt: skip
    made = actions.plan_meeting(
        by=request.user, details=details, at=clock.now(), rhythm=given.rhythm,
        **_asked(request, given),
    )  # fmt: skip
    return _told(request, made)


@writes(router, "POST", "/meetings/{ref}/invitees", policies.PLAN, f.MeetingTold)
def invite_to_meeting(request: Request, ref: str, given: f.InviteGiven) -> Any:
    """Put more people on the list; where invitations are out already, they get theirs."""
    found = held(request, queries.meeting_at(request.user, ref))
    actions.invite(by=request.user, meeting=found, at=clock.now(), **_asked(request, given))
    return _told(request, found)


@writes(router, "POST", "/meetings/{ref}/agenda", policies.PLAN, f.MeetingTold, 201)
def add_agenda_item(request: Request, ref: str, given: f.ItemGiven) -> Any:
    found = held(request, queries.meeting_at(request.user, ref))
    presenter = somebody(given.presenter_id, "presenter_id") if given.presenter_id else None
    details = actions.ItemDetails(given.title, given.minutes, given.kind, presenter)
    actions.add_item(by=request.user, meeting=found, details=details, at=clock.now())
    return _told(request, found)


@writes(router, "POST", "/meetings/{ref}/invitations", policies.INVITE, f.MeetingTold)
def send_invitations(request: Request, ref: str) -> Any:
    """Send everybody their invitation, the first time or again."""
    found = held(request, queries.meeting_at(request.user, ref))
    actions.send_invitations(by=request.user, meeting=found, at=clock.now())
    return _told(request, found)


@writes(router, "POST", "/meetings/{ref}/begin", policies.RUN, f.MeetingTold)
def begin_meeting(request: Request, ref: str) -> Any:
    found = held(request, queries.meeting_at(request.user, ref))
    actions.begin_meeting(by=request.user, meeting=found, at=clock.now())
    return _told(request, found)


@writes(router, "PATCH", "/meetings/{ref}/notes", policies.RUN, f.MeetingTold)
def take_minutes(request: Request, ref: str, given: f.NotesGiven) -> Any:
    """Keep the text of the minutes while the meeting runs."""
    found = held(request, queries.meeting_at(request.user, ref))
    actions.take_minutes(
        by=request.user, meeting=found, notes=given.notes, at=clock.now(), seen=given.version
    )
    return _told(request, found)


@writes(router, "POST", "/meetings/{ref}/finish", policies.FINISH, f.MeetingTold)
def finish_meeting(request: Request, ref: str, given: f.FinishGiven) -> Any:
    """End it: the minutes become decisions, tasks, promises and one talk, all at once."""
    found = held(request, queries.meeting_at(request.user, ref))
    actions.finish_meeting(by=request.user, meeting=found, absent=given.absent, at=clock.now())
    return _told(request, found)


@writes(router, "POST", "/meetings/{ref}/minutes", policies.SEND, f.MeetingTold)
def send_minutes(request: Request, ref: str) -> Any:
    """Send the minutes as they stand; who says nothing in time accepts them."""
    found = held(request, queries.meeting_at(request.user, ref))
    actions.send_minutes(by=request.user, meeting=found, at=clock.now())
    return _told(request, found)


@writes(router, "POST", "/meetings/{ref}/close", policies.CLOSE, f.MeetingTold)
def close_meeting(request: Request, ref: str) -> Any:
    """Close it; of a series the next one is drafted, with what was left open."""
    found = held(request, queries.meeting_at(request.user, ref))
    actions.close_meeting(by=request.user, meeting=found, at=clock.now())
    return _told(request, found)


@writes(router, "POST", "/meetings/{ref}/cancel", policies.PLAN, f.MeetingTold)
def cancel_meeting(request: Request, ref: str, given: f.WhyCancelled) -> Any:
    found = held(request, queries.meeting_at(request.user, ref))
    actions.cancel_meeting(by=request.user, meeting=found, why=given.why, at=clock.now())
    return _told(request, found)


def _asked(request: Request, given: f.InviteGiven | f.MeetingGiven) -> dict[str, Any]:
    return {
        "people": people(given.people, "people"),
        "parties": [
            named_party(request.user, ref, "parties") for ref in dict.fromkeys(given.parties)
        ],
    }  # fmt: skip


def _told(request: Request, found: Any) -> Any:
    return queries.meeting(request.user, queries.meeting_at(request.user, found.ref))
