"""What the members of a segment want beside what they were given, the widest gap first."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accord.features.stakeholders.models import Segment
from accord.features.stakeholders.queries import segments
from accord.features.stakeholders.states import Channel
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.pages import Request, page, show
from accord.overview.insights import policies, queries
from accord.overview.insights.queries import Missed, Wish

SHOWN = 5  # kinds of one wish that are named
ROWS = 200


@require_safe
@page(policies.VIEW)
def segment_gaps(request: Request, segment_id: int) -> HttpResponse:
    """Draw the page; what loads the gaps into the page of the segment gets them alone."""
    segment = get_object_or_404(segments(), pk=segment_id)
    wishes, n = queries.wishes_of(request.user, segment, clock.now())
    here = addresses.to("insights:segment", kwargs={"segment_id": segment_id})
    context = {
        "name": visible(segment.name), "n": n, "here": here, "needs": visible(segment.needs),
        "back": addresses.to("stakeholders:segment", args=[segment_id]),
        "wishes": [_wish(wish, here) for wish in wishes],
        "said": ngettext(
            "%(n)s member whom you may see, the last 12 months; what nobody said of themselves "
            "is as the segment says.",
            "%(n)s members whom you may see, the last 12 months; what nobody said of themselves "
            "is as the segment says.", n,
        ) % {"n": n},
        "behind": _behind(request, segment, wishes),
    }  # fmt: skip
    fragment = "gaps" if request.htmx else ""
    return show(request, "insights/segment.html", context, fragment=fragment)


def _labels() -> dict[str, str]:
    return {
        "language": _("Language"), "channel": _("Channel"), "rhythm": _("Rhythm, days"),
        "accessibility": _("Accessibility"),
    }  # fmt: skip


def _named(key: str, value: str) -> str:
    if key == "language":
        return str(formats.locale().languages.get(value, value))
    if key == "channel":
        return str(Channel(value).label) if value in Channel.values else value
    if key == "rhythm":
        return formats.days_short(int(value))
    return visible(value)


def _given_as(key: str, value: str) -> str:
    if key == "accessibility":
        return _("heeded") if value == queries.YES else _("not heeded")
    return _named(key, value)


def _wish(wish: Wish, here: str) -> dict[str, Any]:
    wanted = [f"{_named(wish.key, name)} ({n})" for name, n in wish.wanted.most_common(SHOWN)]
    share = wish.share
    return {
        "label": _labels()[wish.key], "n": wish.n, "wanted": ", ".join(wanted) or "–",
        "judged": wish.judged, "missed": len(wish.missed),
        "share": "–" if share is None else formats.percent(share),
        "missed_href": f"{here}?gap={wish.key}#rows",
        "wanted_href": f"{here}?wish={wish.key}#rows" if wish.concerned else "",
    }  # fmt: skip


def _behind(request: Request, segment: Segment, wishes: list[Wish]) -> dict[str, Any] | None:
    """Give the members behind a gap, each with what was wanted and given."""
    del segment
    asked = request.GET.get("gap", "") or request.GET.get("wish", "")
    if not asked:
        return None
    wish = next((one for one in wishes if one.key == asked), None)
    if wish is None:
        raise Http404
    rows = wish.missed if "gap" in request.GET else wish.concerned
    return {
        "label": _labels()[wish.key],
        "rows": [_row(wish.key, row) for row in rows[:ROWS]], "n": len(rows),
    }  # fmt: skip


def _row(key: str, row: Missed) -> dict[str, Any]:
    given = [_given_as(key, name) + (f" ({n})" if key != "rhythm" else "") for name, n in row.given]
    words = ", ".join(given)
    if key == "rhythm":
        words = _("%(days)s without contact at the longest") % {"days": words}
    return {
        "name": visible(row.party.name),
        "href": addresses.to("stakeholders:detail", kwargs={"ref": row.party.ref}),
        "wanted": _named(key, row.wanted), "given": words or _("not recorded"),
    }  # fmt: skip
