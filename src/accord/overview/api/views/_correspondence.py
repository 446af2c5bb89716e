"""Mail: read, filed with whom it is, set aside with a reason; the ledger of what came."""

from typing import Any

from ninja import Query, Router

from accord.features.correspondence import actions
from accord.features.correspondence import policies as rules
from accord.foundation.arrivals import policies as arrivals
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import correspondence as f
from accord.overview.api.forms import shapes, work
from accord.overview.api.views._lookups import named_party, somebody
from accord.overview.api.views._operation import Request, held, reads, writes

router = Router(tags=["mail"])


@reads(router, "/messages", rules.VIEW, f.MessagesTold)
def list_messages(request: Request, asked: Query[f.MessagesAsked]) -> Any:
    """Give one's own mail, what waits for one's department, and what was filed for one's eyes."""
    items, after = queries.message_list(request.user, asked.state, asked.span)
    return {"items": items, "next": after}


@reads(router, "/messages/{ref}", rules.VIEW, f.MessageTold)
def get_message(request: Request, ref: str) -> Any:
    return queries.message(request.user, queries.message_at(request.user, ref))


@writes(router, "POST", "/messages/{ref}/file", rules.FILE, f.MessageTold)
def file_message(request: Request, ref: str, given: f.FilingGiven) -> Any:
    """File mail that waits with those it is from or to."""
    found = held(request, queries.message_to_settle(request.user, ref))
    parties = [named_party(request.user, party, "parties") for party in given.parties]
    actions.file_message(
        by=request.user, message=found, parties=parties, remembers=given.remembers, at=clock.now()
    )
    return queries.message(request.user, queries.message_at(request.user, ref))


@writes(router, "POST", "/messages/{ref}/aside", rules.ASIDE, f.MessageTold)
def set_message_aside(request: Request, ref: str, given: f.AsideGiven) -> Any:
    """Say that it is nothing to file, and why; it stays in the ledger."""
    found = held(request, queries.message_to_settle(request.user, ref))
    actions.set_aside(by=request.user, message=found, reason=given.reason, at=clock.now())
    return queries.message(request.user, queries.message_at(request.user, ref))


@writes(router, "POST", "/messages/{ref}/snooze", rules.SNOOZE, f.MessageTold)
def snooze_message(request: Request, ref: str, given: work.SnoozeGiven) -> Any:
    """Have mail that waits come back on a day, with a reason."""
    found = held(request, queries.message_to_settle(request.user, ref))
    actions.snooze(by=request.user, message=found, at=clock.now(), **given.model_dump())
    return queries.message(request.user, queries.message_at(request.user, ref))


@writes(router, "POST", "/messages/{ref}/assign", rules.ASSIGN, shapes.Gone)
def assign_message(request: Request, ref: str, given: f.AssignedTo) -> Any:
    """Give mail that waits to a colleague; it may be out of your sight then."""
    found = held(request, queries.message_to_settle(request.user, ref))
    to = somebody(given.to_id, "to_id")
    actions.assign(by=request.user, message=found, to=to, at=clock.now())
    return {"ref": ref}


@reads(router, "/arrivals", arrivals.VIEW, f.ArrivalsTold)
def list_arrivals(request: Request, asked: Query[shapes.Asked]) -> Any:
    """Give the ledger: that a message came and what became of it, none of its words."""
    items, after = queries.arrival_list(request.user, asked.span)
    return {"items": items, "next": after}
