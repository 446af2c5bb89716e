"""The calendar, and the feeds that bring it into another one."""

from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.correspondence.queries import visible_to as messages_visible_to
from accord.features.meetings.policies import PLAN as PLAN_MEETINGS
from accord.foundation.accounts import actions as accounts
from accord.foundation.accounts.freshness import fresh
from accord.foundation.accounts.models import User
from accord.foundation.accounts.policies import TOKENS
from accord.foundation.accounts.scopes import LONGEST_LIFE, kind_of
from accord.foundation.accounts.tokens import person_of
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.ui import formats, sheets, toasts
from accord.foundation.ui.calendar import calendars
from accord.foundation.ui.pages import Request, page, public, show
from accord.foundation.ui.panels import page_of
from accord.overview.calendar import actions, exports, forms, policies, queries
from accord.overview.calendar.states import PLAN, SCOPES, Whose

ONE_DAY = timedelta(days=1)


@require_safe
@page(policies.VIEW)
def calendar_show(request: Request) -> HttpResponse:
    """Show five weeks, from ``?from=`` on; ``?of=team`` and ``?kind=`` choose what."""
    at = clock.now()
    today = formats.local(at)
    whose = _whose(request.GET.get("of", ""))
    kind = request.GET.get("kind", "")
    kinds = [kind] if kind in dict(calendars.items()) else []
    start, end, before = queries.next_weeks(_day(request.GET.get("from", "")) or today)

    def to(**changed: str) -> str:
        asked = {"of": whose.value, "kind": "".join(kinds), "from": start.isoformat(), **changed}
        said = "&".join(f"{name}={value}" for name, value in asked.items() if value)
        return f"{reverse('calendar:show')}?{said}"

    context: dict[str, Any] = {
        "days": queries.days_of(request.user, whose, start, end, kinds),
        "sources": dict(calendars.items()),
        "today": today,
        "span": _("%(from)s to %(until)s") % {
            "from": formats.long_date(start), "until": formats.long_date(end - ONE_DAY)
        },
        "whose": [
            {"label": each.label, "href": to(of=each.value), "on": each == whose} for each in Whose
        ],
        "kinds": [
            {"label": _("All"), "href": to(kind=""), "on": not kinds},
            *(
                {"label": source.label, "href": to(kind=key), "on": key in kinds}
                for key, source in sorted(calendars.items(), key=lambda pair: pair[1].order)
            ),
        ],
        "earlier": to(**{"from": before.isoformat()}),
        "later": to(**{"from": end.isoformat()}),
        "now_href": to(**{"from": ""}),
        "feeds": reverse("calendar:feeds"),
    }  # fmt: skip
    return show(request, "calendar/calendar_show.html", context)


def _whose(words: str) -> Whose:
    return Whose(words) if words in Whose.values else Whose.MINE


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


@require_POST
@page(PLAN_MEETINGS)
def invitation_take(request: Request, ref: str, number: int) -> HttpResponse:
    """Take up as a meeting what a mail invites to."""
    message = get_object_or_404(messages_visible_to(request.user), ref=ref)
    try:
        made = actions.take_invitation(
            by=request.user, message=message, number=number, at=clock.now()
        )
    except Refusal as refusal:
        return sheets.refusal_told(request, refusal, page_of(ref))
    said = _("It stands with the meetings. Nothing was sent.")
    return sheets.done(request, said, page_of(made.ref))


@require_safe
@page(TOKENS)
def feed_list(request: Request) -> HttpResponse:
    context = {
        "feeds": [
            (token, ", ".join(_named(one) for one in token.scopes))
            for token in queries.feeds_of(request.user)
        ],
        "at": clock.now(),
    }
    return show(request, "calendar/feed_list.html", context)


def _named(scope: str) -> str:
    """Say whose calendar a key asks for; of a strategy, its reference."""
    found = next((whose.label for whose, one in SCOPES.items() if one == scope), "")
    return str(found) or scope.partition("@")[2]


@require_http_methods(["GET", "POST"])
@page(TOKENS)
@fresh
def feed_make(request: Request) -> HttpResponse:
    """Make the address of a feed and show it this once."""
    form = forms.FeedForm(sheets.sent(request), user=request.user)
    if form.is_valid():
        try:
            _token, secret = accounts.make_token(
                by=request.user, owner=request.user, name=form.cleaned_data["name"],
                scopes=[form.scope()], days=LONGEST_LIFE, at=clock.now(),
            )  # fmt: skip
        except Refusal as refusal:
            sheets.refused(form, refusal)
        else:
            href = request.build_absolute_uri(reverse("calendar:feed", args=[secret]))
            return show(request, "calendar/feed_made.html", {"href": href})
    status = 422 if form.is_bound else 200
    return show(request, "calendar/feed_make.html", {"form": form}, status=status)


@require_POST
@page(TOKENS)
@fresh
def feed_revoke(request: Request, token_id: int) -> HttpResponse:
    token = get_object_or_404(queries.feeds_of(request.user), pk=token_id)
    try:
        accounts.revoke_token(by=request.user, token=token, at=clock.now())
    except Refusal as refusal:
        toasts.tell(request, str(refusal), kind="bad")
    else:
        toasts.tell(request, _("The address is dead."))
    return redirect("calendar:feeds")


def _written(owner: User, scopes: frozenset[str], at: datetime) -> bytes:
    """Write the calendar that a key opens, and none but that."""
    whose = next((one for one, scope in SCOPES.items() if scope in scopes), None)
    if whose is not None:
        return exports.calendar_file(owner, whose, at)
    refs = {one.partition("@")[2] for one in scopes if kind_of(one) == PLAN}
    plan = get_object_or_404(queries.plans_seen(owner), ref__in=refs)
    return exports.plan_file(owner, plan, at)


@public("the address is a secret that its owner made")
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer another calendar, which has no session: the address itself is the key."""
    del request
    at = clock.now()
    found = person_of(secret, at=at)
    if found is None or not policies.VIEW.allows(found[0]):
        raise Http404
    with override(found[0].language or None):
        body = _written(*found, at)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="accord.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer
