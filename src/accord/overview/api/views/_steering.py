"""The vision with what serves it, and strategic segments with what they want."""

from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Router

from accord.features.alignment import actions as alignment
from accord.features.alignment import policies as vision_rules
from accord.features.wants import actions as wants
from accord.features.wants import policies as want_rules
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid
from accord.overview.api import queries
from accord.overview.api.forms import shapes
from accord.overview.api.forms import steering as f
from accord.overview.api.forms import words as w
from accord.overview.api.views._lookups import checked, named_initiative, named_party
from accord.overview.api.views._operation import Request, held, reads, seen, writes

router = Router(tags=["vision and strategic segments"])


@reads(router, "/vision", vision_rules.VIEW, f.AlignmentTold)
def get_vision(request: Request) -> Any:
    """Give the vision, its aims, and which initiatives of which departments serve them."""
    return queries.aligned(request.user)


@writes(router, "POST", "/vision", vision_rules.SET, f.AlignmentTold, 201)
def set_vision(request: Request, given: f.VisionGiven) -> Any:
    """Say from now on what you want to be; what stood before stays written."""
    alignment.set_vision(by=request.user, at=clock.now(), **given.model_dump())
    return queries.aligned(request.user)


@writes(router, "POST", "/vision/aims", vision_rules.SET, f.AimTold, 201)
def add_aim(request: Request, given: f.AimGiven) -> Any:
    made = alignment.add_aim(by=request.user, words=given.words, at=clock.now())
    return queries.aim(made, is_served=False)


@writes(router, "PATCH", "/vision/aims/{int:key}", vision_rules.SET, f.AlignmentTold)
def change_aim(request: Request, key: int, given: f.AimChanged) -> Any:
    """Put an aim in other words; needs If-Match or `version`."""
    aim = queries.aim_at(key)
    version = seen(request, aim, given.version)
    alignment.change_aim(
        by=request.user, aim=aim, words=given.words, at=clock.now(), seen=version
    )  # fmt: skip
    return queries.aligned(request.user)


@writes(router, "POST", "/vision/aims/{int:key}/close", vision_rules.SET, f.AlignmentTold)
def close_aim(request: Request, key: int) -> Any:
    """Ask for it no longer; what served it stays written."""
    alignment.close_aim(by=request.user, aim=queries.aim_at(key), at=clock.now())
    return queries.aligned(request.user)


@writes(router, "POST", "/vision/aims/{int:key}/services", vision_rules.SERVE, f.ServiceTold, 201)
def serve_aim(request: Request, key: int, given: f.ServiceGiven) -> Any:
    """Say how an initiative serves an aim; said anew, the newer words count."""
    aim = queries.aim_at(key)
    initiative = named_initiative(request.user, given.initiative, "initiative")
    made = alignment.serve(
        by=request.user, initiative=initiative, aim=aim, words=given.words, at=clock.now()
    )
    return queries.service(made)


@writes(router, "DELETE", "/vision/services/{int:key}", vision_rules.WITHDRAW, w.NumberTold)
def withdraw_service(request: Request, key: int) -> Any:
    service = queries.service_at(request.user, key)
    alignment.serve_no_longer(by=request.user, service=service, at=clock.now())
    return {"id": key}


