"""Discussion spaces: opened, joined by those invited, moderated, summed up."""

from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Router

from accord.features.discussions import actions
from accord.features.discussions import policies as rules
from accord.features.discussions.models import Space
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid
from accord.overview.api import queries
from accord.overview.api.errors import Problem
from accord.overview.api.forms import discussions as f
from accord.overview.api.forms import shapes
from accord.overview.api.views._lookups import check_all, named_initiative, named_parties
from accord.overview.api.views._operation import Request, held, reads, root, seen, writes

router = Router(tags=["discussions"])
_POST = "/discussions/{ref}/posts/{int:key}"


def _told(request: Request, one: Space) -> Any:
    return queries.space(request.user, one, root(request))


def _on(request: Request) -> dict[str, Any]:
    return {"by": request.user, "at": clock.now()}


def _held(request: Request, ref: str) -> Space:
    return held(request, queries.space_at(request.user, ref))


@reads(router, "/discussions", rules.VIEW, f.SpacesTold)
def list_discussions(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.space_list(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/discussions/{ref}", rules.VIEW, f.SpaceTold)
def get_discussion(request: Request, ref: str) -> Any:
    """Give a space with all that was said in it, hidden or waiting too."""
    return _told(request, queries.space_at(request.user, ref))


@writes(router, "POST", "/discussions", rules.RUN, f.SpaceTold, 201)
def open_discussion(request: Request, given: f.SpaceGiven) -> Any:
    of = named_initiative(request.user, given.initiative, "initiative")
    details = actions.SpaceDetails(**check_all(given.model_dump(exclude={"initiative"})))
    return _told(request, actions.open_space(initiative=of, details=details, **_on(request)))


@writes(router, "PATCH", "/discussions/{ref}", rules.RUN, f.SpaceTold)
def change_discussion(request: Request, ref: str, given: f.SpaceChanged) -> Any:
    """Write what is named; needs If-Match or `version`."""
    found = queries.space_at(request.user, ref)
    version = seen(request, found, given.version)
    fields = {name: getattr(found, name) for name in actions.SpaceDetails.__annotations__}
    fields |= check_all(given.model_dump(exclude_unset=True, exclude={"version"}))
    if fields["owner_id"] is None:
        raise Invalid(_("Choose somebody who works here."), field="owner_id")
    details = actions.SpaceDetails(**fields)
    actions.change_space(space=found, details=details, seen=version, **_on(request))
    return _told(request, found)


@writes(router, "POST", "/discussions/{ref}/close", rules.RUN, f.SpaceTold)
def close_discussion(request: Request, ref: str) -> Any:
    """Let members read on, and say nothing more."""
    found = _held(request, ref)
    actions.close_space(space=found, **_on(request))
    return _told(request, found)


@writes(router, "POST", "/discussions/{ref}/reopen", rules.RUN, f.SpaceTold)
def reopen_discussion(request: Request, ref: str) -> Any:
    found = _held(request, ref)
    actions.reopen_space(space=found, **_on(request))
    return _told(request, found)


@writes(router, "POST", "/discussions/{ref}/members", rules.RUN, f.SpaceTold, 201)
def invite_members(request: Request, ref: str, given: f.InvitedGiven) -> Any:
    """Give stakeholders a link of their own; who was invited already keeps theirs."""
    found = _held(request, ref)
    parties = named_parties(request.user, given.parties, "parties")
    actions.invite_members(space=found, parties=parties, by_mail=given.by_mail, **_on(request))
    return _told(request, found)


@writes(router, "DELETE", "/discussions/{ref}/members/{int:key}", rules.RUN, f.SpaceTold)
def take_member_out(request: Request, ref: str, key: int) -> Any:
    """Let a member in no more; what it said stays."""
    found = queries.space_at(request.user, ref)
    member = held(request, queries.space_member_at(request.user, found, key))
    actions.take_out(member=member, **_on(request))
    return _told(request, found)


@writes(router, "POST", "/discussions/{ref}/posts", rules.MODERATE, f.SpaceTold, 201)
def say_as_us(request: Request, ref: str, given: f.SpacePostGiven) -> Any:
    """Say something in your own name, for the house."""
    found, parent = _held(request, ref), None
    if given.parent_id is not None:
        try:
            parent = queries.space_post_at(request.user, found, given.parent_id)
        except Problem as problem:
            raise Invalid(_("This can't be answered."), field="parent_id") from problem
    actions.say_as_us(space=found, text=given.text, parent=parent, **_on(request))
    return _told(request, found)


@writes(router, "POST", f"{_POST}/show", rules.MODERATE, f.SpaceTold)
def show_post(request: Request, ref: str, key: int) -> Any:
    """Show to all what waited, or what was hidden."""
    found = queries.space_at(request.user, ref)
    post = held(request, queries.space_post_at(request.user, found, key))
    actions.show_post(post=post, **_on(request))
    return _told(request, found)


@writes(router, "POST", f"{_POST}/hide", rules.MODERATE, f.SpaceTold)
def hide_post(request: Request, ref: str, key: int, given: f.PostHidden) -> Any:
    """Hide what was said; who said it reads why."""
    found = queries.space_at(request.user, ref)
    post = held(request, queries.space_post_at(request.user, found, key))
    actions.hide_post(post=post, why=given.why, **_on(request))
    return _told(request, found)


@writes(router, "POST", "/discussions/{ref}/reports/{int:key}/settle", rules.MODERATE, f.SpaceTold)
def settle_report(request: Request, ref: str, key: int) -> Any:
    """Leave what was reported as it is."""
    found = queries.space_at(request.user, ref)
    report = held(request, queries.report_at(request.user, found, key))
    actions.keep_post(report=report, **_on(request))
    return _told(request, found)


@writes(router, "PUT", "/discussions/{ref}/summary", rules.MODERATE, f.SpaceTold)
def sum_up_discussion(request: Request, ref: str, given: f.SummaryGiven) -> Any:
    """Write down where it stands; the words before stay as versions."""
    found = _held(request, ref)
    actions.sum_up(space=found, text=given.text, **_on(request))
    return _told(request, found)
