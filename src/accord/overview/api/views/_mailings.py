"""Mailings: made ready, checked, begun, paused, cancelled, and what became of each copy."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, cast

from django.conf import settings
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Query, Router

from accord.features.letters.queries import templates_visible_to
from accord.features.mailings import actions, exports
from accord.features.mailings import policies as rules
from accord.features.stakeholders.models import Segment
from accord.features.stakeholders.queries import open_segments
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import moment_on
from accord.foundation.kernel.errors import Invalid
from accord.foundation.ui import papers
from accord.overview.api import queries
from accord.overview.api.errors import missing
from accord.overview.api.forms import mailings as f
from accord.overview.api.forms import shapes
from accord.overview.api.views._lookups import named_party
from accord.overview.api.views._operation import Request, gives, held, reads, writes

router = Router(tags=["mailings"])


@reads(router, "/mailings", rules.VIEW, f.MailingsTold)
def list_mailings(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.mailing_list(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/mailings/{ref}", rules.VIEW, f.MailingTold)
def get_mailing(request: Request, ref: str) -> Any:
    return queries.mailing(queries.mailing_at(request.user, ref))


@reads(router, "/mailings/{ref}/recipients", rules.VIEW, f.RecipientsTold)
def list_recipients(request: Request, ref: str, asked: Query[f.RecipientsAsked]) -> Any:
    """Those behind one of the counts, a hundred at a time."""
    found = queries.mailing_at(request.user, ref)
    return queries.recipients(request.user, found, asked.of, asked.after)


@writes(router, "POST", "/mailings", rules.WRITE, f.MailingTold, 201)
def write_mailing(request: Request, given: f.MailingGiven) -> Any:
    """Make a mailing ready; nothing leaves yet."""
    made = actions.write_mailing(by=request.user, details=_details(request, given), at=clock.now())
    return queries.mailing(queries.mailing_at(request.user, made.ref))


@writes(router, "PUT", "/mailings/{ref}", rules.WRITE, f.MailingTold)
def rewrite_mailing(request: Request, ref: str, given: f.MailingGiven) -> Any:
    """Change what was not begun; it is to be checked anew."""
    found = held(request, queries.mailing_at(request.user, ref))
    actions.rewrite_mailing(
        by=request.user, mailing=found, details=_details(request, given), at=clock.now()
    )
    return queries.mailing(queries.mailing_at(request.user, ref))


@writes(router, "POST", "/mailings/{ref}/check", rules.CHECK, f.MailingTold)
def check_mailing(request: Request, ref: str) -> Any:
    """Find out who gets it and who does not; keep its words as they are now."""
    return _pressed(request, ref, actions.check_mailing)


@writes(router, "POST", "/mailings/{ref}/begin", rules.BEGIN, f.MailingTold)
def begin_mailing(request: Request, ref: str) -> Any:
    return _pressed(request, ref, actions.begin_mailing)


@writes(router, "POST", "/mailings/{ref}/pause", rules.PAUSE, f.MailingTold)
def pause_mailing(request: Request, ref: str) -> Any:
    return _pressed(request, ref, actions.pause_mailing)


@writes(router, "POST", "/mailings/{ref}/resume", rules.RESUME, f.MailingTold)
def resume_mailing(request: Request, ref: str) -> Any:
    return _pressed(request, ref, actions.resume_mailing)


@writes(router, "POST", "/mailings/{ref}/cancel", rules.CANCEL, f.MailingTold)
def cancel_mailing(request: Request, ref: str) -> Any:
    """Leave out everybody who has no copy yet."""
    return _pressed(request, ref, actions.cancel_mailing)


@writes(router, "POST", "/mailings/{ref}/try", rules.TRY, f.MailingTold)
def try_mailing(request: Request, ref: str) -> Any:
    """Send its author a copy, as the first of those who get it would read it."""
    return _pressed(request, ref, actions.try_mailing)


@gives(router, "/mailings/{ref}/paper", rules.POST)
def fetch_mailing_paper(request: Request, ref: str) -> HttpResponseBase:
    """Give the copies that go by post, as one PDF to be printed."""
    found = queries.mailing_at(request.user, ref)
    if not rules.POST.allows(request.user, found):
        raise missing()
    return papers.answer(exports.mailing_paper(request.user, found, clock.now()), found.ref)


@writes(router, "POST", "/mailings/{ref}/posted", rules.POST, f.MailingTold)
def note_mailing_posted(request: Request, ref: str, given: f.PostedGiven) -> Any:
    """Note that the copies on paper were posted."""
    found, at = held(request, queries.mailing_at(request.user, ref)), clock.now()
    actions.note_posted(
        by=request.user, mailing=found, posted_at=_moment(given.posted_on, at), at=at
    )
    return queries.mailing(queries.mailing_at(request.user, ref))


def _moment(day: date, at: datetime) -> datetime:
    return moment_on(day, settings.HOUSE_TIME_ZONE, at)


@writes(router, "DELETE", "/mailings/{ref}", rules.WRITE, shapes.Gone)
def discard_mailing(request: Request, ref: str) -> Any:
    """Throw away what was not begun."""
    found = held(request, queries.mailing_at(request.user, ref))
    actions.discard_mailing(by=request.user, mailing=found, at=clock.now())
    return {"ref": ref}


def _pressed(request: Request, ref: str, act: Callable[..., object]) -> Any:
    found = queries.mailing_at(request.user, ref)
    act(by=request.user, mailing=found, at=clock.now())
    return queries.mailing(queries.mailing_at(request.user, ref))


def _details(request: Request, given: f.MailingGiven) -> actions.MailingDetails:
    template = templates_visible_to(request.user).filter(pk=given.template).first()
    purpose = queries.chosen("consent-purposes", given.purpose)
    for name, one in (("template", template), ("purpose", purpose)):
        if one is None:
            raise Invalid(_("There is no such choice."), field=name)
    return actions.MailingDetails(
        title=given.title, template=cast("Any", template), purpose=cast("Any", purpose),
        segments=_segments(given.segments, "segments"),
        parties=tuple(named_party(request.user, ref, "to") for ref in given.to),
        without_segments=_segments(given.without_segments, "without_segments"),
        without_parties=tuple(named_party(request.user, ref, "without") for ref in given.without),
        per_minute=given.per_minute, has_paper=given.has_paper,
    )  # fmt: skip


def _segments(keys: Sequence[int], field: str) -> tuple[Segment, ...]:
    found = open_segments().in_bulk(keys)
    if len(found) < len(set(keys)):
        raise Invalid(_("There is no such choice."), field=field)
    return tuple(found.values())