@reads(router, "/wants", want_rules.VIEW, f.FocusesTold)
def list_focuses(request: Request, asked: Query[shapes.Asked]) -> Any:
    """List the strategic segments."""
    items, after = queries.focus_list(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/wants/{int:key}", want_rules.VIEW, f.FocusTold)
def get_focus(request: Request, key: int) -> Any:
    """Give a strategic segment, what it wants, and what its members said, rolled up."""
    return _focus(request, key)


@writes(router, "POST", "/wants", want_rules.FOCUS, f.FocusTold, 201)
def focus_on(request: Request, given: f.FocusGiven) -> Any:
    """Mark a segment as strategic."""
    segment = queries.chosen("segments", given.segment_id)
    if segment is None:
        raise Invalid(_("There is no such choice."), field="segment_id")
    checked("people", given.owner_id, "owner_id")
    details = wants.FocusDetails(**given.model_dump(exclude={"segment_id"}))
    made = wants.focus_on(by=request.user, segment=segment, details=details, at=clock.now())
    return _focus(request, made.pk)


@writes(router, "PATCH", "/wants/{int:key}", want_rules.FOCUS, f.FocusTold)
def change_focus(request: Request, key: int, given: f.FocusChanged) -> Any:
    """Write what is named; needs If-Match or `version`."""
    focus = queries.focus_at(request.user, key)
    version = seen(request, focus, given.version)
    checked("people", given.owner_id, "owner_id")
    details = wants.FocusDetails(
        given.owner_id or focus.owner_id, given.reason or focus.reason,
        given.fresh_months or focus.fresh_months,
    )  # fmt: skip
    wants.change_focus(
        by=request.user, focus=focus, details=details, at=clock.now(), seen=version
    )  # fmt: skip
    return _focus(request, key)


@writes(router, "POST", "/wants/{int:key}/end", want_rules.FOCUS, w.NumberTold)
def end_focus(request: Request, key: int) -> Any:
    """Mark a segment as strategic no longer; what was said of it stays written."""
    focus = held(request, queries.focus_at(request.user, key))
    wants.end_focus(by=request.user, focus=focus, at=clock.now())
    return {"id": key}


@writes(router, "POST", "/wants/{int:key}/statements", want_rules.STATE, f.FocusTold, 201)
def state_want(request: Request, key: int, given: f.WantGiven) -> Any:
    """Say what a segment wants as a whole."""
    focus = held(request, queries.focus_at(request.user, key))
    details = wants.WantDetails(**given.model_dump())
    wants.state_want(by=request.user, focus=focus, details=details, at=clock.now())
    return _focus(request, key)


SAID = "/wants/{int:key}/statements/{int:entry}"


@writes(router, "POST", f"{SAID}/replace", want_rules.STATE, f.FocusTold, 201)
def replace_want(request: Request, key: int, entry: int, given: f.WantGiven) -> Any:
    """Say something newer in the place of what was said."""
    focus = held(request, queries.focus_at(request.user, key))
    older = queries.want_at(request.user, focus, entry)
    details = wants.WantDetails(**given.model_dump())
    wants.state_want(
        by=request.user, focus=focus, details=details, replaces=older, at=clock.now()
    )  # fmt: skip
    return _focus(request, key)


@writes(router, "POST", f"{SAID}/confirm", want_rules.CONFIRM, f.FocusTold)
def confirm_want(request: Request, key: int, entry: int) -> Any:
    """Say that it holds still."""
    want = queries.want_at(request.user, queries.focus_at(request.user, key), entry)
    wants.confirm_want(by=request.user, want=want, at=clock.now())
    return _focus(request, key)


@writes(router, "POST", f"{SAID}/withdraw", want_rules.WITHDRAW, f.FocusTold)
def withdraw_want(request: Request, key: int, entry: int, given: f.WithdrawnGiven) -> Any:
    want = queries.want_at(request.user, queries.focus_at(request.user, key), entry)
    wants.withdraw_want(by=request.user, want=want, why=given.why, at=clock.now())
    return _focus(request, key)


@writes(router, "POST", "/wants/ask", want_rules.ASK, f.AskedTold, 201)
def ask_again(request: Request, given: f.AskGiven) -> Any:
    """Give who looks after a stakeholder the task to ask again what they want."""
    party = named_party(request.user, given.party, "party")
    asking = wants.ask_again(by=request.user, party=party, at=clock.now())
    return {"task": asking.task.ref}


def _focus(request: Request, key: int) -> Any:
    return queries.focus(request.user, queries.focus_at(request.user, key), clock.now())
