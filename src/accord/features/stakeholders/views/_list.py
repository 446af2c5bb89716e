"""The list of stakeholders, as a page and as a file."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accord.features.stakeholders import policies
from accord.features.stakeholders.tables import party_list as table
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.ui import addresses, menu, toasts
from accord.foundation.ui.listing import answer
from accord.foundation.ui.listing.showing import Shown
from accord.foundation.ui.listing.taking import take
from accord.foundation.ui.pages import Request, page
from accord.foundation.ui.panels import ways_to_look


@require_safe
@page(policies.VIEW)
def party_list(request: Request) -> HttpResponse:
    return answer(
        request, table(request.user, clock.now()), "stakeholders/party_list.html", context
    )


def context(request: Request, shown: Shown) -> dict[str, Any]:
    return {
        "headline": _headline(shown),
        "bring": menu.door("import") if policies.IMPORT.allows(request.user) else "",
        "add": addresses.to("stakeholders:add") if policies.ADD.allows(request.user) else "",
        "segment": _as_segment(request, shown),
        "further_ways": ways_to_look(request.user, "stakeholders.list", None),
    }


def _as_segment(request: Request, shown: Shown) -> str:
    """Give the page that keeps the filters of the list as the rule of a segment."""
    if not shown.state.filters or not policies.ADD.allows(request.user):
        return ""
    asked = urlencode([("f", use.written()) for use in shown.state.filters])
    return f"{addresses.to('stakeholders:segment-rule-add')}?{asked}"


def _headline(shown: Shown) -> str:
    """Say what is true now of the view shown; the plain name where nothing needs to be said."""
    if shown.is_changed or shown.is_moved or shown.is_empty or shown.view.key not in _FINDINGS:
        return _("Stakeholders")
    return _FINDINGS[shown.view.key](shown)


def _quiet(shown: Shown) -> str:
    n = shown.count.n
    words = ngettext(
        "%(n)s relationship is going quiet.", "%(n)s relationships are going quiet.", n
    )
    return words % {"n": shown.count}


def _quiet_among(shown: Shown) -> str:
    quiet = shown.count_of("quiet", shown.rows.filter(quiet_at__lt=shown.listing.asking.at))
    if not quiet.n:
        return _("Stakeholders")
    words = ngettext(
        "%(n)s of these relationships is going quiet.",
        "%(n)s of these relationships are going quiet.",
        quiet.n,
    )
    return words % {"n": quiet}


def _unowned(shown: Shown) -> str:
    n = shown.count.n
    words = ngettext("%(n)s stakeholder has no owner.", "%(n)s stakeholders have no owner.", n)
    return words % {"n": shown.count}


_FINDINGS = {"key": _quiet_among, "mine": _quiet_among, "quiet": _quiet, "unowned": _unowned}


@require_safe
@page(policies.EXPORT)
def party_export(request: Request) -> HttpResponseBase:
    """Give the list as it is shown, as a file."""
    shown = Shown(table(request.user, clock.now()), request.GET)
    try:
        return take(shown, request.GET.get("as", "csv"))
    except Refusal as refusal:
        toasts.tell(request, str(refusal), kind="bad")
        return redirect(shown.here)
