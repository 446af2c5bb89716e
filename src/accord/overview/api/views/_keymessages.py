"""Key messages, the message house of an initiative, and contradictions."""

from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Router

from accord.features.initiatives.models import Initiative
from accord.features.initiatives.queries import pillars_of
from accord.features.keymessages import actions
from accord.features.keymessages import policies as rules
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid
from accord.overview.api import queries
from accord.overview.api.errors import Problem
from accord.overview.api.forms import keymessages as f
from accord.overview.api.forms import shapes, words
from accord.overview.api.views._lookups import checked, named_initiative, open_segment
from accord.overview.api.views._operation import Request, held, reads, seen, writes

router = Router(tags=["key messages"])


@reads(router, "/key-messages", rules.VIEW, f.KeyMessagesTold)
def list_key_messages(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.key_message_list(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/key-messages/{ref}", rules.VIEW, f.KeyMessageTold)
def get_key_message(request: Request, ref: str) -> Any:
    """Give a message with its editions and who received which, as far as you may see both."""
    return queries.key_message(request.user, queries.key_message_at(request.user, ref))


@writes(router, "POST", "/key-messages", rules.WRITE, f.KeyMessageTold, 201)
def add_key_message(request: Request, given: f.KeyMessageGiven) -> Any:
    """Draft what we say on a point; nobody says it before it is approved."""
    of = named_initiative(request.user, given.initiative, "initiative")
    fields = _facts(request, of, given.model_dump(exclude={"initiative"}))
    details = actions.MessageDetails(**fields)
    made = actions.add_message(by=request.user, initiative=of, details=details, at=clock.now())
    return queries.key_message(request.user, made)


@writes(router, "PATCH", "/key-messages/{ref}", rules.WRITE, f.KeyMessageTold)
def amend_key_message(request: Request, ref: str, given: f.KeyMessageChanged) -> Any:
    """Word what is named anew, as a draft; needs If-Match or `version`."""
    found = queries.key_message_at(request.user, ref)
    version = seen(request, found, given.version)
    fields = queries.worded(found) | _facts(
        request, found.initiative, given.model_dump(exclude_unset=True, exclude={"version"})
    )
    actions.amend(
        by=request.user, message=found, details=actions.MessageDetails(**fields), at=clock.now(),
        seen=version,
    )  # fmt: skip
    return queries.key_message(request.user, queries.key_message_at(request.user, ref))


@writes(router, "POST", "/key-messages/{ref}/approve", rules.APPROVE, f.KeyMessageTold)
def approve_key_message(request: Request, ref: str, given: f.ApprovalGiven) -> Any:
    """Let the draft of somebody else be said until a day."""
    found = held(request, queries.key_message_at(request.user, ref))
    actions.approve(by=request.user, message=found, expires_on=given.expires_on, at=clock.now())
    return queries.key_message(request.user, found)


@writes(router, "POST", "/key-messages/{ref}/end", rules.END, f.KeyMessageTold)
def end_key_message(request: Request, ref: str) -> Any:
    """Say no more of it."""
    found = held(request, queries.key_message_at(request.user, ref))
    actions.end_message(by=request.user, message=found, at=clock.now())
    return queries.key_message(request.user, found)


@writes(router, "POST", "/key-messages/{ref}/uses", rules.SAY, f.KeyMessageTold, 201)
def say_key_message(request: Request, ref: str, given: f.SaidGiven) -> Any:
    """Put what is approved into a draft letter of yours, or note that it was said in a talk."""
    on: dict[str, Any] = {"by": request.user, "at": clock.now()}
    edition = queries.edition_in_force(request.user, ref)
    try:
        letter, talk = queries.said_where(request.user, given.about)
    except Problem as problem:
        raise Invalid(_("There is no such record."), field="about") from problem
    if letter is not None:
        actions.put_in(edition=edition, letter=letter, **on)
    else:
        actions.say(edition=edition, talk=talk, **on)
    return queries.key_message(request.user, queries.key_message_at(request.user, ref))


@writes(router, "DELETE", "/key-messages/{ref}/uses/{other}", rules.SAY, f.KeyMessageTold)
def unsay_key_message(request: Request, ref: str, other: str) -> Any:
    """Note that it was not said there after all; the words of a letter stay."""
    use = queries.use_at(request.user, ref, other)
    actions.unsay(by=request.user, use=use, at=clock.now())
    return queries.key_message(request.user, queries.key_message_at(request.user, ref))


@reads(router, "/initiatives/{ref}/message-house", rules.VIEW, f.HouseTold)
def get_message_house(request: Request, ref: str) -> Any:
    """Give what may be said of an initiative today, and what must be told alike."""
    return queries.house(request.user, queries.record_at(request.user, "initiatives", ref))


@writes(router, "POST", "/initiatives/{ref}/matters", rules.WATCH, list[f.MatterTold], 201)
def watch_matter(request: Request, ref: str, given: f.MatterGiven) -> Any:
    """Name a day or figure that all of us must tell alike."""
    of: Initiative = queries.record_at(request.user, "initiatives", ref)
    actions.watch(by=request.user, initiative=of, at=clock.now(), **given.model_dump())
    return queries.matters(of)


@writes(router, "DELETE", "/initiatives/{ref}/matters/{int:key}", rules.WATCH, words.NumberTold)
def unwatch_matter(request: Request, ref: str, key: int) -> Any:
    of: Initiative = queries.record_at(request.user, "initiatives", ref)
    matter = held(request, queries.matter_at(of, key))
    actions.unwatch(by=request.user, matter=matter, at=clock.now())
    return {"id": key}


@reads(router, "/contradictions", rules.VIEW, f.ContradictionsTold)
def list_contradictions(request: Request, asked: Query[shapes.Asked]) -> Any:
    """List where departments told a stakeholder different things of one matter."""
    items, after = queries.contradiction_list(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/contradictions/{ref}", rules.VIEW, f.ContradictionTold)
def get_contradiction(request: Request, ref: str) -> Any:
    return queries.contradiction(queries.contradiction_at(request.user, ref))


@writes(router, "POST", "/contradictions/{ref}/decision", rules.DECIDE, f.ContradictionTold)
def decide_contradiction(request: Request, ref: str, given: f.WhichHolds) -> Any:
    """Say which holds; you get the task to tell them."""
    found = held(request, queries.contradiction_at(request.user, ref))
    actions.decide(by=request.user, contradiction=found, at=clock.now(), **given.model_dump())
    return queries.contradiction(found)


@writes(router, "POST", "/contradictions/{ref}/told", rules.DECIDE, f.ContradictionTold)
def tell_what_holds(request: Request, ref: str, given: f.ToldBy) -> Any:
    """Name the talk or sent letter by which they heard what holds."""
    found = held(request, queries.contradiction_at(request.user, ref))
    actions.tell_what_holds(by=request.user, contradiction=found, ref=given.ref, at=clock.now())
    return queries.contradiction(found)


def _facts(request: Request, of: Initiative, fields: dict[str, Any]) -> dict[str, Any]:
    """Give what somebody sent with keys in place of references. Raises Invalid."""
    if "owner_id" in fields:
        checked("people", fields["owner_id"] or 0, "owner_id")
    open_segment(fields.get("audience_id"), "audience_id")
    if fields.get("pillar") and fields["pillar"] not in [row.words for row in pillars_of(of)]:
        raise Invalid(_("There is no such choice."), field="pillar")
    if "need" in fields:
        fields["need_id"] = _need(request, fields.pop("need"))
    return fields


def _need(request: Request, ref: str) -> int | None:
    if not ref:
        return None
    try:
        return int(queries.record_at(request.user, "needs", ref).pk)
    except Problem as problem:
        raise Invalid(_("There is no such record."), field="need") from problem
