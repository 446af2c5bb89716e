"""Channels beside the movement of stance: of a stakeholder, an initiative, a strategy."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accord.features.engagement.states import Channel
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.features.strategies.queries import visible_to as strategies_visible_to
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses, charts, formats
from accord.foundation.ui.pages import Request, page, show
from accord.methods.stakeholders.ratings import RATINGS_MEDIAN, VALID_DAYS
from accord.overview.insights import policies, queries
from accord.overview.insights.queries import Movement, Quarter, Scope, Span

WIDE, NARROW = (640, 260), (330, 240)
KINDS: dict[str, dict[str, Any]] = {
    "formal": {"is_formal": True}, "informal": {"is_formal": False},
    **{str(channel): {"channel": channel} for channel in Channel},
}  # fmt: skip


# what a page is of: who may be seen, the talks and stakes of one, its own page
SORTS: dict[str, tuple[Any, Any, str]] = {
    "party": (parties_visible_to, queries.of_party, "stakeholders:detail"),
    "initiative": (initiatives_visible_to, queries.of_initiative, "initiatives:detail"),
    "strategy": (strategies_visible_to, queries.of_strategy, "strategies:detail"),
}


@require_safe
@page(policies.VIEW)
def movement(request: Request, kind: str, ref: str) -> HttpResponse:
    """Draw the page; what loads the strip of weeks alone into a record gets that."""
    seen, scope_of, own = SORTS[kind]
    one = get_object_or_404(seen(request.user), ref=ref)
    scope: Scope = scope_of(request.user, one)
    at = scope.moment(clock.now())
    here = addresses.to(f"insights:{kind}", kwargs={"ref": ref})
    if request.htmx:
        context = {"strip": strip_of(queries.warmth(scope, at)), "here": here}
        return show(request, "insights/movement.html", context, fragment="strip")
    found = queries.movement(scope, at)
    context = {
        "name": visible(one.name), "back": addresses.to(own, kwargs={"ref": ref}),
        "here": here, "is_enough": found.is_enough,
        "chart": _chart(found, WIDE) if found.is_enough else "",
        "narrow": _chart(found, NARROW) if found.is_enough else "",
        "rows": [_row(one, here) for one in found.quarters],
        "method": _method(found), "over_all": found.over_all(),
        "channels": _channels(found, here), "strip": strip_of(found.weeks),
        "weeks": _weeks(found, here), "behind": _behind(request, scope, at),
        "least": (queries.ENOUGH_TALKS, queries.ENOUGH_QUARTERS),
    }  # fmt: skip
    return show(request, "insights/movement.html", context)


def quarter_name(span: Span) -> str:
    year, quarter = span.quarter
    return _("Q%(quarter)s %(year)s") % {"quarter": quarter, "year": f"{year % 100:02}"}


def _chart(found: Movement, size: tuple[int, int]) -> object:
    periods = [
        charts.Period(quarter_name(one.span), one.formal, one.informal, one.median)
        for one in found.quarters
    ]
    names = (_("formal"), _("informal"), _("stance"))
    return charts.mix(periods, names, _("Talks by quarter, and stance at its end"), size=size)


def _method(found: Movement) -> str:
    """Say of how much it was made, of which time, and how."""
    first, last = found.quarters[0].span, found.quarters[-1].span
    words = ngettext(
        "%(n)s talk from %(first)s to %(last)s, as far as you may see. %(stance)s",
        "%(n)s talks from %(first)s to %(last)s, as far as you may see. %(stance)s",
        found.talks,
    )
    stance = _(
        "Stance: the median attitude at the end of a quarter, each by the latest word of every "
        "assessor in %(days)s days (%(method)s)."
    ) % {"days": VALID_DAYS, "method": f"{RATINGS_MEDIAN.key} {RATINGS_MEDIAN.version}"}
    return words % {
        "n": found.talks,
        "first": quarter_name(first),
        "last": quarter_name(last),
        "stance": stance,
    }  # fmt: skip


def _row(one: Quarter, here: str) -> dict[str, Any]:
    def shown(kind: str) -> str:
        return f"{here}?from={one.span.key}&show={kind}#rows"

    stands = one.median
    return {
        "label": quarter_name(one.span),
        "figures": [
            (one.formal, shown("formal")), (one.informal, shown("informal")),
            (len(one.stands), shown("stance")),
        ],
        "share": formats.percent(one.informal / one.n) if one.n else "–",
        "stands": "–" if stands is None else formats.number(stands, 1),
        "moved": (one.better, one.worse, one.same),
    }  # fmt: skip


def _channels(found: Movement, here: str) -> list[dict[str, Any]]:
    """Give each channel that was used with its talks by quarter."""
    used = {name for one in found.quarters for name in one.channels}
    return [
        {
            "label": channel.label,
            "counts": [
                (one.channels.get(channel, 0), f"{here}?from={one.span.key}&show={channel}#rows")
                for one in found.quarters
            ],
        }
        for channel in Channel
        if channel in used
    ]  # fmt: skip


def strip_of(weeks: list[tuple[Span, int]]) -> object:
    """Draw a year of contacts, with the months written below."""
    labels, last = {}, 0
    for place, (span, _count) in enumerate(weeks):
        if span.first_day.month != last and span.first_day.day <= 7 and place < len(weeks) - 3:  # noqa: PLR2004 -- the first week of a month, where its name has room
            labels[place] = formats.month(span.first_day)[:3]
        last = span.first_day.month
    counts = [count for _span, count in weeks]
    n = sum(counts)
    title = ngettext(
        "%(n)s contact in 52 weeks, %(silent)s weeks without any",
        "%(n)s contacts in 52 weeks, %(silent)s weeks without any", n,
    ) % {"n": n, "silent": counts.count(0)}  # fmt: skip
    return charts.strip(counts, labels, title)


def _weeks(found: Movement, here: str) -> list[tuple[str, str, int]]:
    """Give the twin of the strip: the weeks with a contact, newest first, each with its rows."""
    return [
        (
            formats.short_date(span.first_day, today=found.weeks[-1][0].first_day),
            f"{here}?from={span.key}&show=week#rows", n,
        )
        for span, n in reversed(found.weeks)
        if n
    ]  # fmt: skip


def _behind(request: Request, scope: Scope, at: datetime) -> dict[str, Any] | None:
    """Give the rows behind the figure that was asked for."""
    kind, since = request.GET.get("show", ""), request.GET.get("from", "")
    if not kind:
        return None
    spans = queries.weeks(at) if kind == "week" else queries.quarters(at, since=scope.since)
    span = next((one for one in spans if one.key == since), None)
    if span is None or kind not in {*KINDS, "week", "stance"}:
        raise Http404
    if kind == "stance":
        rows: Any = list(queries.said_by(scope, span, at)[: queries.SHOWN])
        return {"said": [_said(row, at) for row in rows], "talks": [], "label": quarter_name(span)}
    rows = list(queries.talks_in(scope, span, at, **KINDS.get(kind, {}))[: queries.SHOWN])
    label = quarter_name(span)
    if kind == "week":
        label = _("Week from %(day)s") % {
            "day": formats.short_date(span.first_day, today=formats.local(at))
        }
    return {"said": [], "talks": [_talk(row, at) for row in rows], "label": label}


def _said(row: Any, at: datetime) -> dict[str, Any]:
    given = {"ref": row.stake.initiative.ref, "party": row.stake.party.ref}
    return {
        "whom": visible(row.stake.party.name), "in": visible(row.stake.initiative.name),
        "href": addresses.to("initiatives:stake", kwargs=given),
        "attitude": formats.number(row.attitude / 10, 1), "by": visible(row.assessor.name),
        "when": formats.stamp(row.at, at=at), "reason": visible(row.reason),
    }  # fmt: skip


def _talk(row: Any, at: datetime) -> dict[str, Any]:
    return {
        "ref": row.ref, "href": addresses.to("engagement:detail", kwargs={"ref": row.ref}),
        "when": formats.stamp(row.at, at=at), "channel": Channel(row.channel).label,
        "formal": _("formal") if row.is_formal else _("informal"),
        "text": " ".join(visible(row.text).split())[:120],
        "by": visible(row.logged_by.name) if row.logged_by else _("the system"),
    }  # fmt: skip
