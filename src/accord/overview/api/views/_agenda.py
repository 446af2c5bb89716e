"""What is changed of a meeting: itself, its agenda, who is asked, its minutes afterwards.

The router is that of the other operations on meetings: an address belongs to one alone.
"""

from typing import Any

from django.utils.translation import gettext as _

from accord.features.meetings import actions, policies
from accord.features.meetings.models import Meeting
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid
from accord.overview.api import queries
from accord.overview.api.forms import meetings as f
from accord.overview.api.views._lookups import checked, named_initiative, somebody
from accord.overview.api.views._meetings import router
from accord.overview.api.views._operation import Request, held, seen, writes

__all__ = ["router"]
_ITEM = "/meetings/{ref}/agenda/{int:key}"
_ASKED = "/meetings/{ref}/invitees/{int:key}"


def _told(request: Request, found: Meeting) -> Any:
    return queries.meeting(request.user, queries.meeting_at(request.user, found.ref))


@writes(router, "PATCH", "/meetings/{ref}", policies.PLAN, f.MeetingTold)
def change_meeting(request: Request, ref: str, given: f.MeetingChanged) -> Any:
    """Write what is named; needs If-Match or `version`."""
    found = queries.meeting_at(request.user, ref)
    version = seen(request, found, given.version)
    names = (
        "title", "starts_at", "ends_at", "chair", "purpose", "place", "taker", "initiative",
        "visibility",
    )  # fmt: skip
    fields: dict[str, Any] = {name: getattr(found, name) for name in names}
    fields |= _resolved(request, given.model_dump(exclude_unset=True, exclude={"version"}))
    for name in ("starts_at", "ends_at", "chair"):
        if fields[name] is None:
            raise Invalid(_("There is no such choice."), field=name)
    actions.change_meeting(
        by=request.user, meeting=found, details=actions.MeetingDetails(**fields), at=clock.now(),
        seen=version,
    )  # fmt: skip
    return _told(request, found)


def _resolved(request: Request, given: dict[str, Any]) -> dict[str, Any]:
    for name in ("chair", "taker"):
        if f"{name}_id" in given:
            key = given.pop(f"{name}_id")
            given[name] = somebody(key, f"{name}_id") if key else None
    if "initiative" in given:
        ref = given["initiative"]
        given["initiative"] = named_initiative(request.user, ref, "initiative") if ref else None
    return given


@writes(router, "POST", "/meetings/{ref}/series/end", policies.PLAN, f.MeetingTold)
def end_series(request: Request, ref: str) -> Any:
    """Let it not come again."""
    found = held(request, queries.meeting_at(request.user, ref))
    actions.end_series(by=request.user, meeting=found, at=clock.now())
    return _told(request, found)


@writes(router, "PATCH", _ITEM, policies.PLAN, f.MeetingTold)
def change_agenda_item(request: Request, ref: str, key: int, given: f.ItemChanged) -> Any:
    """Write what is named, and take up what was proposed; needs If-Match or `version`."""
    found = queries.meeting_at(request.user, ref)
    item = queries.agenda_item_at(found, key)
    version = seen(request, item, given.version)
    fields = {name: getattr(item, name) for name in ("title", "minutes", "kind", "presenter")}
    sent = given.model_dump(exclude_unset=True, exclude={"version"})
    if "presenter_id" in sent:
        who = sent.pop("presenter_id")
        sent["presenter"] = somebody(who, "presenter_id") if who else None
    details = actions.ItemDetails(**{**fields, **sent})
    actions.change_item(by=request.user, item=item, details=details, at=clock.now(), seen=version)
    return _told(request, found)


@writes(router, "POST", f"{_ITEM}/move", policies.PLAN, f.MeetingTold)
def move_agenda_item(request: Request, ref: str, key: int, given: f.ItemMoved) -> Any:
    """Move it one place up or down."""
    found = queries.meeting_at(request.user, ref)
    item = held(request, queries.agenda_item_at(found, key))
    actions.move_item(by=request.user, item=item, up=given.up, at=clock.now())
    return _told(request, found)


@writes(router, "POST", f"{_ITEM}/task", policies.PLAN, f.MeetingTold)
def make_task_of_item(request: Request, ref: str, key: int, given: f.ItemTask) -> Any:
    """Have a task see to it, before the meeting or in its place."""
    found = queries.meeting_at(request.user, ref)
    item = held(request, queries.agenda_item_at(found, key))
    checked("people", given.owner_id, "owner_id")
    actions.make_task(by=request.user, item=item, at=clock.now(), **given.model_dump())
    return _told(request, found)


@writes(router, "DELETE", _ITEM, policies.PLAN, f.MeetingTold)
def drop_agenda_item(request: Request, ref: str, key: int) -> Any:
    found = queries.meeting_at(request.user, ref)
    item = held(request, queries.agenda_item_at(found, key))
    actions.drop_item(by=request.user, item=item, at=clock.now())
    return _told(request, found)


@writes(router, "PUT", f"{_ASKED}/answer", policies.PLAN, f.MeetingTold)
def note_invitee_answer(request: Request, ref: str, key: int, given: f.InviteeAnswered) -> Any:
    """Note what somebody said on the telephone."""
    found = queries.meeting_at(request.user, ref)
    invitee = held(request, queries.invitee_at(request.user, found, key))
    actions.answer_for(by=request.user, invitee=invitee, at=clock.now(), **given.model_dump())
    return _told(request, found)


@writes(router, "PUT", f"{_ASKED}/address", policies.PLAN, f.MeetingTold)
def set_invitee_address(request: Request, ref: str, key: int, given: f.InviteeAddress) -> Any:
    """Say where their invitation goes to."""
    found = queries.meeting_at(request.user, ref)
    invitee = held(request, queries.invitee_at(request.user, found, key))
    actions.set_address(by=request.user, invitee=invitee, email=given.email, at=clock.now())
    return _told(request, found)


@writes(router, "DELETE", _ASKED, policies.PLAN, f.MeetingTold)
def take_invitee_out(request: Request, ref: str, key: int) -> Any:
    found = queries.meeting_at(request.user, ref)
    invitee = held(request, queries.invitee_at(request.user, found, key))
    actions.uninvite(by=request.user, invitee=invitee, at=clock.now())
    return _told(request, found)


@writes(router, "PUT", "/meetings/{ref}/minutes", policies.FINISH, f.MeetingTold)
def correct_minutes(request: Request, ref: str, given: f.NotesGiven) -> Any:
    """Put the minutes right, as their next version; what came of them stays as it was made."""
    found = held(request, queries.meeting_at(request.user, ref))
    actions.correct_minutes(
        by=request.user, meeting=found, notes=given.notes, at=clock.now(), seen=given.version
    )
    return _told(request, found)
